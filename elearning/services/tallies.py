"""Counting what happens in courses: one statement for all counts of a moment, in the transaction of what is counted.

Many people do the same at once, so each count is spread by lot over some rows: nobody waits for everybody.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, datetime
from secrets import randbelow

from django.db import connection

from elearning.models import Attempt, CourseVersion, Enrolment, Tally
from elearning.quizzes import Score

PARTS = 8
WHOLE = 1000
FASTEST_DAYS = (0, 3, 7, 30, 90)
"""Bounds of the groups by how many days it took to pass; more than the last is a group of its own."""

COLUMNS = ("kind", "key", "count", "item", "item_squared", "rest", "rest_squared", "item_rest")
SUMS = COLUMNS[2:]
TABLE = Tally._meta.db_table
Kind = Tally.Kind


@dataclass(frozen=True, slots=True)
class Counted:
    """What is added to one tally."""

    kind: str
    key: str = ""
    count: int = 1
    item: int = 0
    item_squared: int = 0
    rest: int = 0
    rest_squared: int = 0
    item_rest: int = 0


def count(version: CourseVersion, *counted: Counted, now: datetime) -> None:
    """Add these counts. They are sorted, so that two who write the same rows wait for each other in one order."""
    if not counted:
        return
    part, month = randbelow(PARTS), month_of(version, now)
    rows = [(version.pk, month, part, *astuple(one)) for one in sorted(counted, key=lambda one: (one.kind, one.key))]
    marks = ", ".join(f"({', '.join(['%s'] * len(rows[0]))})" for _row in rows)
    sums = ", ".join(f"{name} = {TABLE}.{name} + excluded.{name}" for name in SUMS)
    statement = (
        f"INSERT INTO {TABLE} (version_id, month, part, {', '.join(COLUMNS)}) VALUES {marks}"  # noqa: S608
        f" ON CONFLICT (version_id, kind, key, month, part) DO UPDATE SET {sums}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in row])


def month_of(version: CourseVersion, now: datetime) -> date:
    """The month by the program's clock."""
    return now.astimezone(version.course.program.zone).date().replace(day=1)


def enrolled(enrolment: Enrolment, *, now: datetime) -> None:
    """Somebody began, and paid."""
    count(enrolment.version, Counted(Kind.ENROLLED), *_paid(enrolment, enrolment.paid), now=now)


def given_back(enrolment: Enrolment, *, now: datetime) -> None:
    """Somebody gave it back, and got back what it cost."""
    count(enrolment.version, Counted(Kind.GIVEN_BACK), *_paid(enrolment, -enrolment.paid), now=now)


def _paid(enrolment: Enrolment, amount: int) -> Iterable[Counted]:
    kinds = (Kind.CREDITS, Kind.BY_FIRMS) if enrolment.paid_by_id else (Kind.CREDITS,)
    return [Counted(kind, count=amount) for kind in kinds] if amount else []


def passed(enrolment: Enrolment, *, now: datetime) -> Iterable[Counted]:
    """Somebody passed, after so many days."""
    days = (now - enrolment.enrolled_at).days
    bound = next((bound for bound in FASTEST_DAYS if days <= bound), None)
    return (Counted(Kind.PASSED), Counted(Kind.DAYS, "more" if bound is None else f"{bound}"))


def handed_in(attempt: Attempt, found: Score, *, now: datetime) -> None:
    """An attempt with its questions; `attempt` says already how it went."""
    seconds = int((now - attempt.started_at).total_seconds())
    more = passed(attempt.enrolment, now=now) if attempt.is_passed else ()
    took = Counted(Kind.ATTEMPT, item=seconds)
    count(attempt.enrolment.version, took, *_questions(found), *more, now=now)


def _questions(found: Score) -> Iterable[Counted]:
    for mark in found.marks:
        item = WHOLE * mark.points // mark.of
        others = found.of - mark.of
        rest = WHOLE * (found.points - mark.points) // others if others else 0
        yield Counted(Kind.QUESTION, mark.key, 1, item, item * item, rest, rest * rest, item * rest)
