"""Whether the sentences that we say better than django-allauth are still the ones it says."""

from pathlib import Path

import allauth
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override

from participants.sign_in_sentences import SENTENCES


def test_allauth_still_says_each_sentence():
    with (Path(allauth.__file__).parent / "locale/pl/LC_MESSAGES/django.po").open("rb") as file:
        said = {message.id for message in read_po(file)}

    assert [one for one in SENTENCES if one not in said] == []


def test_our_words_go_before_those_of_allauth():
    with override("pl"):
        assert gettext("Request Code") == "Wyślij kod"
