"""A claim that the distributor cannot judge, or does not, is decided by the organizer."""

from datetime import date, timedelta

import pytest

from claims.models import Claim, ClaimEvent
from claims.reasons import Reason
from claims.services import moves
from claims.states import Status
from claims.timeline import steps
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_distributor, a_participant
from tests.racing import at_once
from tests.verification.waiting import waiting_for
from verification.models import Decision
from verification.services import decisions, handing_over
from verification.services.decisions import DecisionRefused

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def anna():
    return a_clerk().user


def test_it_leaves_the_clerks_queue_and_comes_into_the_organizers(anna):
    claim, joanna = a_claim(), a_campaign_admin().user

    handing_over.hand_over(claim=claim, text="Whose branch?", by=anna, now=NOON + timedelta(days=3))

    assert (claim.desk, claim.status, claim.due_on) == (Claim.Desk.ORGANIZER, Status.SUBMITTED, date(2026, 11, 25))
    assert waiting_for(anna) == []
    assert waiting_for(joanna) == [claim]
    decisions.confirm(claim=Claim.objects.get(pk=claim.pk), by=joanna, now=NOON)


def test_the_participant_reads_it_in_the_history(anna):
    claim = a_claim()
    handing_over.hand_over(claim=claim, text="Whose branch?", by=anna, now=NOON)

    told = steps(claim, claim.events.order_by("pk"), clerks={anna.pk}, returned={}, today=date(2026, 11, 20))

    assert [step.text for step in told] == [
        "Started",
        "Sent",
        "Handed over to Ruruj Systemy sp. z o.o.",
        "With Ruruj Systemy sp. z o.o.",
        told[-1].text,
    ]
    assert told[2].note == "The organizer decides instead of the seller. Whose branch?"


def test_the_clerk_decides_it_no_more_and_hands_it_over_once(anna):
    claim = a_claim()
    handing_over.hand_over(claim=claim, by=anna, now=NOON)

    for act in (decisions.confirm, handing_over.hand_over):
        with pytest.raises(DecisionRefused, match="not for you"):
            act(claim=claim, by=anna, now=NOON)
    with pytest.raises(DecisionRefused, match="already"):
        handing_over.hand_over(claim=claim, by=a_campaign_admin().user, now=NOON)


def test_nobody_hands_over_a_claim_of_their_own_or_of_another_distributor():
    beta = a_clerk("Beata Druga", distributor=a_distributor("Hurtownia Beta", tax_id="5260250274")).user
    with pytest.raises(DecisionRefused):
        handing_over.hand_over(claim=a_claim(), by=beta, now=NOON)
    with pytest.raises(DecisionRefused):
        handing_over.hand_over(claim=a_claim(), by=a_participant().user, now=NOON)
    assert not Decision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_handed_over_and_confirmed_at_the_same_moment_one_happens(ledger_may_be_emptied, anna):
    claim = a_claim()

    def act(number: int) -> object:
        mine = Claim.objects.get(pk=claim.pk)
        return (decisions.confirm if number % 2 else handing_over.hand_over)(claim=mine, by=anna, now=NOON)

    results = at_once(4, act)

    assert sum(isinstance(one, Decision) for one in results) == 1
    assert all(isinstance(one, Decision | DecisionRefused | moves.ClaimMoved) for one in results)
    assert ClaimEvent.objects.filter(claim=claim, reason=Reason.HANDED_OVER).count() <= 1
