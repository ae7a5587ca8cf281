"""Seats on the dates of a course, and the waiting list, which moves up by itself.

Whoever changes the seats of a date holds the date; who changes somebody's own way holds that first.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from elearning.models import CourseDate, Enrolment, Seat, SeatNotice
from elearning.refusals import LearningRefused
from elearning.services import seat_notices
from elearning.services.finishing import hold


def held(date: CourseDate) -> CourseDate:
    """The date as it is now, held to the end of the transaction: its last seat is given once."""
    locked = CourseDate.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("course__program").get(pk=date.pk)


def listed(date: CourseDate) -> QuerySet[Seat]:
    """Who has a seat or waits for one, or had when the date was cancelled."""
    return Seat.objects.filter(date=date, given_up_at=None)


def seated(date: CourseDate) -> QuerySet[Seat]:
    """Who has a seat."""
    return listed(date).filter(seated_at__isnull=False)


def waiting(date: CourseDate) -> QuerySet[Seat]:
    """Who waits for one, the next first."""
    return listed(date).filter(seated_at=None).order_by("pk")


def why_not_take(date: CourseDate, mine: list[Seat], *, now: datetime) -> str:
    """A seat, or a place on the waiting list; `mine` are those of the own way that were not given up."""
    if date.cancelled_at:
        return _("This date was cancelled.")
    if now >= (date.closes_at or date.begins_at) or now >= date.begins_at:
        return _("Seats on this date cannot be taken any more.")
    if any(seat.attended_at for seat in mine):
        return _("You were there on a date of this course already.")
    if any(seat.is_current and seat.date.ends_at > now for seat in mine):
        return _("You have a seat on another date, or wait for one. Give that up first.")
    return ""


def of_way(enrolment: Enrolment) -> list[Seat]:
    """The seats of one's way that were not given up, the newest first."""
    mine = Seat.objects.filter(enrolment=enrolment, given_up_at=None)
    return list(mine.select_related("date").order_by("-pk"))


@transaction.atomic
def take(*, enrolment: Enrolment, date: CourseDate, now: datetime) -> Seat:
    """A seat; where all are taken, the last place of the waiting list. Taken twice, it is the same one."""
    hold(enrolment)
    date, mine = held(date), of_way(enrolment)
    if (known := next((seat for seat in mine if seat.date_id == date.pk), None)) and not date.cancelled_at:
        return known
    enrolment.refresh_from_db(fields=["is_current"])
    if date.course_id != enrolment.course_id or not enrolment.is_current:
        raise LearningRefused(_("This course is not yours any more."))
    if reason := why_not_take(date, mine, now=now):
        raise LearningRefused(reason)
    # One that was missed is followed by this one.
    Seat.objects.filter(enrolment=enrolment, is_current=True).update(is_current=False)
    is_free = seated(date).count() < date.seats and not waiting(date).exists()
    return Seat.objects.create(date=date, enrolment=enrolment, asked_at=now, seated_at=now if is_free else None)


def put(*, enrolment: Enrolment, date: CourseDate, now: datetime) -> Seat:
    """A seat by the trainer's word, also beyond their number; in the caller's transaction, which holds the way."""
    Seat.objects.filter(enrolment=enrolment, is_current=True).update(is_current=False)
    return Seat.objects.create(date=held(date), enrolment=enrolment, asked_at=now, seated_at=now)


@transaction.atomic
def give_up(*, enrolment: Enrolment, date: CourseDate, now: datetime) -> None:
    """The seat is free for the next one. Given up before, nothing happens."""
    hold(enrolment)
    seat = Seat.objects.filter(enrolment=enrolment, date=date, is_current=True).first()
    if seat and not _free(seat, now=now):
        raise LearningRefused(_("This date has begun. The seat cannot be given up any more."))


def release(enrolment: Enrolment, *, now: datetime) -> None:
    """The way through the course ends, in the caller's transaction, which holds it: so does its seat."""
    for seat in Seat.objects.filter(enrolment=enrolment, is_current=True, attended_at=None):
        _free(seat, now=now)


def take_along(*, before: Enrolment, to: Enrolment, now: datetime) -> None:
    """Who renews keeps the seat on a date that is still to come, in the caller's transaction."""
    coming = Seat.objects.filter(enrolment=before, is_current=True, date__begins_at__gt=now)
    coming.update(enrolment=to)


def _free(seat: Seat, *, now: datetime) -> bool:
    """Whether it could be: not once the date has begun."""
    date = held(seat.date)
    if date.begins_at <= now or date.cancelled_at:
        return False
    Seat.objects.filter(pk=seat.pk).update(given_up_at=now, is_current=False)
    move_up(date, now=now)
    return True


def move_up(date: CourseDate, *, now: datetime) -> None:
    """Free seats go to who waits longest, and they are told; in the caller's transaction, which holds the date."""
    if date.cancelled_at or date.begins_at <= now:
        return
    free = max(0, date.seats - seated(date).count())
    for seat in waiting(date).filter(enrolment__participant__is_active=True)[:free]:
        Seat.objects.filter(pk=seat.pk).update(seated_at=now)
        seat_notices.note(seat, SeatNotice.What.SEATED, date)
