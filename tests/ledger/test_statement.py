"""What people and reports ask: balance, statement, balance of a past day, what ends next."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ledger import queries
from ledger.kinds import Unit
from ledger.queries import Expiry
from tests.builders.ledger import MAREK, OLA, a_leg, a_reversal, a_spend, an_award, organizer
from tests.builders.programs import NOON, a_program
from tests.ledger.asking import points

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def statement(**changes):
    return queries.statement(program=a_program(), owner=MAREK, unit=Unit.POINTS, **changes)


def on(day: date, owner=MAREK) -> int:
    return queries.balance_on(program=a_program(), owner=owner, unit=Unit.POINTS, day=day)


def next_expiry(today: date) -> Expiry | None:
    found = queries.expiries(program=a_program(), owner=MAREK, unit=Unit.POINTS, today=today)
    return found[0] if found else None


def test_nobody_known_has_nothing():
    assert points() == 0
    assert statement() == []
    assert on(NOON.date()) == 0
    assert next_expiry(NOON.date()) is None


def test_a_statement_is_newest_first_and_each_line_says_what_stood_after_it():
    an_award(a_leg(100))
    a_spend(30, now=NOON + DAY)

    assert [(row.amount, row.balance, row.reference) for row in statement()] == [
        (-30, 70, "enrolment:1"),
        (100, 100, "claim:1:award"),
    ]


def test_the_line_says_its_note_or_else_what_its_kind_says():
    an_award(a_leg(100))
    a_spend(100)
    a_reversal()

    assert [row.text for row in statement()] == [
        "Reversed",
        "Already spent: your next awards make up for these",
        "Spent",
        "Award",
    ]


def test_pages_of_a_statement_miss_and_repeat_nothing():
    for number in range(12):
        an_award(a_leg(1), a_leg(2), reference=f"claim:{number}", now=NOON + number * DAY)

    pages, before = [], None
    while page := statement(before=before, limit=5):
        pages.append(page)
        before = page[-1].made_at

    amounts = [row.balance for page in pages for row in page]
    assert [len(page) for page in pages] == [4, 4, 4, 4, 4, 4]
    assert amounts == sorted(amounts, reverse=True)
    assert len(set(amounts)) == 24


def test_a_moment_with_more_lines_than_a_page_holds_is_a_page_of_its_own():
    an_award(a_leg(9), reference="early", now=NOON - DAY)
    an_award(*[a_leg(1) for _ in range(7)])

    assert len(statement(limit=3)) == 7
    assert [row.amount for row in statement(limit=3, before=NOON)] == [9]


def test_a_statement_takes_three_questions_whatever_its_length(django_assert_num_queries):
    program = a_program()
    for number in range(60):
        an_award(a_leg(1), reference=f"claim:{number}", now=NOON + number * DAY)

    for limit in (1, 50):
        with django_assert_num_queries(3):
            queries.statement(program=program, owner=MAREK, unit=Unit.POINTS, limit=limit)


def test_the_balance_of_a_past_day_is_what_stood_at_its_end():
    an_award(a_leg(100))
    a_spend(30, now=NOON + DAY)
    an_award(a_leg(5), reference="claim:2:award", now=NOON + DAY)

    days = [NOON.date() + n * DAY for n in (-1, 0, 1, 2)]
    assert [on(day) for day in days] == [0, 100, 75, 75]
    assert [on(day, organizer()) for day in days] == [0, -100, -105, -105]


def test_a_past_day_ends_when_it_ends_in_the_program():
    a_program(time_zone="America/New_York")
    an_award(a_leg(100), now=datetime(2026, 11, 21, 4, 59, tzinfo=UTC))
    an_award(a_leg(1), reference="claim:2:award", now=datetime(2026, 11, 21, 5, 0, tzinfo=UTC))

    assert (on(date(2026, 11, 20)), on(date(2026, 11, 21))) == (100, 101)


def test_what_ends_next_counts_all_that_ends_on_that_day():
    soon, later = NOON.date() + DAY, NOON.date() + 9 * DAY
    an_award(a_leg(10, until=soon), a_leg(5, until=soon), a_leg(7, until=later), a_leg(100))

    assert next_expiry(NOON.date()) == Expiry(on=soon, amount=15)
    assert next_expiry(soon) == Expiry(on=soon, amount=15)
    assert next_expiry(soon + DAY) == Expiry(on=later, amount=7)
    assert next_expiry(later + DAY) is None


def test_nobody_sees_the_lines_of_others():
    an_award(a_leg(100, OLA))

    assert statement() == []
    assert queries.statement(program=a_program("beta"), owner=OLA, unit=Unit.POINTS) == []
    assert queries.statement(program=a_program(), owner=OLA, unit=Unit.CREDITS) == []
