"""What people claim of a course's products in the months before and after they passed it, beside who never began it.

Counts over whole months and whole groups; no cause is claimed, and nobody is singled out.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import TruncMonth

from claims.models import Claim, ClaimLine
from claims.states import Status
from elearning.models import Course, Enrolment
from participants.models import Participant

MONTHS = 3
"""Before the month of passing, and after it."""

LOOKED_BACK = 24
"""Months of passing that count."""

YEAR = 12


@dataclass(frozen=True, slots=True)
class Point:
    """One month, counted from that of passing: who passed so long ago, their claims, and what as many others claimed
    in the same months of the calendar."""

    offset: int
    people: int
    claims: int
    others: float


@dataclass(frozen=True, slots=True)
class Compared:
    """`people` passed, `others` never began."""

    people: int
    others: int
    points: tuple[Point, ...]


def compared(course: Course, *, today: date) -> Compared:
    """Over those who passed in the last two years. Only whole months count: the running one is left out."""
    this = today.replace(day=1)
    mine = Enrolment.objects.filter(course=course, is_current=True, passed_at__date__gte=later(this, -LOOKED_BACK))
    zone = course.program.zone
    passed = Counter(dict(_by_month(mine.annotate(month=TruncMonth("passed_at", tzinfo=zone)))))
    claims = _of_passed(course, mine)
    theirs, people = _of_others(course), _others(course)
    points = (_point(offset, passed, claims, theirs, people, before=this) for offset in range(-MONTHS, MONTHS + 1))
    return Compared(sum(passed.values()), sum(people.values()), tuple(points))


def as_json(found: Compared) -> dict[str, Any]:
    """As it is kept."""
    return asdict(found)


def from_json(told: Mapping[str, Any]) -> Compared:
    """As it was kept."""
    return Compared(told["people"], told["others"], tuple(Point(**point) for point in told["points"]))


def _point(
    offset: int,
    passed: Mapping[date, int],
    claims: Mapping[tuple[date, date], int],
    theirs: Mapping[date, int],
    people: Mapping[date, int],
    *,
    before: date,
) -> Point:
    counted, made, expected = 0, 0, 0.0
    for month, number in passed.items():
        then = later(month, offset)
        if then >= before:
            continue
        counted += number
        made += claims.get((month, then), 0)
        there = sum(joined for first, joined in people.items() if first <= then)
        expected += number * theirs.get(then, 0) / there if there else 0.0
    return Point(offset, counted, made, round(expected, 2))


def later(month: date, months: int) -> date:
    """The first of the month so many months later; earlier for fewer than none."""
    number = month.year * YEAR + month.month - 1 + months
    return date(number // YEAR, number % YEAR + 1, 1)


def _by_month(rows: QuerySet[Any]) -> list[tuple[date, int]]:
    counted = rows.values_list("month").annotate(number=Count("pk")).order_by()
    return [(month.date() if hasattr(month, "date") else month, number) for month, number in counted]


def _bought(course: Course) -> QuerySet[Claim]:
    """Confirmed claims on products that the course is about, with their month."""
    lines = ClaimLine.objects.filter(claim=OuterRef("pk"), product__in=course.products.all())
    bought = Claim.objects.filter(Exists(lines), program=course.program, status=Status.VERIFIED)
    return bought.filter(issue_date__isnull=False).annotate(month=TruncMonth("issue_date"))


def _of_passed(course: Course, mine: QuerySet[Enrolment]) -> dict[tuple[date, date], int]:
    """Claims by month of passing and month of purchase."""
    zone = course.program.zone
    passed = _bought(course).filter(participant__enrolments__in=mine)
    counted = passed.annotate(passed=TruncMonth("participant__enrolments__passed_at", tzinfo=zone))
    rows = counted.values_list("passed", "month").annotate(number=Count("pk")).order_by()
    return {(passed_in.date(), month): number for passed_in, month, number in rows}


def _never(course: Course) -> QuerySet[Participant]:
    begun = Enrolment.objects.filter(course=course, participant=OuterRef("pk"))
    return Participant.objects.filter(~Exists(begun), program=course.program, is_active=True)


def _of_others(course: Course) -> dict[date, int]:
    return dict(_by_month(_bought(course).filter(participant__in=_never(course))))


def _others(course: Course) -> dict[date, int]:
    """Who never began it, by the month of joining."""
    joined = TruncMonth("joined_at", tzinfo=course.program.zone)
    return dict(_by_month(_never(course).annotate(month=joined)))
