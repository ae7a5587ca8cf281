"""Undoing in any order and at the same moment as something else: never paid twice, and the ledger balances."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Award, Claim
from claims.reasons import Reason
from claims.services import sending
from claims.states import Status
from common.refusals import Refused
from ledger import queries as balances
from ledger.checks import check
from ledger.services import AlreadySpent, NotEnough, Owner
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign_admin, a_clerk
from tests.racing import at_once
from tests.verification.undoing import SOON, balance, confirmed, spent, stands, undone
from verification.models import Decision
from verification.services import decisions

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def anna():
    return a_clerk().user


def owed(claim: Claim) -> int:
    """Left by an earlier example, where it was spent before it was taken back: the next award pays it."""
    owner = Owner.participant(claim.participant.uuid)
    return balances.owed(program=claim.program, owner=owner, unit="points")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(["confirm", "undo", "undo again", "spend", "take back"]), max_size=10))
def test_whatever_is_done_in_whatever_order_a_claim_is_paid_once_or_not_at_all(anna, deeds):
    claim, organizer = a_claim(), a_campaign_admin().user
    before, last, paid_out = balance(claim) - owed(claim), None, 0
    for number, deed in enumerate(deeds):
        fresh = Claim.objects.get(pk=claim.pk)
        try:
            if deed == "confirm":
                last = confirmed(fresh, anna, now=SOON)
            elif deed.startswith("undo") and last:
                undone(last)
            elif deed == "spend":
                spent(claim, 10, reference=f"spend:{claim.uuid}:{number}")
                paid_out += 10
            elif deed == "take back":
                decisions.reverse(claim=fresh, reason=Reason.RETURNED, by=organizer, now=SOON)
        except Refused:
            pass
        is_paid = stands(claim) == Status.VERIFIED
        assert balance(claim) - owed(claim) == before + 60 * is_paid - paid_out
        assert Award.objects.filter(claim=claim, reversed_at=None).count() == is_paid
    assert check() == []


@pytest.mark.django_db(transaction=True)
def test_clicked_many_times_at_once_it_is_undone_once(ledger_may_be_emptied):
    claim = a_claim()
    decision = confirmed(claim, a_clerk().user)

    results = at_once(4, lambda _number: undone(decision))

    assert sum(isinstance(result, Decision) for result in results) == 1, results
    assert sum(isinstance(result, Refused) for result in results) == 3, results
    assert (stands(claim), balance(claim), check()) == (Status.SUBMITTED, 0, [])


@pytest.mark.django_db(transaction=True)
def test_undone_and_spent_at_once_is_one_or_the_other(ledger_may_be_emptied):
    claim = a_claim()
    decision = confirmed(claim, a_clerk().user)

    undoing_it, spending = at_once(2, lambda number: spent(claim, 60) if number else undone(decision))

    if isinstance(undoing_it, Decision):
        assert isinstance(spending, NotEnough)
        assert stands(claim) == Status.SUBMITTED
    else:
        assert isinstance(undoing_it, AlreadySpent) and isinstance(spending, list)
        assert stands(claim) == Status.VERIFIED
    assert (balance(claim), check()) == (0, [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["take back", "appeal", "confirm"])
def test_undone_while_somebody_else_acts_one_of_them_wins_and_it_is_paid_once(ledger_may_be_emptied, other):
    claim, anna, organizer = a_claim(), a_clerk().user, a_campaign_admin().user
    if other == "appeal":
        decision = decisions.refuse(claim=claim, reason=Reason.RETURNED, by=anna, now=NOON)
    else:
        decision = confirmed(claim, anna)

    def act(number: int) -> object:
        fresh = Claim.objects.select_related("participant__user").get(pk=claim.pk)
        if number == 0:
            return undone(decision)
        if other == "take back":
            return decisions.reverse(claim=fresh, reason=Reason.RETURNED, by=organizer, now=SOON)
        if other == "appeal":
            return sending.appeal(claim=fresh, text="Look again.", by=fresh.participant.user, now=SOON)
        return decisions.confirm(claim=fresh, by=organizer, now=SOON)

    results = at_once(2, act)

    assert all(result is None or isinstance(result, Decision | Refused) for result in results), results
    is_paid = stands(claim) == Status.VERIFIED
    assert (balance(claim), Award.objects.filter(reversed_at=None).count()) == (60 * is_paid, is_paid)
    if other != "confirm":
        assert sum(isinstance(result, Refused) for result in results) == 1, results
    assert check() == []
