"""What people are mailed of their seats: moved up, changed, cancelled, and a reminder the day before; once each."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from elearning.models import CourseDate, Seat, SeatNotice
from jobs.services import after_commit

What = SeatNotice.What
REMINDED_BEFORE = timedelta(days=1)
"""So long before a date who has a seat is reminded; who got it later knows."""


def note(seat: Seat, what: What, date: CourseDate) -> bool:
    """Have somebody told, in the caller's transaction; whether that was not noted before."""
    notice, is_new = SeatNotice.objects.get_or_create(seat=seat, what=what, sequence=date.sequence)
    if is_new:
        after_commit("elearning.tasks.tell_of_seat", notice_id=notice.pk)
    return is_new


def is_wanted(notice: SeatNotice, *, now: datetime) -> bool:
    """Whether it is still to be said: neither said, nor given up, nor overtaken by what happened since."""
    seat, date, participant = notice.seat, notice.seat.date, notice.seat.enrolment.participant
    if notice.told_at or seat.given_up_at or participant.left_at or not participant.is_active:
        return False
    if notice.what == What.CANCELLED:
        return True
    is_overtaken = notice.what != What.SEATED and notice.sequence != date.sequence
    return not (is_overtaken or date.cancelled_at or date.begins_at <= now)


def told(*, notice: SeatNotice, now: datetime) -> None:
    """The mail went out."""
    SeatNotice.objects.filter(pk=notice.pk).update(told_at=now)


def remind(*, now: datetime) -> int:
    """Have everybody reminded who has a seat on a date that begins within a day; says how many. Safe to repeat."""
    soon = Seat.objects.filter(
        is_current=True,
        seated_at__lt=F("date__begins_at") - REMINDED_BEFORE,
        enrolment__participant__is_active=True,
        date__begins_at__range=(now, now + REMINDED_BEFORE),
        date__cancelled_at=None,
    )
    return sum(_remind(seat) for seat in soon.select_related("date").order_by("pk").iterator())


@transaction.atomic
def _remind(seat: Seat) -> bool:
    return note(seat, What.REMINDED, seat.date)
