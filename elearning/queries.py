"""What the learning pages show: one function a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from elearning import doors
from elearning.content import Content, Lesson, said
from elearning.models import Certificate, Course, CourseVersion, Enrolment, Forwarding, Statement
from elearning.purses import Purse, purses_of
from elearning.standing import RENEWAL_DAYS, Standing
from elearning.versions import Card, content_of
from ledger import queries as ledger
from ledger.queries import Expiry
from participants.models import Participant
from programs.models import Program


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course in the reader's language, with how far the reader is."""

    course: Course
    card: Card
    language: str
    enrolment: Enrolment | None
    done: int = 0
    missing: int = 0
    firm_pays: bool = False
    before: tuple[Course, ...] = ()
    renew_until: date | None = None
    is_over: bool = False

    @property
    def is_revoked(self) -> bool:
        """Whether its certificate was revoked."""
        return getattr(getattr(self.enrolment, "certificate", None), "revoked_at", None) is not None

    @property
    def code(self) -> str:
        """How it looks: not begun, begun, passed, or how its certificate ended."""
        if self.enrolment is None:
            return ""
        if not self.enrolment.passed_at:
            return "open"
        return "revoked" if self.is_revoked else "expired" if self.is_over else "passed"

    @property
    def title(self) -> str:
        """In the language of the way through it, or of the reader."""
        return said(self.card["title"], self.language)


@dataclass(frozen=True, slots=True)
class LearnPage:
    """The reader's training credits, what of them ends next, the company's where the reader may spend them, and the
    courses by what can be done with them."""

    credits: int
    expiry: Expiry | None
    firm: Purse | None
    begun: list[CourseRow]
    affordable: list[CourseRow]
    others: list[CourseRow]
    passed: list[CourseRow]


def learn_page(participant: Participant, *, language: str, now: datetime) -> LearnPage:
    """Every course that is open to the participant, and every one already begun."""
    own, *others = purses_of(participant)
    rows = list(_rows(participant, [own, *others], language=language, now=now))
    fresh = [row for row in rows if row.enrolment is None]
    today = now.astimezone(participant.program.zone).date()
    ends = ledger.expiries(program=participant.program, owner=own.owner, unit="credits", today=today)
    return LearnPage(
        credits=own.credits,
        expiry=ends[0] if ends else None,
        firm=others[0] if others else None,
        begun=[row for row in rows if row.code == "open"],
        affordable=[row for row in fresh if not row.missing and not row.before],
        others=[row for row in fresh if row.missing or row.before],
        passed=[row for row in rows if row.code in {"passed", "expired", "revoked"}],
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


def _rows(participant: Participant, purses: list[Purse], *, language: str, now: datetime) -> Iterator[CourseRow]:
    begun = {one.course_id: one for one in _enrolments(participant)}
    passed = set(participant.enrolments.filter(passed_at__isnull=False).values_list("course_id", flat=True))
    today = now.astimezone(participant.program.zone).date()
    own, most = purses[0].credits, max(purse.credits for purse in purses)
    before = Prefetch("prerequisites", queryset=Course.objects.filter(cancelled_at=None).only("name"))
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
        ends = _end_of(enrolment)
        yield CourseRow(
            course=course,
            card=card,
            language=enrolment.language if enrolment else spoken,
            enrolment=enrolment,
            done=enrolment.done_count if enrolment else 0,  # type: ignore[attr-defined]
            missing=0 if enrolment or course.price <= most else course.price - own,
            firm_pays=not enrolment and own < course.price <= most,
            before=() if enrolment else tuple(one for one in course.prerequisites.all() if one.pk not in passed),
            renew_until=_renew_until(course, ends, today),
            is_over=bool(ends and ends < today),
        )


def _renew_until(course: Course, ends: date | None, today: date) -> date | None:
    is_near = ends is not None and today <= ends <= today + timedelta(days=RENEWAL_DAYS)
    return ends if is_near and not course.cancelled_at else None


def _end_of(enrolment: Enrolment | None) -> date | None:
    certificate = getattr(enrolment, "certificate", None)
    return certificate.expires_on if certificate and not certificate.revoked_at else None


def _enrolments(participant: Participant) -> Iterator[Enrolment]:
    mine = Enrolment.objects.filter(participant=participant, is_current=True)
    light = mine.select_related("version", "certificate", "paid_by").defer("version__content")
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


def certificates_of(participant: Participant) -> QuerySet[Certificate]:
    """The participant's own, the newest first."""
    mine = Certificate.objects.filter(enrolment__participant=participant)
    related = ("enrolment__course__program", "enrolment__version__course", "enrolment__participant__user")
    return mine.select_related(*related).order_by("-issued_at", "-pk")


@dataclass(frozen=True, slots=True)
class Checked:
    """A certificate as it stands today; `renewed_by` is the newest one that took its place."""

    certificate: Certificate
    standing: Standing
    renewed_by: Certificate | None

    @property
    def name(self) -> str:
        """The holder's name for anybody to read, if the holder agreed."""
        return self.certificate.name if self.certificate.name_shown_at else ""

    @property
    def revoked_on(self) -> date | None:
        """The day of its revocation where the program is."""
        at = self.certificate.revoked_at
        return at.astimezone(self.certificate.program.zone).date() if at else None


def checked(number: str, *, now: datetime) -> Checked | None:
    """What anybody may know of the certificate with this number."""
    related = ("enrolment__course__program", "enrolment__participant")
    found = Certificate.objects.select_related(*related).filter(number=number).first()
    if found is None:
        return None
    return Checked(found, found.standing(now), newer_than(found).order_by("-issued_at", "-pk").first())


def newer_than(certificate: Certificate) -> QuerySet[Certificate]:
    """Certificates by which its holder renewed it."""
    way = certificate.enrolment
    same = Certificate.objects.filter(enrolment__participant=way.participant_id, enrolment__course=way.course_id)
    return same.filter(issued_at__gt=certificate.issued_at, revoked_at=None)


def held(participant: Participant, course: Course, *, now: datetime) -> list[Checked]:
    """The participant's certificates of a course, the newest first, as their holder sees them."""
    mine = list(certificates_of(participant).filter(enrolment__course=course))
    renewed = [next((newer for newer in mine[:place] if not newer.revoked_at), None) for place in range(len(mine))]
    return [Checked(one, one.standing(now), newer) for one, newer in zip(mine, renewed, strict=True)]


@dataclass(frozen=True, slots=True)
class RecordsState:
    """How many of a program's learning records are kept, forwarded, waiting and refused, and how forwarding goes."""

    program: Program
    kept: int
    forwarded: int
    waiting: int
    refused: int
    forwarding: Forwarding | None


def records_state(program: Program) -> RecordsState:
    """Counted now."""
    mine = Statement.objects.filter(program=program)
    kept, refused = mine.count(), mine.exclude(refused="").count()
    waiting = mine.filter(forwarded_at=None, refused="").count()
    found = Forwarding.objects.filter(program=program).first()
    return RecordsState(program, kept, kept - waiting - refused, waiting, refused, found)
