"""Who leaves holds nothing any more: of every unit, once, with the lots that it came from."""

from datetime import date, timedelta

import pytest

from ledger import checks, queries, services
from ledger.kinds import Kind, Unit
from ledger.models import LotUse, Transfer
from tests.builders.ledger import MAREK, OLA, a_leg, a_reversal, an_award
from tests.builders.programs import NOON, a_program

pytestmark = pytest.mark.django_db


def forfeit(owner=MAREK, *, now=NOON):
    return services.forfeit(program=a_program(), owner=owner, reference="participant:1:left", by=None, now=now)


def held(owner=MAREK, unit=Unit.POINTS):
    return queries.balance(program=a_program(), owner=owner, unit=unit)


def test_points_and_credits_end_and_name_their_lots():
    an_award(a_leg(60), a_leg(40, until=date(2027, 1, 1)), a_leg(3, unit=Unit.CREDITS), a_leg(5, OLA))

    lines = forfeit()

    assert [(line.unit, line.amount, line.kind) for line in lines] == [
        (Unit.POINTS, 100, Kind.EXPIRY),
        (Unit.CREDITS, 3, Kind.EXPIRY),
    ]
    assert (held(), held(unit=Unit.CREDITS), held(OLA)) == (0, 0, 5)
    assert LotUse.objects.filter(transfer__in=lines).count() == 3
    assert checks.check() == []


def test_a_second_call_writes_nothing():
    an_award(a_leg(60))
    first = forfeit()

    assert forfeit() == first
    assert Transfer.objects.filter(kind=Kind.EXPIRY).count() == 1


def test_who_holds_nothing_loses_nothing():
    assert forfeit() == []
    assert not Transfer.objects.exists()


def test_what_ended_before_is_taken_as_expired_and_the_rest_as_left():
    an_award(a_leg(60), a_leg(40, until=date(2026, 11, 21)))

    lines = forfeit(now=NOON + timedelta(days=5))

    assert [line.amount for line in lines] == [60]
    assert held() == 0
    assert checks.check() == []


def test_an_award_taken_back_afterwards_asks_for_nothing_more():
    an_award(a_leg(60))
    forfeit()

    a_reversal()

    assert held() == 0
    assert queries.owed(program=a_program(), owner=MAREK, unit=Unit.POINTS) == 0
    assert checks.check() == []
