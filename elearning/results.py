"""How a course goes: what its page for the organizer adds up from the tallies, and nothing from the rows of people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Sum

from elearning.content import said
from elearning.models import Course, CourseVersion, Tally
from elearning.quizzes.telling import Sums
from elearning.services.tallies import SUMS
from elearning.versions import content_of

Kind = Tally.Kind


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question over all attempts of a version: how often asked, what share of its points was reached, and how
    well it tells those who know from those who do not (None where there is too little to say)."""

    key: str
    text: str
    version: int
    asked: int
    share: float
    discrimination: float | None


@dataclass(frozen=True, slots=True)
class LessonResult:
    """One lesson, and how many worked through it."""

    key: str
    title: str
    done: int


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in one month."""

    first: date
    enrolled: int = 0
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """A course in numbers over some months."""

    counts: Mapping[str, int]
    seconds: int
    months: list[Month] = field(default_factory=list)
    days: Mapping[str, int] = field(default_factory=dict)
    lessons: list[LessonResult] = field(default_factory=list)
    questions: list[QuestionResult] = field(default_factory=list)

    def count(self, kind: Kind) -> int:
        """How often something happened."""
        return self.counts.get(kind, 0)

    @property
    def minutes_each(self) -> float | None:
        """How long an attempt took, at the mean."""
        attempts = self.count(Kind.ATTEMPT)
        return self.seconds / 60 / attempts if attempts else None


class Row(NamedTuple):
    """The tallies of one kind and key, in one version and month."""

    kind: str
    key: str
    version: int
    month: date
    sums: Sums


def results(course: Course, *, since: date, until: date, language: str) -> Results:
    """What happened from the month of `since` to that of `until`; lessons are those of the last version."""
    tallies = Tally.objects.filter(version__course=course, month__gte=since.replace(day=1), month__lte=until)
    added_up = tallies.values_list("kind", "key", "version", "month").annotate(*(Sum(name) for name in SUMS))
    rows = [Row(kind, key, version, month, Sums(*sums)) for kind, key, version, month, *sums in added_up.order_by()]
    counts = _counts((row.kind, row) for row in rows)
    return Results(
        counts=counts,
        seconds=sum(row.sums.item for row in rows if row.kind == Kind.ATTEMPT),
        months=_months(rows),
        days=_counts((row.key, row) for row in rows if row.kind == Kind.DAYS),
        lessons=_lessons(course, _counts((row.key, row) for row in rows if row.kind == Kind.LESSON), language),
        questions=_questions(course, [row for row in rows if row.kind == Kind.QUESTION], language),
    )


def _counts(named: Iterable[tuple[str, Row]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name, row in named:
        counts[name] = counts.get(name, 0) + row.sums.count
    return counts


def _months(rows: list[Row]) -> list[Month]:
    months = sorted({row.month for row in rows})
    by_month = {month: _counts((row.kind, row) for row in rows if row.month == month) for month in months}
    return [
        Month(month, by_month[month].get(Kind.ENROLLED, 0), by_month[month].get(Kind.PASSED, 0)) for month in months
    ]


def _lessons(course: Course, done: Mapping[str, int], language: str) -> list[LessonResult]:
    if course.current is None:
        return []
    lessons = content_of(course.current).lessons()
    return [LessonResult(one.key, said(one.title, language), done.get(one.key, 0)) for one in lessons]


def _questions(course: Course, rows: list[Row], language: str) -> list[QuestionResult]:
    """By version, for a question may have been changed; the hardest first."""
    sums: dict[tuple[int, str], Sums] = {}
    for row in rows:
        place = (row.version, row.key)
        sums[place] = sums.get(place, Sums()) + row.sums
    versions = {
        one.pk: one for one in CourseVersion.objects.filter(course=course, pk__in={row.version for row in rows})
    }
    found = [_question(key, versions[version], one, language) for (version, key), one in sums.items()]
    return sorted(found, key=lambda one: (one.share, one.version, one.key))


def _question(key: str, version: CourseVersion, sums: Sums, language: str) -> QuestionResult:
    quiz = content_of(version).quiz
    questions = quiz.questions() if quiz else ()
    text = next((said(one.text, language) for one in questions if one.key == key), "")
    return QuestionResult(key, text, version.number, sums.count, sums.share, sums.discrimination)
