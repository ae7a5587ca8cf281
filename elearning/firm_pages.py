"""What somebody sees of the own company's people who may spend its training credits: what the company paid, no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from elearning import doors
from elearning.content import said
from elearning.models import Course, Enrolment, Wish
from elearning.purses import Purse, purse_of
from elearning.queries import courses_for
from participants.models import Company, Membership, Participant
from participants.queries import people_of


@dataclass(frozen=True, slots=True)
class Given:
    """A course that the company paid for somebody, and how far that one is: begun, passed, until when certified."""

    course: Course
    title: str
    code: str
    enrolled_at: datetime
    passed_at: datetime | None
    given_back_at: datetime | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the company, and what it paid."""

    membership: Membership
    courses: list[Given]

    @property
    def participant(self) -> Participant:
        """Who it is."""
        return self.membership.participant


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish that waits, in the reader's language; `missing` credits if the company has too few."""

    wish: Wish
    title: str
    missing: int


@dataclass(frozen=True, slots=True)
class Firm:
    """The company's credits, its people, and what they ask for."""

    purse: Purse
    people: list[Person]
    wishes: list[Asked]


@dataclass(frozen=True, slots=True)
class Offered:
    """A course that can be begun for a colleague; `missing` credits if the company has too few."""

    course: Course
    title: str
    missing: int


def firm(company: Company, *, language: str, now: datetime) -> Firm:
    """The page of the company, in a fixed number of questions."""
    purse = purse_of(company)
    people = list(people_of(company))
    given = _given(company, [one.participant for one in people], language=language, now=now)
    rows = [
        Person(one, [each for each in given.get(one.participant_id, []) if not each.given_back_at]) for one in people
    ]
    waiting = Wish.objects.filter(company=company, state=Wish.State.WAITING, participant__in=list(given) or [])
    wishes = waiting.select_related("participant", "course__current").defer("course__current__content")
    asked = [Asked(one, title_of(one.course, language), _missing(one.course, purse)) for one in wishes.order_by("pk")]
    return Firm(purse, rows, asked)


def person(company: Company, membership: Membership, *, language: str, now: datetime) -> Person:
    """One of its people, with what was given back too."""
    given = _given(company, [membership.participant], language=language, now=now)
    return Person(membership, given[membership.participant_id])


def offered(company: Company, found: Person, *, language: str, now: datetime) -> list[Offered]:
    """Courses that are open, meant for this colleague, and not paid by the company already."""
    purse, today = purse_of(company), now.astimezone(company.program.zone).date()
    taken = {one.course.pk for one in found.courses if one.code in {"open", "passed"}}
    courses = courses_for(found.participant, now=now).filter(doors.opened(today=today)).exclude(pk__in=taken)
    return [Offered(one, title_of(one, language), _missing(one, purse)) for one in courses.order_by("price", "name")]


def title_of(course: Course, language: str) -> str:
    """In the reader's language, where the course is offered in it."""
    return said(course.current.card["title"], language) if course.current else course.name


def _missing(course: Course, purse: Purse) -> int:
    return max(0, course.price - purse.credits)


def _given(company: Company, people: Iterable[Participant], *, language: str, now: datetime) -> dict[int, list[Given]]:
    """By person, the newest first; what somebody took under another address, too."""
    found: dict[int, list[Given]] = {one.pk: [] for one in people}
    for one in _paid(company, found).order_by("-enrolled_at", "-pk"):
        who = one.participant.merged_into_id or one.participant_id
        found[who].append(_row(one, language=language, now=now))
    return found


def _paid(company: Company, people: Iterable[int]) -> QuerySet[Enrolment]:
    theirs = Q(participant__in=list(people)) | Q(participant__merged_into__in=list(people))
    # A renewed one is told by the one that took its place.
    shown = Q(is_current=True) | Q(given_back_at__isnull=False)
    rows = Enrolment.objects.filter(theirs, shown, paid_by=company)
    return rows.select_related("course", "version", "participant", "certificate").defer("version__content")


def _row(one: Enrolment, *, language: str, now: datetime) -> Given:
    certificate = getattr(one, "certificate", None)
    code = certificate.standing(now).value if certificate else "passed" if one.passed_at else "open"
    return Given(
        course=one.course,
        title=said(one.version.card["title"], language),
        code="passed" if code == "valid" else code,
        enrolled_at=one.enrolled_at,
        passed_at=one.passed_at,
        given_back_at=one.given_back_at,
        valid_until=certificate.expires_on if certificate else None,
    )
