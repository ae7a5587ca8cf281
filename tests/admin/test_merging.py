"""The admin merges two participants who are one person."""

import pytest
from django.urls import reverse

from claims.owners import participant_owner
from claims.states import Status
from config import leaving
from ledger import queries
from ledger.checks import check
from ledger.models import Merger
from participants.models import Participant
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_participant, a_program
from tests.clock import it_is
from verification.services import decisions

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/points/merge/"


@pytest.fixture(autouse=True)
def friday(client):
    client.force_login(a_campaign_admin().user)
    with it_is(NOON, stands_still=True):
        yield
    assert check() == []


def points(participant: Participant) -> int:
    return queries.balance(program=a_program(), owner=participant_owner(participant), unit="points")


def merged(client, **told):
    ola, marek = a_participant("Ola Nowak"), a_participant()
    right = {"source": ola.user.email, "target": marek.user.email, "reason": "The same person."}
    return client.post(ADDRESS, right | told)


def test_points_and_those_of_claims_that_still_wait_go_to_the_one_who_stays(client):
    ola = a_participant("Ola Nowak")
    a_claim(Status.VERIFIED, participant=ola)
    waiting = a_claim(participant=ola)

    assert merged(client).status_code == 302

    ola.refresh_from_db()
    assert (ola.is_active, ola.merged_into) == (False, a_participant())
    assert points(a_participant()) == 60
    waiting.refresh_from_db()
    decisions.confirm(claim=waiting, by=a_clerk(distributor=waiting.distributor).user, now=NOON)
    assert points(a_participant()) == 120


@pytest.mark.parametrize(
    "told", [{"source": "x@example.com"}, {"reason": ""}, {"target": ""}, {"target": "ola@ruruj.example.com"}]
)
def test_what_makes_no_sense_is_asked_again(client, told):
    assert merged(client, **told).status_code == 422
    assert not Merger.objects.exists()


def test_a_second_time_is_refused(client):
    merged(client)

    assert merged(client).status_code == 422
    assert Merger.objects.count() == 1


def test_nobody_merges_the_own_account(client):
    own = Participant.objects.create(
        user=a_campaign_admin().user, program=a_program(), name="Joanna Kurek", joined_at=NOON
    )

    assert merged(client, target=own.user.email).status_code == 422


def test_the_page_is_the_campaign_admins(client):
    page = client.get(ADDRESS).content.decode()
    assert "E-mail that is given up" in page
    assert "E-mail that stays" in page
    client.force_login(a_participant().user)
    assert client.get(ADDRESS).status_code == 302
    assert reverse("admin:points-merge") == ADDRESS


def test_whoever_leaves_takes_along_the_address_that_was_merged(client):
    ola, marek = a_participant("Ola Nowak"), a_participant()
    a_claim(Status.VERIFIED, participant=ola)
    merged(client)

    leaving.leave(participant=Participant.objects.get(pk=marek.pk), now=NOON)

    ola.refresh_from_db()
    assert ola.left_at == NOON
    assert "Ola" not in ola.name
    assert points(marek) == 0
