"""The page of a sent claim: its way, its reason, what it gave and why, and what can still be done."""

import re

import pytest
from django.urls import reverse

from claims.models import Claim
from claims.owners import participant_owner
from claims.reasons import Reason
from claims.states import Status
from ledger import queries as ledger
from participants.models import User
from tests.builders.claims import a_claim
from tests.builders.files import an_upload
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_participant
from verification.services import decisions, undoing

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture(autouse=True)
def marek(client):
    participant = a_participant()
    client.force_login(participant.user)
    return participant


def shown(client, claim: Claim) -> str:
    return client.get(reverse("claims:claim", args=[claim.uuid])).content.decode()


def act(client, claim: Claim, what: str, **form: str):
    answer = client.post(reverse(f"claims:{what}", args=[claim.uuid]), form, follow=True)
    claim.refresh_from_db()
    return answer.content.decode()


@pytest.mark.parametrize("status", [status for status in Status if status != Status.DRAFT])
def test_every_state_has_its_page(client, status: Status):
    page = shown(client, a_claim(status))

    assert "timeline" in page
    assert "Elbow 20 mm" in page


def test_a_sent_claim_says_with_whom_it_is_until_when_and_what_to_expect(client):
    page = shown(client, a_claim())

    assert "With Hurtownia Alfa" in page
    assert "Answer by" in page
    assert "Expected" in page
    assert "60 points, 2 training credits" in page


def test_a_confirmed_claim_says_what_it_gave_and_why(client):
    page = shown(client, a_claim(Status.VERIFIED))

    assert "Confirmed by Hurtownia Alfa" in page
    assert "Given" in page
    assert "12 pieces × 5 points." in page
    assert "1 training credit for each full PLN\N{NO-BREAK SPACE}100.00; PLN\N{NO-BREAK SPACE}240.00 counted." in page


def test_an_award_names_products_as_the_reader_does_and_the_version_of_the_rule(client, marek):
    User.objects.filter(pk=marek.user_id).update(language="pl")

    page = shown(client, a_claim(Status.VERIFIED)).replace("\N{NO-BREAK SPACE}", " ")

    assert page.count("Elbow 20 mm PL") == page.count("Elbow 20 mm") == 3  # its line, why points, and why credits
    assert re.search(r"Zasada w wersji 1, od: \d+ \w+ 2026", page)


def test_the_clerks_own_name_is_not_shown(client):
    assert "Zielińska" not in shown(client, a_claim(Status.VERIFIED))


def test_a_claim_confirmed_in_part_shows_what_is_left_of_it(client):
    claim = a_claim()
    line = claim.lines.get()
    decisions.confirm_in_part(
        claim=claim, quantities={line.uuid: 10}, reason=Reason.QUANTITY_DIFFERS, by=a_clerk().user, now=NOON
    )

    page = shown(client, claim)

    assert "10 of 12 confirmed" in page
    assert "50 points" in page


def test_a_refusal_shows_its_reason_and_the_way_on(client):
    page = shown(client, a_claim(Status.REFUSED))

    assert "The goods were returned." in page
    assert "Ask for another look" in page


def test_an_appeal_is_possible_once_and_goes_to_the_organizer(client):
    claim = a_claim(Status.REFUSED)

    page = act(client, claim, "appeal", text="I still have the goods.")

    assert (claim.status, claim.desk) == (Status.SUBMITTED, Claim.Desk.ORGANIZER)
    assert "With Ruruj Systemy" in page
    assert "I still have the goods." in page


def test_after_the_second_refusal_there_is_no_third_look(client):
    claim = a_claim(Status.REFUSED)
    act(client, claim, "appeal", text="Please.")
    decisions.refuse(claim=claim, reason=Reason.RETURNED, by=a_campaign_admin().user, now=NOON)

    page = act(client, claim, "appeal", text="Once more.")

    assert claim.status == Status.REFUSED
    assert "answer is final" in page


def test_a_question_is_shown_and_answered(client):
    claim = a_claim(Status.QUERIED)
    assert "Which branch was it?" in shown(client, claim)

    page = act(client, claim, "answer", text="The one in Kraków.")

    assert claim.status == Status.SUBMITTED
    assert "The one in Kraków." in page


def test_an_empty_answer_is_not_sent(client):
    claim = a_claim(Status.QUERIED)

    page = act(client, claim, "answer", text="  ")

    assert claim.status == Status.QUERIED
    assert "Please write your answer." in page


def test_a_page_can_be_added_to_answer_a_question(client):
    claim = a_claim(Status.QUERIED)

    client.post(reverse("claims:add-files", args=[claim.uuid]), {"files": [an_upload(text="page two")]})

    assert claim.document.files.count() == 2


def test_a_sent_claim_can_be_withdrawn(client):
    claim = a_claim()

    page = act(client, claim, "withdraw")

    assert claim.status == Status.WITHDRAWN
    assert "You can claim this document again." in page


def test_a_decided_claim_is_not_withdrawn_and_says_so(client):
    claim = a_claim(Status.VERIFIED)

    page = act(client, claim, "withdraw")

    assert claim.status == Status.VERIFIED
    assert "This claim is already decided." in page
    assert ledger.balance(program=claim.program, owner=participant_owner(claim.participant), unit="points") == 60


@pytest.mark.parametrize("what", ["withdraw", "answer", "appeal", "send", "save", "preview", "add-files"])
def test_nothing_is_done_by_a_link(client, what: str):
    claim = a_claim()

    assert client.get(reverse(f"claims:{what}", args=[claim.uuid])).status_code == 405


def test_an_undone_answer_stands_in_the_history_and_what_it_gave_is_shown_once(client):
    claim, anna = a_claim(), a_clerk().user
    undoing.undo(decision=decisions.confirm(claim=claim, by=anna, now=NOON), by=anna, now=NOON)

    assert "Undone by Hurtownia Alfa: the claim waits again" in shown(client, claim)

    claim.refresh_from_db()
    decisions.confirm(claim=claim, by=anna, now=NOON)
    page = shown(client, claim)
    assert page.count("Confirmed by Hurtownia Alfa") == 2
    assert page.count("12 pieces × 5 points.") == 1
