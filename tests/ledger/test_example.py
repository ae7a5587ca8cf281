"""The example of docs/ledger.md, played through."""

from datetime import UTC, date, datetime

import pytest

from tests.builders.ledger import a_leg, a_reversal, a_spend, an_award
from tests.ledger.asking import lines, open_lots, owed, points, used

pytestmark = pytest.mark.django_db

JUNE_30 = date(2026, 6, 30)


def may(day: int) -> datetime:
    return datetime(2026, 5, day, 12, tzinfo=UTC)


def test_the_example_of_the_documentation_holds():
    an_award(a_leg(100, until=JUNE_30), reference="claim:1", now=may(1))
    an_award(a_leg(40), reference="claim:2", now=may(2))
    a_spend(110, now=may(9))
    assert used("enrolment:1") == [(JUNE_30, 100), (None, 10)]
    assert (points(), open_lots()) == (30, [(None, 30)])

    a_reversal("claim:1", now=may(12))
    assert (points(), owed(), open_lots()) == (0, 70, [])

    an_award(a_leg(90), reference="claim:3", now=may(20))
    assert (points(), owed(), open_lots()) == (20, 0, [(None, 20)])

    assert [(amount, balance) for _, amount, balance in lines()] == [
        (100, 100), (40, 140), (-110, 30), (70, 100), (-100, 0), (90, 90), (-70, 20),
    ]  # fmt: skip
