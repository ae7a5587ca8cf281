"""Points that last longer: while somebody is active, in days of grace, and where the organizer lets them."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from ledger import queries, services
from ledger.checks import check
from ledger.kinds import Unit
from ledger.legs import Leg
from ledger.models import Extension, Lot, LotExtension
from ledger.refusals import NotEnough
from ledger.tasks import carry_out_extension
from tests.builders.ledger import MAREK, OLA, a_leg, a_spend, an_award, organizer
from tests.builders.programs import NOON, a_program
from tests.ledger.asking import open_lots, points

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _the_laws_hold_afterwards(db):
    yield
    assert check() == []


def an_idle_leg(amount, owner=MAREK, *, on=TODAY, days=90):
    return Leg(
        unit=Unit.POINTS,
        debit=organizer(),
        credit=owner,
        amount=amount,
        expires_on=on + days * DAY,
        stretch=f"{days} day",
    )


def expire(days):
    return services.expire(program=a_program(), now=NOON + days * DAY)


def extend(owner=MAREK, until=TODAY + 400 * DAY, reason="The shop was closed."):
    program = a_program()
    extension = services.extend(program=program, owner=owner, until=until, reason=reason, by=None, now=NOON)
    services.carry_out(extension=extension, now=NOON)
    return extension


def expiries(owner=MAREK, days=0):
    found = queries.expiries(program=a_program(), owner=owner, unit=Unit.POINTS, today=TODAY + days * DAY)
    return [(one.on, one.amount) for one in found]


def test_whoever_stays_away_loses_points():
    an_award(an_idle_leg(40))

    expire(91)

    assert points() == 0


def test_each_award_lets_the_earlier_points_last_on():
    an_award(an_idle_leg(40))
    an_award(an_idle_leg(5, on=TODAY + 60 * DAY), reference="claim:2:award", now=NOON + 60 * DAY)
    assert expiries() == [(TODAY + 150 * DAY, 45)]

    expire(91)
    assert points() == 45
    expire(150)
    assert points() == 45
    expire(151)

    assert points() == 0
    assert LotExtension.objects.count() == 1


def test_points_of_another_policy_end_as_they_were_given():
    an_award(a_leg(7, until=TODAY + 30 * DAY))
    an_award(an_idle_leg(5, on=TODAY + 20 * DAY), reference="claim:2:award", now=NOON + 20 * DAY)

    expire(31)

    assert points() == 5


def test_somebody_elses_award_moves_nothing():
    an_award(an_idle_leg(40))
    an_award(an_idle_leg(5, OLA, on=TODAY + 60 * DAY), reference="claim:2:award", now=NOON + 60 * DAY)

    expire(91)

    assert (points(), points(OLA)) == (0, 5)


def test_what_lasts_on_can_be_spent_though_nobody_swept_yet():
    an_award(an_idle_leg(40))
    an_award(an_idle_leg(5, on=TODAY + 60 * DAY), reference="claim:2:award", now=NOON + 60 * DAY)

    a_spend(45, now=NOON + 120 * DAY)

    assert points() == 0


def test_points_can_be_used_in_the_days_of_grace_and_not_later():
    program = a_program()
    program.grace_days = 10
    program.save()
    an_award(a_leg(40, until=TODAY + 30 * DAY))

    expire(40)
    assert expiries(days=40) == [(TODAY + 30 * DAY, 40)]
    a_spend(10, now=NOON + 40 * DAY)
    with pytest.raises(NotEnough):
        a_spend(10, reference="late", now=NOON + 41 * DAY)
    expire(41)

    assert points() == 0


def test_the_organizer_lets_one_persons_points_last_longer():
    an_award(a_leg(40, until=TODAY + 30 * DAY), a_leg(9), a_leg(8, until=TODAY + 900 * DAY))
    an_award(a_leg(40, OLA, until=TODAY + 30 * DAY), reference="claim:2:award")

    extension = extend()
    expire(31)

    assert open_lots() == [(TODAY + 400 * DAY, 40), (None, 9), (TODAY + 900 * DAY, 8)]
    assert points(OLA) == 0
    assert (extension.reason, extension.lots.count()) == ("The shop was closed.", 1)


def test_the_organizer_lets_everybodys_points_last_longer_once():
    an_award(a_leg(40, until=TODAY + 30 * DAY))
    an_award(a_leg(40, OLA, until=TODAY + 30 * DAY), reference="claim:2:award")

    extension = extend(owner=None)
    carry_out_extension(extension_id=extension.pk)

    assert [lots for owner in (MAREK, OLA) for lots in open_lots(owner)] == [(TODAY + 400 * DAY, 40)] * 2
    assert LotExtension.objects.count() == 2


def test_what_comes_in_later_ends_as_its_award_says():
    extension = extend(owner=None)
    an_award(a_leg(40, until=TODAY + 30 * DAY), now=NOON + DAY)

    services.carry_out(extension=extension, now=NOON + 2 * DAY)

    assert open_lots() == [(TODAY + 30 * DAY, 40)]


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_extension_needs_a_reason(reason):
    with pytest.raises(ValueError, match="reason"):
        extend(reason=reason)
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(program=a_program(), until=TODAY, reason="", made_at=NOON)


@pytest.mark.parametrize("until", [date(2026, 1, 1), TODAY + 30 * DAY])
def test_the_database_moves_a_last_day_only_further(until):
    an_award(a_leg(40, until=TODAY + 30 * DAY), a_leg(9))

    for lot in Lot.objects.all():
        with pytest.raises(IntegrityError, match="only moves further"), transaction.atomic():
            LotExtension.objects.create(lot=lot, until=until, made_at=NOON)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_lot SET expires_on = '2099-01-01'",
        "UPDATE ledger_lot SET stretch = '900 day'",
        "UPDATE ledger_extension SET reason = 'x'",
        "DELETE FROM ledger_extension",
        "UPDATE ledger_lotextension SET until = '2099-01-01'",
        "DELETE FROM ledger_lotextension",
    ],
)
def test_no_last_day_and_no_extension_is_changed_by_hand(statement):
    an_award(a_leg(40, until=TODAY + 30 * DAY))
    extend()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
