"""Decisions: who may take them, what they do, and that they pay once."""

from decimal import Decimal
from threading import Barrier

import pytest

from claims.models import Award, Claim, ClaimEvent, ClaimLine
from claims.reasons import Reason
from claims.services import moves, sending
from claims.services.moves import AlreadyPaid, ClaimMoved
from claims.states import Status
from common.refusals import Refused
from ledger import queries as ledger
from ledger.models import Transfer
from ledger.services import Owner
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_distributor, a_participant, a_program
from tests.racing import at_once
from verification.models import Decision
from verification.services import decisions
from verification.services.decisions import DecisionRefused

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def anna():
    return a_clerk().user


def balance(claim: Claim, unit: str = "points") -> int:
    owner = Owner.participant(claim.participant.uuid)
    return ledger.balance(program=claim.program, owner=owner, unit=unit)


def test_confirming_pays_points_and_credits_in_one_go(anna):
    claim = a_claim()

    decisions.confirm(claim=claim, by=anna, now=NOON)

    assert claim.status == Status.VERIFIED
    assert (balance(claim), balance(claim, "credits")) == (60, 2)
    assert [(line.quantity, line.unit) for line in Award.objects.get().lines.order_by("pk")] == [
        (60, "points"),
        (2, "credits"),
    ]


def test_confirming_in_part_pays_for_what_was_sold(anna):
    claim = a_claim()
    line = claim.lines.get()

    decisions.confirm_in_part(
        claim=claim, quantities={line.uuid: Decimal(7)}, reason=Reason.QUANTITY_DIFFERS, by=anna, now=NOON
    )

    assert balance(claim) == 35
    assert Decision.objects.get().kind == Decision.Kind.CONFIRM_IN_PART
    assert ClaimLine.objects.get().confirmed_quantity == 7


@pytest.mark.parametrize(
    ("quantity", "said"), [("13", "No more than"), ("-1", "No more than"), ("0", "Nothing is left")]
)
def test_quantities_that_cannot_be_are_refused(anna, quantity, said):
    claim = a_claim()

    with pytest.raises(DecisionRefused, match=said):
        decisions.confirm_in_part(
            claim=claim,
            quantities={claim.lines.get().uuid: Decimal(quantity)},
            reason=Reason.QUANTITY_DIFFERS,
            by=anna,
            now=NOON,
        )
    assert not Transfer.objects.exists()


def test_confirming_in_part_with_all_lines_full_is_a_plain_yes(anna):
    claim = a_claim()

    decision = decisions.confirm_in_part(
        claim=claim, quantities={claim.lines.get().uuid: Decimal(12)}, reason="", by=anna, now=NOON
    )

    assert decision.kind == Decision.Kind.CONFIRM


def test_less_than_claimed_needs_a_reason(anna):
    claim = a_claim()

    with pytest.raises(DecisionRefused, match="reason"):
        decisions.confirm_in_part(
            claim=claim, quantities={claim.lines.get().uuid: Decimal(1)}, reason="", by=anna, now=NOON
        )


def test_refusing_keeps_the_reason_and_pays_nothing(anna):
    claim = a_claim()

    decisions.refuse(claim=claim, reason=Reason.RETURNED, by=anna, now=NOON)

    event = ClaimEvent.objects.filter(claim=claim).latest("pk")
    assert (event.became, event.reason, event.made_by) == (Status.REFUSED, Reason.RETURNED, anna)
    assert not Transfer.objects.exists()


@pytest.mark.parametrize("reason", ["", "nonsense", Reason.PAID_IN_ERROR])
def test_refusing_without_a_fitting_reason_is_not_possible(anna, reason):
    with pytest.raises(DecisionRefused):
        decisions.refuse(claim=a_claim(), reason=reason, by=anna, now=NOON)


def test_another_reason_needs_words(anna):
    with pytest.raises(DecisionRefused, match="write"):
        decisions.refuse(claim=a_claim(), reason=Reason.OTHER, text="  ", by=anna, now=NOON)


def test_asking_hands_the_claim_back_with_the_question(anna):
    claim = a_claim()

    decisions.ask(claim=claim, reason=Reason.NEED_ANSWER, text="Which branch?", by=anna, now=NOON)

    assert claim.status == Status.QUERIED
    assert claim.events.latest("pk").note == "Which branch?"


def test_reversing_takes_points_and_credits_back():
    claim = a_claim(Status.REVERSED)

    assert (balance(claim), balance(claim, "credits")) == (0, 0)
    assert Award.objects.get().reversed_at is not None


def test_reversing_twice_is_not_possible():
    claim = a_claim(Status.REVERSED)

    with pytest.raises(DecisionRefused):
        decisions.reverse(claim=claim, reason=Reason.RETURNED, by=a_campaign_admin().user, now=NOON)


def test_an_appeal_is_decided_by_the_organizer_only(anna):
    claim = a_claim(Status.REFUSED)
    sending.appeal(claim=claim, text="I have the slip.", by=claim.participant.user, now=NOON)

    with pytest.raises(DecisionRefused):
        decisions.confirm(claim=claim, by=anna, now=NOON)
    decisions.confirm(claim=claim, by=a_campaign_admin().user, now=NOON)

    assert balance(claim) == 60


@pytest.mark.parametrize("who", ["participant", "other distributor", "other program", "other participant"])
def test_nobody_else_decides(who):
    claim = a_claim()
    people = {
        "participant": lambda: claim.participant.user,
        "other distributor": lambda: a_clerk("Beata Inna", distributor=a_distributor("Beta", tax_id="1234563218")).user,
        "other program": lambda: a_campaign_admin("Iga Inna", program=a_program("inny", name="Inny")).user,
        "other participant": lambda: a_participant("Ola Kowalska").user,
    }

    with pytest.raises(DecisionRefused):
        decisions.confirm(claim=claim, by=people[who](), now=NOON)
    assert not Transfer.objects.exists()


def test_a_clerk_who_is_a_participant_too_cannot_decide_the_own_claim():
    claim = a_claim()
    clerk = a_clerk()
    clerk.user = claim.participant.user
    clerk.save()

    with pytest.raises(DecisionRefused, match="own claim"):
        decisions.confirm(claim=claim, by=claim.participant.user, now=NOON)


def test_a_decision_on_a_claim_that_was_just_decided_says_so(anna):
    claim = a_claim()
    stale = Claim.objects.get(pk=claim.pk)
    decisions.confirm(claim=claim, by=anna, now=NOON)

    with pytest.raises(ClaimMoved, match="just decided"):
        decisions.refuse(claim=stale, reason=Reason.RETURNED, by=anna, now=NOON)
    assert balance(claim) == 60


def test_one_document_pays_once_whoever_claims_it(anna):
    first = a_claim(number="FV/1/2026")
    second = a_claim(participant=a_participant("Ola Kowalska"), number="fv 1 / 2026")
    decisions.confirm(claim=first, by=anna, now=NOON)

    with pytest.raises(DecisionRefused, match="paid for already"):
        decisions.confirm(claim=second, by=anna, now=NOON)
    with pytest.raises(AlreadyPaid):
        moves.move(second, to=Status.VERIFIED, by=anna, now=NOON)

    second.refresh_from_db()
    assert second.status == Status.SUBMITTED
    assert balance(second) == 0


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_decide_and_pay_once(ledger_may_be_emptied):
    claim = a_claim()
    clerks = [
        a_clerk().user,
        a_clerk("Beata Druga").user,
        a_clerk("Celina Trzecia").user,
        a_clerk("Dorota Czwarta").user,
    ]

    def decide(number: int) -> object:
        fresh = Claim.objects.get(pk=claim.pk)
        return decisions.confirm(claim=fresh, by=clerks[number], now=NOON)

    results = at_once(4, decide)

    assert sum(isinstance(result, Decision) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == 3
    assert balance(claim) == 60
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_the_same_race_would_decide_twice(ledger_may_be_emptied):
    """The control: read, check, write, as one would without compare and swap, lets several clerks through."""
    claim = a_claim()

    def decide(_number: int) -> bool:
        fresh = Claim.objects.get(pk=claim.pk)
        passed = fresh.status == Status.SUBMITTED
        gate.wait(timeout=20)
        return passed

    gate = Barrier(4)
    assert sum(result is True for result in at_once(4, decide)) > 1
