"""What keeps a participant from beginning a course: pure of writing, one sentence each, the first one counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elearning.models import Course
from elearning.purses import Purse, purses_of
from participants.models import Participant


@dataclass(frozen=True, slots=True)
class Closed:
    """Why, in words; `missing` training credits where only they lack; `before` are courses to pass first.

    `is_private`: it tells of the participant what is nobody else's business.
    """

    sentence: str
    missing: int = 0
    before: tuple[Course, ...] = ()
    is_private: bool = False


def is_open(course: Course, *, today: date) -> bool:
    """Whether it can be begun at all."""
    begun = course.visible_from is None or course.visible_from <= today
    return course.is_published and begun and (course.visible_until is None or today <= course.visible_until)


def opened(*, today: date) -> Q:
    """The same as a condition for courses."""
    return (
        Q(is_published=True)
        & (Q(visible_from=None) | Q(visible_from__lte=today))
        & (Q(visible_until=None) | Q(visible_until__gte=today))
    )


def why_closed(
    participant: Participant, course: Course, *, now: datetime, purses: Sequence[Purse] | None = None
) -> Closed | None:
    """None if the participant may begin it now, paid out of one of these purses, or of any that the participant has."""
    today = now.astimezone(course.program.zone).date()
    if course.program_id != participant.program_id or not is_open(course, today=today):
        return Closed(_("This course is not open at the moment."))
    if not is_for(participant, course):
        return Closed(_("This course is for other trades."), is_private=True)
    if before := unpassed(participant, course):
        names = ", ".join(one.name for one in before)
        return Closed(_("Pass this first: %(courses)s.") % {"courses": names}, before=before, is_private=True)
    if not course.price:
        return None
    offered = purses_of(participant) if purses is None else purses
    if any(purse.credits >= course.price for purse in offered):
        return None
    missing = course.price - offered[0].credits
    return Closed(missing_words(missing, offered[0]), missing=missing)


def is_for(participant: Participant, course: Course) -> bool:
    """Whether the participant belongs to whom it is meant for."""
    wanted = set(course.segments.values_list("pk", flat=True))
    return not wanted or participant.segments.filter(pk__in=wanted).exists()


def unpassed(participant: Participant, course: Course) -> tuple[Course, ...]:
    """The courses that have to be passed before and are not; one that was cancelled keeps nobody out."""
    passed = Q(enrolments__participant=participant, enrolments__passed_at__isnull=False)
    return tuple(course.prerequisites.filter(cancelled_at=None).exclude(passed).order_by("name"))


def missing_words(missing: int, purse: Purse) -> str:
    """How many training credits lack, and where they come from."""
    if purse.company:
        return ngettext(
            "%(missing)s training credit is missing on the account of %(company)s.",
            "%(missing)s training credits are missing on the account of %(company)s.",
            missing,
        ) % {"missing": missing, "company": purse.company.name}
    return ngettext(
        "%(missing)s training credit is missing for this course. Confirmed purchases earn them.",
        "%(missing)s training credits are missing for this course. Confirmed purchases earn them.",
        missing,
    ) % {"missing": missing}
