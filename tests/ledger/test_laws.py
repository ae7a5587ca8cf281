"""Random days of a program against the small model: whatever is done in whatever order, the laws hold."""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from ledger import queries, services
from ledger.checks import check
from ledger.kinds import Unit
from ledger.legs import Owner
from ledger.models import Account
from ledger.refusals import AlreadyReversed, NotEnough
from tests.builders.ledger import MAREK, OLA, a_leg, a_reversal, a_spend, an_award
from tests.builders.programs import NOON, a_program
from tests.ledger.asking import open_lots, owed, points
from tests.ledger.model import Model

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(0)]

EXAMPLES = int(os.environ.get("KWIT_LEDGER_EXAMPLES", "25"))
"""Programs played through; the nightly run asks for thousands."""

OWNERS = (MAREK, OLA)
amounts = st.integers(1, 60)
deeds = st.one_of(
    st.tuples(
        st.just("award"),
        st.sampled_from(OWNERS),
        st.lists(amounts, min_size=1, max_size=3),
        st.none() | st.integers(0, 6),
    ),
    st.tuples(st.just("spend"), st.sampled_from(OWNERS), st.integers(1, 90)),
    st.tuples(st.just("reverse"), st.integers(0, 30)),
    st.tuples(st.just("give_back"), st.integers(0, 30), st.integers(0, 2), amounts),
    st.tuples(st.just("repeat"), st.integers(0, 30)),
    st.tuples(st.just("expire")),
    st.tuples(st.just("sleep"), st.integers(1, 3)),
)


class Days:
    """Does each deed to the ledger and to the model."""

    def __init__(self):
        self.model, self.now, self.done = Model(OWNERS), NOON, []
        self.program = a_program()

    @property
    def today(self):
        return self.now.date()

    def award(self, owner, parts, days):
        reference = f"award:{len(self.done)}"
        until = None if days is None else self.today + timedelta(days=days)
        self.again(self._award, reference, owner, parts, until)
        self.model.award(reference, owner, parts, until)

    def _award(self, reference, owner, parts, until):
        legs = [a_leg(amount, owner, until=until) for amount in parts]
        an_award(*legs, reference=reference, now=self.now)

    def spend(self, owner, amount):
        reference = f"spend:{len(self.done)}"
        if self.model.spend(reference, owner, amount, self.today):
            self.again(self._spend, reference, owner, amount)
        else:
            with pytest.raises(NotEnough):
                self._spend(reference, owner, amount)

    def _spend(self, reference, owner, amount):
        a_spend(amount, owner, reference=reference, now=self.now)

    def reverse(self, number):
        references = [*self.model.awards, *self.model.spendings]
        if references:
            reference = references[number % len(references)]
            self.again(self._reverse, reference, f"reversal:{len(self.done)}")
            self.model.reverse(reference)

    def _reverse(self, of, reference):
        a_reversal(of, reference=reference, now=self.now)

    def give_back(self, number, leg, amount):
        """A part of one leg, or, where that much is not left, a refusal."""
        references = [*self.model.awards, *self.model.spendings]
        if not references:
            return
        reference = references[number % len(references)]
        left = self.model.left_of(reference)
        leg %= len(left)
        if amount <= left[leg]:
            self.again(self._give_back, reference, f"back:{len(self.done)}", {leg: amount})
            self.model.reverse(reference, {leg: amount})
        else:
            with pytest.raises(AlreadyReversed):
                self._give_back(reference, f"back:{len(self.done)}", {leg: amount})

    def _give_back(self, of, reference, amounts):
        a_reversal(of, reference=reference, amounts=amounts, now=self.now)

    def repeat(self, number):
        """What was done once is done again, much later, and nothing comes of it."""
        if self.done:
            deed, details = self.done[number % len(self.done)]
            swept = deed == self._spend
            deed(*details)
            if swept:
                self.model._expire(self.model.purses[details[1]], self.today)

    def expire(self):
        services.expire(program=self.program, now=self.now)
        self.model.expire(self.today)

    def sleep(self, days):
        for _ in range(days):
            self.model.close(self.today)
            self.now += timedelta(days=1)

    def again(self, deed, *details):
        self.done.append((deed, details))
        deed(*details)


def compare(days: Days) -> None:
    for owner, purse in days.model.purses.items():
        assert (points(owner), owed(owner)) == (purse.balance, purse.owed)
        assert sorted(open_lots(owner), key=str) == sorted(purse.open_lots, key=str)


def compare_history(days: Days) -> None:
    for owner, purse in days.model.purses.items():
        for day, balance in purse.days.items():
            then = queries.balance_on(program=days.program, owner=owner, unit=Unit.POINTS, day=day)
            assert then == balance, day


def sum_of_all_accounts(days: Days) -> int:
    return sum(
        queries.balance(program=days.program, owner=Owner(account.kind, account.owner), unit=account.unit)
        for account in Account.objects.all()
    )


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], print_blob=True
)
@given(deeds=st.lists(deeds, min_size=5, max_size=40))
def test_whatever_is_done_the_laws_hold(deeds):
    with transaction.atomic():
        days = Days()
        for deed, *details in deeds:
            note(f"{days.today}: {deed} {details}")
            getattr(days, deed)(*details)
            compare(days)
        compare_history(days)
        assert sum_of_all_accounts(days) == 0
        assert check() == []
        transaction.set_rollback(True)
