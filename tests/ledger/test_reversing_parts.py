"""Giving back a part of a line: exactly that much, several times, up to the line's amount."""

from datetime import timedelta

import pytest

from ledger import services
from ledger.checks import check
from ledger.kinds import Unit
from ledger.models import Transfer
from ledger.refusals import AlreadyReversed, AlreadySpent, LedgerMismatch
from tests.builders.ledger import COURSE, a_leg, a_reversal, a_spend, an_award, organizer
from tests.builders.programs import NOON, a_program
from tests.ledger.asking import credits_of, lines, open_lots, owed, points

pytestmark = pytest.mark.django_db

SOON = NOON.date() + timedelta(days=10)
AFTERWARDS = NOON + timedelta(days=11)


@pytest.fixture(autouse=True)
def _the_laws_hold_afterwards(db):
    yield
    assert check() == []


def test_three_of_ten_pieces_are_fifteen_of_fifty_points():
    an_award(a_leg(50), a_leg(20), a_leg(3, unit=Unit.CREDITS))

    (line,) = a_reversal(amounts={0: 15})

    assert (line.amount, line.reverses.amount) == (15, 50)
    assert (points(), credits_of(), points(organizer())) == (55, 3, -55)
    assert open_lots() == [(None, 35), (None, 20)]


def test_a_line_is_given_back_in_parts_and_then_the_rest():
    an_award(a_leg(50), a_leg(20))
    a_reversal(reference="first", amounts={0: 15})
    a_reversal(reference="second", amounts={0: 10, 1: 20})

    rest = a_reversal(reference="all of it")

    assert [line.amount for line in rest] == [25]
    assert points() == 0
    assert len(a_reversal(reference="once more")) == 4


def test_more_than_is_left_is_refused():
    an_award(a_leg(50))
    a_reversal(reference="first", amounts={0: 40})

    with pytest.raises(AlreadyReversed):
        a_reversal(reference="second", amounts={0: 11})

    assert points() == 10


def test_the_same_reference_gives_back_once():
    an_award(a_leg(50), a_leg(20))

    first, second = a_reversal(amounts={0: 15}), a_reversal(amounts={0: 15, 1: 0})

    assert [line.pk for line in first] == [line.pk for line in second]
    assert points() == 55


@pytest.mark.parametrize("other", [{0: 16}, {1: 15}, {0: 15, 1: 1}])
def test_the_same_reference_with_other_figures_is_a_bug_of_the_caller(other):
    an_award(a_leg(50), a_leg(20))
    a_reversal(amounts={0: 15})

    with pytest.raises(LedgerMismatch):
        a_reversal(amounts=other)


def test_the_same_reference_for_another_award_is_a_bug_of_the_caller():
    an_award(a_leg(50))
    an_award(a_leg(50), reference="claim:2:award")
    a_reversal(reference="back", amounts={0: 15})

    with pytest.raises(LedgerMismatch):
        a_reversal("claim:2:award", reference="back", amounts={0: 15})


@pytest.mark.parametrize("amounts", [{1: 5}, {0: -5}, {0: 1.5}])
def test_what_makes_no_sense_is_a_bug_of_the_caller(amounts):
    an_award(a_leg(50))

    with pytest.raises(ValueError, match="leg"):
        a_reversal(amounts=amounts)


def test_its_own_lot_comes_first_then_others():
    an_award(a_leg(50))
    an_award(a_leg(30, until=SOON), reference="claim:2:award")
    a_spend(70)

    a_reversal(amounts={0: 5})
    a_reversal("claim:2:award", reference="back", amounts={0: 4})

    assert open_lots() == [(None, 1)]


def test_what_was_spent_is_owed_and_only_that():
    an_award(a_leg(50))
    a_spend(40)

    a_reversal(amounts={0: 15})

    assert (points(), owed()) == (0, 5)
    assert lines()[-2:] == [("advance", 5, 15), ("reversal", -15, 0)]


def test_nobody_comes_to_owe_without_lending():
    an_award(a_leg(50))
    a_spend(40)

    with pytest.raises(AlreadySpent):
        services.reverse(
            program=a_program(),
            reference="r",
            of_reference="claim:1:award",
            amounts={0: 11},
            by=None,
            now=NOON,
            lend=False,
        )

    assert points() == 10


def test_expired_points_are_not_asked_for_twice_nor_brought_back_twice():
    an_award(a_leg(50, until=SOON))
    a_spend(20)
    services.expire(program=a_program(), now=AFTERWARDS)

    a_reversal(reference="first", amounts={0: 25}, now=AFTERWARDS)
    a_reversal(reference="second", amounts={0: 25}, now=AFTERWARDS)

    assert (points(), owed()) == (0, 20)
    assert [amount for kind, amount, _ in lines() if kind == "return"] == [25, 5]


def test_what_was_spent_comes_back_in_parts_last_used_first():
    an_award(a_leg(10, until=SOON), reference="a")
    an_award(a_leg(20), reference="b")
    a_spend(25)

    a_reversal("enrolment:1", reference="first", amounts={0: 10})
    assert open_lots() == [(None, 15)]
    a_reversal("enrolment:1", reference="second", amounts={0: 10})
    assert open_lots() == [(SOON, 5), (None, 20)]
    a_reversal("enrolment:1", reference="rest")

    assert (points(), points(COURSE)) == (30, 0)
    assert Transfer.objects.filter(kind="reversal").count() == 3
