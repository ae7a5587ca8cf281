"""Many at once on one budget: its sums stay exact, a firm one is never exceeded, and what is new stops at it."""

import pytest
from django.db.models import Sum

from campaigns.models import BudgetShare
from campaigns.services.print_files import codes_of
from claims.models import AwardLine, Claim
from claims.services import codes
from claims.services.sending import SendRefused
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_batch, a_clerk, a_participant, set_live
from tests.claims.test_budgets import a_budget, confirm, held_by, stands
from tests.racing import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("amount", [100, 1000])
def test_a_firm_budget_holds_when_many_claims_are_confirmed_at_once(ledger_may_be_emptied, amount):
    claims = [a_claim(participant=a_participant(f"Person{number} Nowak")) for number in range(4)]
    a_budget(amount, budget_is_firm=True)
    a_clerk()

    results = at_once(4, lambda number: confirm(claims[number]))

    assert not [result for result in results if isinstance(result, Exception)]
    given = AwardLine.objects.filter(unit="points").aggregate(sum=Sum("quantity"))["sum"]
    assert (given, stands()) == (min(amount, 240), (min(amount, 240), 0, max(0, amount - 240)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("amount", "count"), [(110, 5), (100_000, 8)], ids=["its end", "far from it"])
def test_codes_redeemed_at_once_never_give_more_than_a_firm_budget(ledger_may_be_emptied, amount, count):
    campaign = a_budget(amount, budget_is_firm=True)
    batch = a_batch(campaign, count=8)
    texts = list(codes_of(batch))
    set_live(batch)
    people = [a_participant(f"Person{number} Nowak") for number in range(8)]

    results = at_once(8, lambda number: codes.redeem(participant=people[number], text=texts[number], now=NOON))

    refused = [result for result in results if isinstance(result, codes.CodeRefused)]
    paid = [result for result in results if isinstance(result, Claim)]
    assert (len(paid), len(refused)) == (count, 8 - count)
    given = min(amount, 200)
    assert stands() == (given, 0, amount - given)
    assert sum(held_by(person.name) for person in people) == given
    assert BudgetShare.objects.filter(unit="credits").aggregate(sum=Sum("given"))["sum"] == count


@pytest.mark.django_db(transaction=True)
def test_claims_sent_at_once_stop_at_the_budget(ledger_may_be_emptied):
    a_budget(100)
    people = [a_participant(f"Person{number} Nowak") for number in range(6)]
    a_claim(participant=a_participant("Zero Nowak"))

    results = at_once(6, lambda number: a_claim(participant=people[number], number=f"FV/{number}"))

    refused = [result for result in results if isinstance(result, SendRefused)]
    assert ([type(result) for result in results].count(Claim), len(refused)) == (1, 5)
    assert stands() == (0, 120, -20)
