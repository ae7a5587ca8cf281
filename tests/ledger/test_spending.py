"""Spending: what ends soonest goes first, and never more than is there."""

from datetime import timedelta

import pytest

from ledger import services
from ledger.kinds import Unit
from ledger.refusals import NotEnough
from tests.builders.ledger import COURSE, MAREK, OLA, a_leg, a_spend, an_award
from tests.builders.programs import NOON, a_program
from tests.ledger.asking import lines, open_lots, points, used

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
SAVEPOINT = 2
SOON, LATER = TODAY + timedelta(days=10), TODAY + timedelta(days=300)


def test_points_that_end_soonest_are_used_first_and_endless_ones_last():
    an_award(a_leg(10), reference="a")
    an_award(a_leg(20, until=LATER), reference="b")
    an_award(a_leg(30, until=SOON), reference="c")

    a_spend(55)

    assert used("enrolment:1") == [(SOON, 30), (LATER, 20), (None, 5)]
    assert open_lots() == [(None, 5)]


def test_of_points_that_end_on_one_day_the_older_are_used_first():
    an_award(a_leg(10, until=SOON), reference="a")
    an_award(a_leg(10, until=SOON), reference="b")

    a_spend(4)

    assert open_lots() == [(SOON, 6), (SOON, 10)]


@pytest.mark.parametrize("lots", [1, 12])
def test_spending_takes_seven_statements_however_many_lots_it_uses(django_assert_num_queries, lots):
    for number in range(20):
        an_award(a_leg(10, until=SOON), reference=f"a:{number}")
    a_spend(1)
    program = a_program()

    with django_assert_num_queries(7 + SAVEPOINT):
        services.spend(
            program=program, unit=Unit.POINTS, owner=MAREK, to=COURSE, amount=10 * lots - 1, reference="s",
            by=None, now=NOON,
        )  # fmt: skip

    assert len(used("s")) == lots


def test_more_than_there_is_is_refused_with_both_figures():
    an_award(a_leg(100))

    with pytest.raises(NotEnough) as refusal:
        a_spend(101)

    assert str(refusal.value) == "This takes 101 points, and you have 100."
    assert points() == 100


def test_the_refusal_calls_points_by_their_name_in_the_program():
    program = a_program()
    program.points_name = "RURki"
    program.save()

    with pytest.raises(NotEnough, match="This takes 5 RURki, and you have 0"):
        a_spend(5)


def test_training_credits_do_not_pay_for_what_costs_points():
    an_award(a_leg(100, unit=Unit.CREDITS))

    with pytest.raises(NotEnough, match="you have 0"):
        a_spend(1)


def test_all_of_it_can_be_spent():
    an_award(a_leg(100))

    a_spend(100)

    assert (points(), points(COURSE), open_lots()) == (0, 100, [])


def test_the_same_spending_twice_is_one_even_with_nothing_left():
    an_award(a_leg(100))

    first, second = a_spend(80), a_spend(80)

    assert [line.pk for line in first] == [line.pk for line in second]
    assert points() == 20


def test_points_past_their_day_are_not_spent_although_nobody_swept_them():
    an_award(a_leg(10, until=SOON), reference="a")
    an_award(a_leg(20), reference="b")

    a_spend(15, now=NOON + timedelta(days=11))

    assert lines()[-2:] == [("expiry", -10, 20), ("spend", -15, 5)]


def test_points_past_their_day_do_not_count_towards_enough():
    an_award(a_leg(10, until=SOON))

    with pytest.raises(NotEnough, match="you have 0"):
        a_spend(5, now=NOON + timedelta(days=11))


def test_points_can_be_spent_on_their_last_day():
    an_award(a_leg(10, until=SOON))

    a_spend(10, now=NOON + timedelta(days=10))

    assert points() == 0


def test_one_persons_points_are_not_spent_by_another():
    an_award(a_leg(100))

    with pytest.raises(NotEnough):
        a_spend(1, OLA)

    assert points(MAREK) == 100
