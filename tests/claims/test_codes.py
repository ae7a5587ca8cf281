"""Redeeming codes: one or a list, told apart from guesses, and guessing slowed down without harm to who mistypes."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import services as campaigns
from campaigns.codes import make_codes
from campaigns.services import print_files
from claims import guessing
from claims.models import Claim, WrongCodeTry
from claims.senders import Sender
from claims.services import codes
from claims.services.codes import CodeMistyped, CodeRefused, CodeUsedByAnother, TooManyTries
from tests.builders.programs import NOON, a_batch, a_campaign_admin, a_code, a_participant, a_program, set_live

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

HOME = Sender(address="192.0.2.7", device="phone")


@pytest.fixture
def marek():
    return a_participant()


def redeem(person, text: str, *, now=NOON, sender=HOME):
    return codes.redeem(participant=person, text=text, now=now, sender=sender)


def guess(person, *, now=NOON, sender=HOME) -> None:
    [unknown] = make_codes(1)
    with pytest.raises(CodeRefused) as refused:
        redeem(person, unknown, now=now, sender=sender)
    assert type(refused.value) is CodeRefused


def questions(person, text: str) -> tuple[list[str], str]:
    """What the database was asked, without the values, and the answer."""
    WrongCodeTry.objects.all().delete()
    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        pytest.raises(CodeRefused) as refused,
    ):
        redeem(person, text)
    return [re.sub(r"'[^']*'|X?'[0-9A-Fa-f]+'|\b\d+\b", "?", one["sql"]) for one in asked], str(refused.value)


def test_unknown_not_live_recalled_and_foreign_codes_are_answered_alike_by_the_same_questions(marek):
    foreign = a_code(a_program("obcy", name="Obcy"))
    [unknown] = make_codes(1)
    batch = a_batch()
    [recalled] = print_files.codes_of(batch)
    set_live(batch)
    joanna = a_campaign_admin().user
    campaigns.recall_range(batch=batch, first=1, last=1, reason="Stolen", by=joanna, now=NOON)

    asked = [questions(marek, text) for text in (unknown, foreign, a_code(released=False), recalled)]

    assert asked[0][1].startswith("This code cannot be redeemed.")
    assert [one for one in asked if one != asked[0]] == []
    assert len(asked[0][0]) == 3


def test_who_comes_second_learns_that_somebody_else_was_first_and_is_no_guesser(marek):
    code = a_code()
    redeem(a_participant("Ola Wrona"), code)

    with pytest.raises(CodeUsedByAnother, match="Somebody else"):
        redeem(marek, code)

    assert not WrongCodeTry.objects.exists()


def test_mistyping_for_a_whole_day_keeps_nobody_from_the_right_code(marek):
    code = a_code()
    for place in range(len(code)):
        for letter in "0123456789":
            if letter != code[place]:
                with pytest.raises(CodeMistyped):
                    redeem(marek, code[:place] + letter + code[place + 1 :])

    assert redeem(marek, code).status == "verified"


def test_waits_grow_and_end_and_the_right_code_counts_then(marek):
    code, now = a_code(), NOON
    waits = []
    for number in range(9):
        guess(marek, now=now)
        if number >= 4:
            with pytest.raises(TooManyTries):
                redeem(marek, code, now=now)
            tries = guessing.account(number + 1, now)
            waits.append(int((tries.wait_until() - now) / timedelta(minutes=1)))
            now = tries.wait_until()
    assert waits == [1, 2, 4, 8, 16]

    assert redeem(marek, code, now=now).status == "verified"


def test_while_somebody_waits_nothing_is_looked_up(marek):
    for _number in range(5):
        guess(marek)
    with CaptureQueriesContext(connection) as asked, pytest.raises(TooManyTries, match="wait 1 minute,"):
        redeem(marek, a_code(released=False))

    assert [one["sql"] for one in asked if 'FROM "campaigns_onpackcode"' in one["sql"]] == []
    assert WrongCodeTry.objects.count() == 5


@pytest.mark.parametrize(
    ("sender", "people"), [(Sender(device="phone"), 10), (Sender(address="192.0.2.7"), 60)], ids=["device", "address"]
)
def test_a_device_or_address_waits_whoever_signs_in(marek, sender, people):
    for number in range(people):
        guess(a_participant(f"Person{number} X"), sender=sender)

    with pytest.raises(TooManyTries):
        redeem(marek, a_code(), sender=sender)
    assert redeem(marek, a_code(), sender=Sender(address="192.0.2.8", device="other")).status == "verified"


def test_nobody_waits_for_others_who_are_not_known_by_device_or_address(marek):
    for number in range(12):
        guess(a_participant(f"Person{number} X"), sender=Sender())

    assert redeem(marek, a_code(), sender=Sender()).status == "verified"


def test_tries_are_forgotten_after_a_day(marek):
    for _number in range(5):
        guess(marek)

    assert redeem(marek, a_code(), now=NOON + guessing.COUNTED_FOR).status == "verified"


def test_a_list_gives_each_code_its_own_answer(client, marek):
    batch = a_batch(count=2)
    first, second = print_files.codes_of(batch)
    set_live(batch)
    taken, mine = a_code(), a_code()
    redeem(a_participant("Ola Wrona"), taken)
    redeem(marek, mine)
    client.force_login(marek.user)

    answer = client.post(reverse("claims:codes"), {"codes": f"{first.lower()}\r\n\r\nABC; {taken},{mine}\n{second}"})

    answers = answer.context["answers"]
    assert [(one.claim is not None, type(one.refusal).__name__) for one in answers] == [
        (True, "NoneType"),
        (False, "CodeMistyped"),
        (False, "CodeUsedByAnother"),
        (True, "CodeUsedByYou"),
        (True, "NoneType"),
    ]
    assert answer.content.decode().count("Redeemed.") == 2
    assert Claim.objects.filter(participant=marek).count() == 3


def test_a_list_has_at_most_a_hundred_codes(client, marek):
    client.force_login(marek.user)

    answer = client.post(reverse("claims:codes"), {"codes": "\n".join(make_codes(101))})

    assert answer.status_code == 422
    assert "at most 100" in answer.content.decode()
    assert not WrongCodeTry.objects.exists()


def test_guessing_on_the_page_is_slowed_by_the_mark_of_the_browser(client, marek):
    client.force_login(marek.user)
    for text in make_codes(5):
        client.post(reverse("claims:codes"), {"code": text})

    marks = set(WrongCodeTry.objects.values_list("device", flat=True))
    assert len(marks) == 1 and len(marks.pop()) == 64
    assert "wait 1 minute," in client.post(reverse("claims:codes"), {"code": a_code()}).content.decode()
