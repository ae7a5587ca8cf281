"""The dates of a course as a participant sees them: what can be taken, the own seat, and the place in the list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from elearning import attendance, dates_words
from elearning.models import Course, CourseDate, Enrolment, Seat
from elearning.services import attending, seats


@dataclass(frozen=True, slots=True)
class DateRow:
    """One date; `place` is the own one on the waiting list, from 1 on. `why_not` says why none can be taken."""

    date: CourseDate
    when: str
    closes: str
    words: str
    free: int
    waiting: int
    seat: Seat | None
    place: int
    why_not: str
    takes_code: bool
    has_begun: bool
    is_over: bool

    @property
    def code(self) -> str:
        """How it looks."""
        if self.seat and self.seat.attended_at:
            return "attended"
        if self.date.cancelled_at:
            return "cancelled"
        if self.seat is None:
            return ""
        if self.is_over:
            return "missed"
        return "seated" if self.seat.seated_at else "waits"

    @property
    def can_take(self) -> bool:
        """A seat, or a place on the waiting list."""
        return not (self.seat or self.why_not)

    @property
    def can_give_up(self) -> bool:
        """While it is to come."""
        return self.code in {"seated", "waits"} and not self.has_begun

    @property
    def has_seat(self) -> bool:
        """Who has one sees the link, and can put it into a calendar."""
        return self.code == "seated"


@dataclass(frozen=True, slots=True)
class DatesPage:
    """What a course's page says of its dates; `is_missing` while one has to be attended and none was."""

    rows: list[DateRow]
    is_needed: bool
    is_missing: bool


def dates_page(course: Course, enrolment: Enrolment | None, *, language: str, now: datetime) -> DatesPage:
    """Dates to come, and those of the past on which the reader had a seat."""
    mine = seats.of_way(enrolment) if enrolment else []
    rows = list(_rows(course, enrolment, mine, language=language, now=now))
    was_there = any(seat.attended_at for seat in mine)
    is_finished = bool(enrolment and enrolment.finished_at)
    return DatesPage(rows, course.needs_date, course.needs_date and not was_there and not is_finished)


def _rows(
    course: Course, enrolment: Enrolment | None, mine: list[Seat], *, language: str, now: datetime
) -> Iterator[DateRow]:
    by_date = {seat.date_id: seat for seat in reversed(mine)}
    to_come = Q(ends_at__gt=now, cancelled_at=None)
    own = Q(pk__in=by_date) & (Q(ends_at__gt=now) | Q(cancelled_at=None))
    counted = Q(taken__given_up_at=None)
    found = CourseDate.objects.filter(to_come | own, course=course).annotate(
        seated_count=Count("taken", filter=counted & Q(taken__seated_at__isnull=False)),
        waiting_count=Count("taken", filter=counted & Q(taken__seated_at=None)),
    )
    for date in found.order_by("begins_at", "pk"):
        # Its program is the one that is known already.
        date.course = course
        seat = by_date.get(date.pk)
        closed = attending.why_no_code(seat, date, now=now)
        yield DateRow(
            date=date,
            when=dates_words.when(date),
            closes=dates_words.closes(date),
            words=dates_words.words(date, language),
            free=max(0, date.seats - date.seated_count),
            waiting=date.waiting_count,
            seat=seat,
            place=_place(seat),
            why_not=seats.why_not_take(date, mine, now=now) if enrolment else "",
            takes_code=bool(seat and not seat.attended_at and not closed),
            has_begun=now >= date.begins_at,
            is_over=now > date.ends_at + attendance.EARLY,
        )


def _place(seat: Seat | None) -> int:
    if seat is None or seat.seated_at:
        return 0
    return seats.waiting(seat.date).filter(pk__lte=seat.pk).count()
