"""Dates of a course, and people with seats on them."""

from dataclasses import replace
from datetime import datetime, timedelta

from elearning import attendance
from elearning.models import Course, CourseDate, Seat
from elearning.services import attending, dates, seats
from elearning.services.dates import Planned
from participants.models import Participant
from tests.builders.elearning import a_course, an_enrolment
from tests.builders.programs import NOON, a_participant

NEXT_WEEK = NOON + timedelta(days=7)


def planned(**changes: object) -> Planned:
    """A week after NOON, four hours in Kraków, two seats."""
    usual = Planned(
        kind="room",
        begins_at=NEXT_WEEK,
        ends_at=NEXT_WEEK + timedelta(hours=4),
        closes_at=None,
        place="ul. Rurowa 5, Kraków",
        link="",
        trainer="Piotr Maj",
        seats=2,
        words={"en": "Bring gloves."},
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def a_date(course: Course | None = None, **changes: object) -> CourseDate:
    """As `planned` says."""
    return dates.add(course=course or a_course(), planned=planned(**changes), by=None, now=NOON)


def a_seat(date: CourseDate | None = None, participant: Participant | None = None, *, now: datetime = NOON) -> Seat:
    """Marek has a seat, or waits for one if all are taken."""
    date = date or a_date()
    return seats.take(enrolment=an_enrolment(date.course, participant or a_participant(), now=now), date=date, now=now)


def been_there(seat: Seat, *, now: datetime | None = None) -> Seat:
    """The code of the room was typed when the date began."""
    now = now or seat.date.begins_at
    code = attendance.code_at(seat.date.secret, now)
    way = seat.enrolment
    attending.by_code(enrolment=way, date=seat.date, typed=code, by=way.participant.user, now=now)
    return Seat.objects.select_related("enrolment", "date").get(pk=seat.pk)
