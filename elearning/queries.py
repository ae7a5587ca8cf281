"""What the learning pages show: one function a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from elearning import doors
from elearning.content import Content, Lesson, said
from elearning.models import Course, CourseVersion, Enrolment
from elearning.versions import Card, content_of
from participants.models import Participant


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course in the reader's language, with how far the reader is."""

    course: Course
    card: Card
    language: str
    enrolment: Enrolment | None
    done: int = 0
    missing: int = 0
    before: tuple[Course, ...] = ()

    @property
    def code(self) -> str:
        """How it looks: passed, begun or not."""
        if self.enrolment is None:
            return ""
        return "passed" if self.enrolment.passed_at else "open"

    @property
    def title(self) -> str:
        """In the language of the way through it, or of the reader."""
        return said(self.card["title"], self.language)


@dataclass(frozen=True, slots=True)
class LearnPage:
    """The reader's training credits, and the courses by what can be done with them."""

    credits: int
    begun: list[CourseRow]
    affordable: list[CourseRow]
    others: list[CourseRow]
    passed: list[CourseRow]


def learn_page(participant: Participant, *, language: str, now: datetime) -> LearnPage:
    """Every course that is open to the participant, and every one already begun."""
    credits = doors.credits_of(participant)
    rows = list(_rows(participant, credits, language=language, now=now))
    fresh = [row for row in rows if row.enrolment is None]
    return LearnPage(
        credits=credits,
        begun=[row for row in rows if row.code == "open"],
        affordable=[row for row in fresh if not row.missing and not row.before],
        others=[row for row in fresh if row.missing or row.before],
        passed=[row for row in rows if row.code == "passed"],
    )


def courses_for(participant: Participant, *, now: datetime) -> QuerySet[Course]:
    """The courses that the participant may see: open and meant for it, or begun before. Without their contents.

    Each condition is a question of its own, so that nobody's enrolments but the reader's are looked at.
    """
    today = now.astimezone(participant.program.zone).date()
    named = Course.segments.through.objects.filter(course=OuterRef("pk"))
    is_meant = ~Exists(named) | Exists(named.filter(segment__in=participant.segments.all()))
    begun = Enrolment.objects.filter(participant=participant, is_current=True).values("course")
    seen = Course.objects.filter((doors.opened(today=today) & is_meant) | Q(pk__in=begun), program=participant.program)
    # The content of a version is read by its own page only, and there once.
    return seen.select_related("program", "current").defer("current__content")


def _rows(participant: Participant, credits: int, *, language: str, now: datetime) -> Iterator[CourseRow]:
    begun = {one.course_id: one for one in _enrolments(participant)}
    passed = {pk for pk, one in begun.items() if one.passed_at}
    before = Prefetch("prerequisites", queryset=Course.objects.only("name"))
    courses = courses_for(participant, now=now).prefetch_related(before)
    for course in courses.order_by("price", "name"):
        enrolment = begun.get(course.pk)
        version = enrolment.version if enrolment else course.current
        if version is None:
            continue
        card: Card = version.card
        offered = card["languages"]
        usual = participant.program.default_language
        spoken = next((one for one in (language, usual) if one in offered), offered[0])
        yield CourseRow(
            course=course,
            card=card,
            language=enrolment.language if enrolment else spoken,
            enrolment=enrolment,
            done=enrolment.done_count if enrolment else 0,  # type: ignore[attr-defined]
            missing=0 if enrolment else max(0, course.price - credits),
            before=() if enrolment else tuple(one for one in course.prerequisites.all() if one.pk not in passed),
        )


def _enrolments(participant: Participant) -> Iterator[Enrolment]:
    mine = Enrolment.objects.filter(participant=participant, is_current=True)
    light = mine.select_related("version", "certificate").defer("version__content")
    yield from light.annotate(done_count=Count("lessons_done")).order_by(F("passed_at").desc(nulls_first=True), "pk")


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson in the reader's words, its number in the course, and whether it is done."""

    lesson: Lesson
    number: int
    title: str
    is_done: bool
    percent: int | None = None
    """The score that its package gave."""


@dataclass(frozen=True, slots=True)
class ModuleRows:
    """The lessons of one module."""

    title: str
    lessons: list[LessonRow]


def modules_of(content: Content, enrolment: Enrolment | None, language: str) -> list[ModuleRows]:
    """The lessons in order, by module."""
    done = set(enrolment.lessons_done.values_list("lesson", flat=True)) if enrolment else set()
    scores = percents(enrolment) if enrolment and any(lesson.package for lesson in content.lessons()) else {}
    numbers = {lesson.key: number for number, lesson in enumerate(content.lessons(), start=1)}

    def row(one: Lesson) -> LessonRow:
        return LessonRow(one, numbers[one.key], said(one.title, language), one.key in done, scores.get(one.key))

    return [
        ModuleRows(said(module.title, language), [row(one) for one in module.lessons]) for module in content.modules
    ]


def percents(enrolment: Enrolment) -> dict[str, int]:
    """The score of each lesson whose package gave one."""
    shares: dict[str, list[Decimal | None]] = {}
    for lesson, share in enrolment.package_states.values_list("lesson", "scaled"):
        shares.setdefault(lesson, []).append(share)
    found = {lesson: percent(given) for lesson, given in shares.items()}
    return {lesson: number for lesson, number in found.items() if number is not None}


def percent(shares: list[Decimal | None]) -> int | None:
    """For reading, rounded down: the mean of the parts that gave a score."""
    given = [share for share in shares if share is not None]
    return int(sum(given) * 100 / len(given)) if given else None


def rows_of(content: Content, enrolment: Enrolment, language: str) -> list[LessonRow]:
    """All lessons in order."""
    return [row for module in modules_of(content, enrolment, language) for row in module.lessons]


def content_for(course: Course, enrolment: Enrolment | None) -> Content | None:
    """What the reader gets to see: the own version, else the current one."""
    version = enrolment.version if enrolment else course.current
    return content_of(version) if version else None


def versions_of(course: Course) -> list[CourseVersion]:
    """All versions, the newest first, each with `people`: how many are on it."""
    people = Count("enrolments", filter=Q(enrolments__is_current=True))
    rows = CourseVersion.objects.filter(course=course).select_related("published_by", "changed_by")
    return list(rows.defer("content").annotate(people=people).order_by("-number"))
