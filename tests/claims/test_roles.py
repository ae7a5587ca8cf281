"""Who gets which page: one's own is shown, everything else is not there."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim
from claims.services import reading
from claims.states import Status
from participants.models import User
from tests.builders.claims import a_claim, a_draft
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_distributor, a_participant, a_program

pytestmark = pytest.mark.django_db

GET, POST = "get", "post"
OWN_PAGES = [(GET, name) for name in ("claims:history", "claims:new", "claims:codes", "points")]
CLAIM_PAGES = [
    (GET, "claims:claim"),
    (GET, "claims:reading"),
    (POST, "claims:preview"),
    (POST, "claims:save"),
    (POST, "claims:send"),
    (POST, "claims:withdraw"),
    (POST, "claims:answer"),
    (POST, "claims:appeal"),
    (POST, "claims:add-files"),
]
STRANGERS: dict[str, Callable[[], User]] = {
    "another participant": lambda: a_participant("Ola Wrona").user,
    "a participant of another program": lambda: a_participant(program=a_program("inny", name="Inny")).user,
    "a clerk of the distributor": lambda: a_clerk().user,
    "a campaign admin": lambda: a_campaign_admin().user,
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def claim() -> Claim:
    """Sent, and its picture read."""
    claim = a_claim()
    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)
    return claim


@pytest.mark.parametrize(("method", "name"), [*OWN_PAGES, *CLAIM_PAGES])
def test_a_stranger_is_asked_to_sign_in(client, claim, method: str, name: str):
    address = reverse(name, args=[claim.uuid] if (method, name) in CLAIM_PAGES else [])

    answer = getattr(client, method)(address)

    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize(("method", "name"), CLAIM_PAGES)
def test_somebody_elses_claim_is_not_there(claim, method: str, name: str, who: str):
    answer = getattr(signed_in(STRANGERS[who]()), method)(reverse(name, args=[claim.uuid]))

    assert answer.status_code == 404
    claim.refresh_from_db()
    assert claim.status == Status.SUBMITTED


@pytest.mark.parametrize("name", [name for _method, name in OWN_PAGES])
def test_a_clerk_has_no_participants_pages(name: str):
    assert signed_in(a_clerk().user).get(reverse(name)).status_code == 404


@pytest.mark.parametrize("name", [name for _method, name in OWN_PAGES])
def test_a_participant_who_left_has_no_pages(name: str):
    participant = a_participant(is_active=False)

    assert signed_in(participant.user).get(reverse(name)).status_code == 404


def picture_and_file(claim: Claim) -> list[str]:
    file = claim.document.files.get()
    return [reverse("claims:page", args=[claim.uuid, 1]), reverse("claims:original", args=[claim.uuid, file.uuid])]


@pytest.mark.parametrize("who", ["the participant", "a clerk of the distributor", "a campaign admin"])
def test_picture_and_file_are_for_those_who_deal_with_the_claim(claim, who: str):
    user = claim.participant.user if who == "the participant" else STRANGERS[who]()

    for address in picture_and_file(claim):
        assert signed_in(user).get(address).status_code == 200


@pytest.mark.parametrize("who", ["another participant", "a participant of another program"])
def test_picture_and_file_are_not_there_for_others(claim, who: str):
    for address in picture_and_file(claim):
        assert signed_in(STRANGERS[who]()).get(address).status_code == 404


def test_picture_and_file_are_not_there_for_another_distributors_clerk(claim):
    beta = a_distributor("Beta Instal", tax_id="5252341234")

    for address in picture_and_file(claim):
        assert signed_in(a_clerk("Ewa Lis", distributor=beta).user).get(address).status_code == 404


def test_a_draft_is_for_its_participant_only():
    claim = a_draft()
    reading.read(document_id=claim.document.uuid, clock=lambda: NOON)
    admin = a_campaign_admin(program=claim.program)

    for address in picture_and_file(claim):
        assert signed_in(admin.user).get(address).status_code == 404
        assert signed_in(claim.participant.user).get(address).status_code == 200


def test_a_picture_is_shown_and_a_file_only_saved(claim):
    picture, file = (signed_in(claim.participant.user).get(address) for address in picture_and_file(claim))

    assert (picture["Content-Type"], picture["Content-Disposition"].split(";")[0]) == ("image/jpeg", "inline")
    assert file["Content-Disposition"].startswith("attachment")
    for answer in (picture, file):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, max-age=3600"
        assert "sandbox" in answer["Content-Security-Policy"]
