"""Rewards for answers given at the same moment: once each, within their caps, and never for what was undone."""

from decimal import Decimal

import pytest

from campaigns.models import RuleTally
from campaigns.rules import Cap, Holder, PerDecision, Period
from claims.models import Claim
from ledger.checks import check
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_clerk
from tests.racing import at_once
from tests.verification.serving import a_rule, clerk_has, firm_has, for_answers, fresh
from tests.verification.undoing import SOON, undone
from verification.models import Decision
from verification.services import decisions, rewarding

pytestmark = [pytest.mark.main_job, pytest.mark.django_db(transaction=True)]


def confirm(claim: Claim, by) -> Decision:
    return decisions.confirm(claim=fresh(claim), by=by, now=NOON)


def test_the_same_job_many_times_at_once_pays_once(ledger_may_be_emptied):
    for_answers()
    anna = a_clerk().user
    decision = confirm(a_claim(), anna)

    results = at_once(4, lambda _number: rewarding.settle_answer(decision=_again(decision), now=SOON))

    assert results == [None] * 4
    assert (clerk_has(anna), firm_has(), check()) == (2, 3, [])


def test_paid_and_undone_at_once_ends_unpaid(ledger_may_be_emptied, run_jobs):
    for_answers()
    anna = a_clerk().user
    decision = confirm(a_claim(), anna)

    def act(number: int) -> object:
        return undone(decision) if number else rewarding.settle_answer(decision=_again(decision), now=SOON)

    at_once(2, act)
    run_jobs()

    assert (clerk_has(anna), firm_has(), check()) == (0, 0, [])


def test_many_clerks_at_once_keep_the_cap_of_their_distributor(ledger_may_be_emptied):
    a_rule(PerDecision(Decimal(3)), Holder.DISTRIBUTOR)
    a_rule(Cap(7, Holder.DISTRIBUTOR, Period.MONTH), Holder.DISTRIBUTOR)
    given = [confirm(a_claim(), a_clerk(name).user) for name in ("Anna A", "Beata B", "Celina C", "Daria D")]

    results = at_once(4, lambda number: rewarding.settle_answer(decision=_again(given[number]), now=SOON))

    assert results == [None] * 4
    assert (firm_has(), RuleTally.objects.get().given, check()) == (7, 7, [])


def _again(decision: Decision) -> Decision:
    return Decision.objects.select_related("claim", "made_by").get(pk=decision.pk)
