"""Reversing: everything under a reference is undone, once, whatever became of the points."""

from datetime import timedelta

import pytest
from django.db import transaction

from ledger import services
from ledger.checks import check
from ledger.kinds import Unit
from ledger.legs import Leg, Owner
from ledger.models import Transfer
from ledger.refusals import AlreadySpent, LedgerMismatch
from tests.builders.ledger import ALFA, COURSE, MAREK, OLA, a_leg, a_reversal, a_spend, an_award, organizer
from tests.builders.programs import NOON, a_program
from tests.ledger.asking import credits_of, lines, open_lots, owed, points, used

pytestmark = pytest.mark.django_db

SOON = NOON.date() + timedelta(days=10)
AFTERWARDS = NOON + timedelta(days=11)


@pytest.fixture(autouse=True)
def _the_laws_hold_afterwards(db):
    yield
    assert check() == []


def test_what_an_award_gave_is_taken_back():
    an_award(a_leg(100), a_leg(3, unit=Unit.CREDITS), Leg(unit=Unit.POINTS, debit=ALFA, credit=MAREK, amount=20))

    a_reversal()

    assert (points(), credits_of(), points(organizer()), points(ALFA)) == (0, 0, 0, 0)


def test_each_line_of_a_reversal_names_and_mirrors_what_it_reverses():
    (award,) = an_award(a_leg(100))

    (reversal,) = a_reversal()

    assert reversal.reverses == award
    assert (reversal.debit_id, reversal.credit_id, reversal.amount) == (award.credit_id, award.debit_id, award.amount)


def test_a_second_reversal_changes_nothing():
    an_award(a_leg(100))
    an_award(a_leg(50), reference="claim:2:award")

    first, second, third = a_reversal(), a_reversal(), a_reversal(reference="under another name")

    assert [line.pk for line in first] == [line.pk for line in second] == [line.pk for line in third]
    assert points() == 50


def test_nothing_posted_is_nothing_reversed():
    assert a_reversal("claim:9:award") == []


def test_only_its_own_program_reverses_an_award():
    an_award(a_leg(100))

    done = services.reverse(program=a_program("beta"), reference="r", of_reference="claim:1:award", by=None, now=NOON)

    assert (done, points()) == ([], 100)


def test_its_own_points_are_taken_before_those_that_end_sooner():
    an_award(a_leg(10, until=SOON), reference="a")
    an_award(a_leg(20), reference="claim:1:award")

    a_reversal()

    assert open_lots() == [(SOON, 10)]


def test_without_lending_spent_points_are_not_taken_back():
    an_award(a_leg(100), a_leg(3, unit=Unit.CREDITS))
    a_spend(1)

    with pytest.raises(AlreadySpent):
        services.reverse(
            program=a_program(), reference="r", of_reference="claim:1:award", by=None, now=NOON, lend=False
        )
    assert (points(), credits_of(), owed()) == (99, 3, 0)


def test_without_lending_points_of_another_award_still_make_up_for_spent_ones():
    an_award(a_leg(100))
    an_award(a_leg(20), reference="claim:2:award")
    a_spend(20)

    services.reverse(program=a_program(), reference="r", of_reference="claim:1:award", by=None, now=NOON, lend=False)

    assert (points(), owed()) == (0, 0)


def test_for_points_already_spent_others_are_taken():
    an_award(a_leg(100, until=SOON))
    a_spend(100)
    an_award(a_leg(150), reference="claim:2:award")

    a_reversal()

    assert (points(), owed()) == (50, 0)
    assert used("claim:1:award:reversal") == [(None, 100)]


def test_what_is_missing_is_owed_and_the_statement_says_so():
    an_award(a_leg(100))
    a_spend(70)

    a_reversal()

    assert (points(), owed(), points(organizer())) == (0, 70, 0)
    assert lines() == [("award", 100, 100), ("spend", -70, 30), ("advance", 70, 100), ("reversal", -100, 0)]


def test_what_an_earlier_award_already_paid_back_is_not_asked_for_again():
    an_award(a_leg(100))
    a_spend(100)
    a_reversal()
    an_award(a_leg(60), reference="claim:2:award")

    a_reversal("claim:2:award")

    assert (points(), owed()) == (0, 100)


def test_points_that_expired_meanwhile_are_not_asked_for_again():
    an_award(a_leg(100, until=SOON))
    a_spend(30)
    services.expire(program=a_program(), now=AFTERWARDS)

    a_reversal(now=AFTERWARDS)

    assert (points(), owed()) == (0, 30)
    assert lines()[-3:] == [("return", 70, 70), ("advance", 30, 100), ("reversal", -100, 0)]
    assert points(Owner.expired(a_program().uuid)) == 0


def test_what_was_spent_goes_back_where_it_came_from():
    an_award(a_leg(10, until=SOON), reference="a")
    an_award(a_leg(20), reference="b")
    a_spend(15)

    a_reversal("enrolment:1")

    assert (points(), points(COURSE)) == (30, 0)
    assert open_lots() == [(SOON, 10), (None, 20)]


def test_what_comes_back_first_makes_up_for_what_is_owed():
    an_award(a_leg(100))
    a_spend(60)
    a_reversal()
    assert owed() == 60

    a_reversal("enrolment:1")

    assert (points(), owed()) == (0, 0)


def test_what_comes_back_past_its_day_ends_with_the_next_sweep():
    an_award(a_leg(100, until=SOON))
    a_spend(60)
    services.expire(program=a_program(), now=AFTERWARDS)
    a_reversal("enrolment:1", now=AFTERWARDS)
    assert points() == 60

    services.expire(program=a_program(), now=AFTERWARDS)

    assert points() == 0
    assert [kind for kind, _, _ in lines()].count("expiry") == 2


def test_points_passed_from_one_person_to_another_go_back():
    an_award(a_leg(100, until=SOON))
    an_award(Leg(unit=Unit.POINTS, debit=MAREK, credit=OLA, amount=40), reference="gift")
    a_spend(30, OLA)

    a_reversal("gift")

    assert (points(MAREK), points(OLA), owed(OLA)) == (100, 0, 30)
    assert open_lots(MAREK) == [(SOON, 100)]


@pytest.mark.parametrize("reference", ["claim:1:award:reversal", "expiry"])
def test_the_ledgers_own_lines_are_not_reversed(reference):
    an_award(a_leg(100, until=SOON))
    if reference == "expiry":
        services.expire(program=a_program(), now=AFTERWARDS)
        reference = Transfer.objects.get(kind="expiry").reference
    else:
        a_reversal()

    assert a_reversal(reference) == []
    assert points() == 0


def test_an_award_cannot_stand_where_a_reversal_stands():
    an_award(a_leg(100))
    a_reversal(reference="r")

    with pytest.raises(LedgerMismatch):
        an_award(a_leg(100), reference="r")


def test_award_and_reversal_may_share_one_transaction():
    with transaction.atomic():
        an_award(a_leg(100), a_leg(50))
        a_spend(120)
        a_reversal()

    assert (points(), owed()) == (0, 120)
