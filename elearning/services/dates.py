"""Planning the dates of a course: added, changed, cancelled. Whoever has a seat or waits for one is told."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elearning.models import Course, CourseDate, SeatNotice
from elearning.refusals import LearningRefused
from elearning.services import seat_notices, seats
from elearning.services.seats import held
from participants.models import User

TOLD = ("kind", "begins_at", "ends_at", "place", "link")
"""What people have to know of when it changes."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a date is to be; `words` by language."""

    kind: str
    begins_at: datetime
    ends_at: datetime
    closes_at: datetime | None
    place: str
    link: str
    trainer: str
    seats: int
    words: Mapping[str, str]


def add(*, course: Course, planned: Planned, by: User | None, now: datetime) -> CourseDate:
    """One more date."""
    _refuse_past(planned, now=now)
    return CourseDate.objects.create(course=course, changed_by=by, changed_at=now, **asdict(planned))


def _refuse_past(planned: Planned, *, now: datetime) -> None:
    if planned.begins_at <= now:
        raise LearningRefused(_("A date begins in the future. Look at the day and the year."))


@transaction.atomic
def change(*, date: CourseDate, planned: Planned, by: User | None, now: datetime) -> None:
    """It is so now. More seats go to who waits; another time or place is told to all who are on the list."""
    date = held(date)
    if date.cancelled_at:
        raise LearningRefused(_("This date was cancelled."))
    if planned.begins_at != date.begins_at:
        if date.begins_at <= now:
            raise LearningRefused(_("This date has begun, so its beginning cannot be changed any more."))
        _refuse_past(planned, now=now)
    if planned.seats < (taken := seats.seated(date).count()):
        raise LearningRefused(_too_few(taken) % {"taken": taken})
    values = asdict(planned)
    changed = {name for name, value in values.items() if getattr(date, name) != value}
    if not changed:
        return
    for name, value in values.items():
        setattr(date, name, value)
    date.sequence, date.changed_by, date.changed_at = date.sequence + 1, by, now
    date.save()
    if changed & set(TOLD):
        _tell_all(date, SeatNotice.What.CHANGED)
    seats.move_up(date, now=now)


def _too_few(taken: int) -> str:
    return ngettext(
        "%(taken)s person has a seat already, so there cannot be fewer.",
        "%(taken)s people have a seat already, so there cannot be fewer.",
        taken,
    )


def _tell_all(date: CourseDate, what: SeatNotice.What) -> None:
    for seat in seats.listed(date).filter(attended_at=None).order_by("pk"):
        seat_notices.note(seat, what, date)


@transaction.atomic
def cancel(*, date: CourseDate, reason: str, by: User | None, now: datetime) -> None:
    """It does not take place; all who are on the list are told why, and can take another date. Cancelled once."""
    date, reason = held(date), reason.strip()
    if not reason:
        raise LearningRefused(_("Please say why. Whoever has a seat reads it."))
    if date.cancelled_at:
        raise LearningRefused(_("This date was cancelled."))
    if date.ends_at <= now or seats.seated(date).filter(attended_at__isnull=False).exists():
        raise LearningRefused(_("This date has taken place, so it cannot be cancelled any more."))
    date.sequence, date.changed_by, date.changed_at = date.sequence + 1, by, now
    date.cancelled_at, date.cancelled_because = now, reason
    date.save()
    _tell_all(date, SeatNotice.What.CANCELLED)
    seats.listed(date).update(is_current=False)
