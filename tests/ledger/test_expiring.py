"""Expiring: points go after their last day, in the program's own time zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from ledger import services
from ledger.checks import check
from ledger.kinds import Unit
from ledger.legs import Leg, Owner
from ledger.models import LotUse, Transfer
from tests.builders.ledger import MAREK, OLA, a_leg, a_spend, an_award, organizer
from tests.builders.programs import NOON, a_program
from tests.ledger.asking import lines, open_lots, points

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 12, 31)


def expire(now: datetime) -> int:
    return services.expire(program=a_program(), now=now)


@pytest.mark.parametrize(
    ("zone", "moment", "left"),
    [
        ("America/New_York", datetime(2027, 1, 1, 4, 59, tzinfo=UTC), 100),
        ("America/New_York", datetime(2027, 1, 1, 5, 0, tzinfo=UTC), 0),
        ("Pacific/Auckland", datetime(2026, 12, 31, 10, 59, tzinfo=UTC), 100),
        ("Pacific/Auckland", datetime(2026, 12, 31, 11, 0, tzinfo=UTC), 0),
    ],
)
def test_the_day_ends_when_it_ends_in_the_program(zone, moment, left):
    a_program(time_zone=zone)
    an_award(a_leg(100, until=LAST_DAY))

    expire(moment)

    assert points() == left


def test_expired_points_are_one_line_that_names_the_lots():
    an_award(a_leg(30, until=LAST_DAY), reference="a")
    an_award(a_leg(20, until=LAST_DAY - timedelta(days=5)), reference="b")
    an_award(a_leg(7), reference="c")

    assert expire(datetime(2027, 1, 2, tzinfo=UTC)) == 1

    assert lines()[-1] == ("expiry", -50, 7)
    assert LotUse.objects.filter(transfer__kind="expiry").count() == 2
    assert open_lots() == [(None, 7)]
    assert points(Owner.expired(a_program().uuid)) == 50


def test_sweeping_twice_takes_once():
    an_award(a_leg(30, until=LAST_DAY))
    an_award(a_leg(5, OLA, until=LAST_DAY), reference="b")
    later = datetime(2027, 1, 2, tzinfo=UTC)

    assert expire(later) == 2
    assert expire(later) == 0

    assert Transfer.objects.filter(kind="expiry").count() == 2


def test_only_what_is_left_expires():
    an_award(a_leg(30, until=LAST_DAY))
    a_spend(29)

    expire(datetime(2027, 1, 2, tzinfo=UTC))

    assert lines()[-1] == ("expiry", -1, 0)


def test_training_credits_expire_like_points():
    an_award(a_leg(30, unit=Unit.CREDITS, until=LAST_DAY))

    assert expire(datetime(2027, 1, 2, tzinfo=UTC)) == 1
    assert check() == []


def test_another_programs_points_stay():
    other = a_program("beta", name="Beta")
    leg = Leg(unit=Unit.POINTS, debit=organizer(other), credit=MAREK, amount=7, expires_on=LAST_DAY)
    an_award(leg, program=other)

    assert expire(NOON + timedelta(days=400)) == 0


def test_a_sweep_that_is_stopped_goes_on_where_it_was():
    for number, owner in enumerate([MAREK, OLA]):
        an_award(a_leg(30, owner, until=LAST_DAY), reference=f"claim:{number}")
    later = datetime(2027, 1, 2, tzinfo=UTC)
    lines_written = 0

    def stop(execute, sql, params, many, context):
        nonlocal lines_written
        lines_written += sql.startswith('INSERT INTO "ledger_transfer"')
        if lines_written == 2:
            raise KeyboardInterrupt
        return execute(sql, params, many, context)

    with pytest.raises(KeyboardInterrupt), connection.execute_wrapper(stop):
        expire(later)
    assert sorted([points(), points(OLA)]) == [0, 30]
    assert check() == []

    assert expire(later) == 1
    assert (points(), points(OLA)) == (0, 0)
