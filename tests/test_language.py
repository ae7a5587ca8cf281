"""Which language a page answers in, and that it says so."""

import pytest

from participants import signed_in
from tests.builders.programs import a_participant

pytestmark = pytest.mark.django_db
POLISH = {"Accept-Language": "pl,en;q=0.5"}


def test_a_stranger_reads_the_language_of_the_browser(client):
    answers = [client.get("/accounts/login/", headers={"Accept-Language": language}) for language in ("pl", "en", "fi")]

    assert [answer["Content-Language"] for answer in answers] == ["pl", "en", "en"]
    assert "Zaloguj" in answers[0].content.decode()
    assert all("Accept-Language" in answer["Vary"] for answer in answers)


def test_what_somebody_chose_goes_before_the_browser(client):
    user = a_participant().user
    client.force_login(user)
    as_the_browser = client.get("/codes/", headers=POLISH)
    user.language = "en"
    user.save()
    chosen = client.get("/codes/", headers=POLISH)

    assert (as_the_browser["Content-Language"], chosen["Content-Language"]) == ("pl", "en")
    assert "Kod z opakowania" in as_the_browser.content.decode()
    assert "Kod z opakowania" not in chosen.content.decode()


def test_nobody_inherits_the_language_of_the_person_before(client):
    user = a_participant().user
    user.language = "pl"
    user.save()
    client.force_login(user)
    client.get("/codes/")
    client.logout()

    assert client.get("/accounts/login/")["Content-Language"] == "en"


def test_who_is_told_of_a_failure_before_it_is_known_who_reads_does_not_read_anothers_language(client, monkeypatch):
    user = a_participant().user
    user.language = "pl"
    user.save()
    client.force_login(user)
    client.raise_request_exception = False
    client.get("/codes/")
    monkeypatch.setattr(signed_in, "_user_of", lambda _request: 1 / 0)

    failed = client.get("/codes/", headers={"Accept-Language": "en"})

    assert failed.status_code == 500
    assert 'lang="en"' in failed.content.decode()
