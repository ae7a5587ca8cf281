"""Posting: all legs or none, once for each reference."""

from datetime import timedelta

import pytest
from django.db import transaction

from ledger import services
from ledger.kinds import Kind, Unit
from ledger.legs import Leg, Owner
from ledger.models import Account, Transfer
from ledger.refusals import LedgerMismatch, NotEnough
from tests.builders.ledger import ALFA, COURSE, MAREK, OLA, a_leg, a_reversal, a_spend, an_award, organizer
from tests.builders.programs import NOON, a_clerk, a_program
from tests.ledger.asking import credits_of, lines, owed, points

SAVEPOINT = 2
"""Set and released; where the caller is in no transaction, it is one instead."""

pytestmark = pytest.mark.django_db


def test_an_award_gives_points_and_credits_at_once():
    an_award(a_leg(100), a_leg(3, unit=Unit.CREDITS))

    assert (points(), credits_of()) == (100, 3)
    assert (points(organizer()), credits_of(organizer())) == (-100, -3)


def test_each_leg_has_its_own_sponsor():
    an_award(a_leg(100), Leg(unit=Unit.POINTS, debit=ALFA, credit=MAREK, amount=20))

    assert (points(), points(organizer()), points(ALFA)) == (120, -100, -20)


def test_the_transfer_tells_who_when_and_why():
    anna = a_clerk().user

    (line,) = services.post(
        program=a_program(), reference="claim:1:award", legs=[a_leg(5)], kind="award", by=anna, now=NOON, note="K-7"
    )

    line.refresh_from_db()
    assert (line.made_by, line.made_at, line.note, line.kind) == (anna, NOON, "K-7", Kind.AWARD)


def test_the_same_award_twice_is_one_award():
    first = an_award(a_leg(100), a_leg(3, unit=Unit.CREDITS))

    second = an_award(a_leg(100), a_leg(3, unit=Unit.CREDITS), now=NOON + timedelta(days=1))

    assert [line.pk for line in second] == [line.pk for line in first]
    assert points() == 100


@pytest.mark.parametrize("other", ["amount", "owner", "unit", "fewer", "more"])
def test_the_same_reference_with_other_figures_is_a_mistake(other):
    an_award(a_leg(100), a_leg(3, unit=Unit.CREDITS))
    legs = {
        "amount": [a_leg(101), a_leg(3, unit=Unit.CREDITS)],
        "owner": [a_leg(100, OLA), a_leg(3, unit=Unit.CREDITS)],
        "unit": [a_leg(100, unit=Unit.CREDITS), a_leg(3, unit=Unit.CREDITS)],
        "fewer": [a_leg(100)],
        "more": [a_leg(100), a_leg(3, unit=Unit.CREDITS), a_leg(1)],
    }[other]

    with pytest.raises(LedgerMismatch, match="claim:1:award"):
        an_award(*legs)

    assert (points(), points(OLA), credits_of()) == (100, 0, 3)


def test_the_same_reference_in_another_program_is_another_award():
    other = a_program("beta", name="Beta")

    an_award(a_leg(100))
    an_award(Leg(unit=Unit.POINTS, debit=organizer(other), credit=MAREK, amount=7), program=other)

    assert points() == 100
    assert Account.objects.get(program=other, owner=MAREK.ref).balance == 7


def test_if_one_leg_cannot_be_paid_none_is():
    an_award(a_leg(100))
    too_much = Leg(unit=Unit.POINTS, debit=MAREK, credit=COURSE, amount=101)

    with pytest.raises(NotEnough):
        an_award(a_leg(50, OLA), too_much, reference="claim:2:award")

    assert (points(), points(OLA)) == (100, 0)


def test_nothing_to_post_posts_nothing():
    assert an_award() == []
    assert not Transfer.objects.exists()


@pytest.mark.parametrize("amount", [0, -1, 1.5, True, "3"])
def test_a_leg_moves_a_whole_number_above_zero(amount):
    with pytest.raises(ValueError, match="whole number"):
        Leg(unit=Unit.POINTS, debit=MAREK, credit=COURSE, amount=amount)


@pytest.mark.parametrize(
    ("debit", "credit", "until"),
    [(MAREK, MAREK, None), (MAREK, COURSE, NOON.date()), (COURSE, MAREK.debt, None), (MAREK.debt, MAREK, None)],
)
def test_a_leg_that_makes_no_sense_fails_where_it_is_made(debit, credit, until):
    with pytest.raises(ValueError, match=r"\."):
        Leg(unit=Unit.POINTS, debit=debit, credit=credit, amount=1, expires_on=until)


def test_an_unknown_kind_of_owner_or_unit_fails_where_it_is_named():
    with pytest.raises(ValueError, match="pirate"):
        Owner("pirate", "pirate:1")
    with pytest.raises(ValueError, match="euro"):
        Leg(unit="euro", debit=organizer(), credit=MAREK, amount=1)


@pytest.mark.parametrize("kind", [Kind.REVERSAL, Kind.EXPIRY, Kind.ADVANCE, Kind.REPAYMENT, Kind.RETURN])
def test_the_ledgers_own_kinds_cannot_be_posted(kind):
    with pytest.raises(ValueError, match="ledger alone"):
        services.post(program=a_program(), reference="x", legs=[a_leg(1)], kind=kind, by=None, now=NOON)


def test_a_line_is_never_dated_before_the_line_before_it():
    an_award(a_leg(100))

    (late,) = an_award(a_leg(1), reference="claim:2:award", now=NOON - timedelta(days=3))

    assert late.made_at == NOON


def test_an_award_first_makes_up_for_what_is_owed():
    an_award(a_leg(100))
    a_spend(70)
    a_reversal()
    assert (points(), owed()) == (0, 70)

    an_award(a_leg(50), reference="claim:2:award")
    an_award(a_leg(50), reference="claim:3:award")

    assert (points(), owed()) == (30, 0)
    assert lines()[-4:] == [("award", 50, 50), ("repayment", -50, 0), ("award", 50, 50), ("repayment", -20, 30)]


def test_a_repeat_is_harmless_although_something_was_kept_back():
    an_award(a_leg(100))
    a_spend(70)
    a_reversal()

    first = an_award(a_leg(50), reference="claim:2:award")
    second = an_award(a_leg(50), reference="claim:2:award")

    assert [line.pk for line in first] == [line.pk for line in second]
    assert owed() == 20


def test_training_credits_owe_nothing_to_points():
    an_award(a_leg(100))
    a_spend(100)
    a_reversal()

    an_award(a_leg(5, unit=Unit.CREDITS), reference="claim:2:award")

    assert (credits_of(), owed()) == (5, 100)


def test_a_refusal_inside_a_larger_transaction_undoes_only_the_posting():
    with transaction.atomic():
        an_award(a_leg(100))
        with pytest.raises(NotEnough):
            a_spend(101)
        an_award(a_leg(1), reference="claim:2:award")

    assert points() == 101


@pytest.mark.parametrize("count", [1, 12])
def test_an_award_takes_five_statements_whatever_its_length(django_assert_num_queries, count):
    an_award(a_leg(1), a_leg(1, unit=Unit.CREDITS))
    legs = [a_leg(amount, unit=unit) for amount in range(1, count + 1) for unit in Unit]

    program = a_program()

    with django_assert_num_queries(5 + SAVEPOINT):
        an_award(*legs, program=program, reference="claim:2:award")
