"""Being there: by the code that is shown in the room, or by the trainer's list. What follows is in `finishing`."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import guessing
from elearning import attendance
from elearning.models import CourseDate, Enrolment, Seat
from elearning.refusals import LearningRefused
from elearning.services import finishing, recording, seats
from participants.models import User


def by_code(*, enrolment: Enrolment, date: CourseDate, typed: str, by: User, now: datetime) -> None:
    """Raises LearningRefused with what is in the way. Several wrong codes make one wait; typed twice, it is once."""
    if refusal := _by_code(enrolment, date, typed, by=by, now=now):
        raise LearningRefused(refusal)


@transaction.atomic
def _by_code(enrolment: Enrolment, date: CourseDate, typed: str, *, by: User, now: datetime) -> str:
    """What is in the way, if anything; a wrong try stays counted."""
    finishing.hold(enrolment)
    seat = _whole().filter(enrolment=enrolment, date=date, given_up_at=None).first()
    if seat and seat.attended_at:
        return ""
    if reason := why_no_code(seat, date, now=now):
        return reason
    assert seat is not None
    until = guessing.account(seat.wrong_tries, seat.wrong_at).wait_until()
    if until and now < until:
        return _please_wait(-(-(until - now) // timedelta(minutes=1)))
    if not attendance.is_good(date.secret, typed, now):
        Seat.objects.filter(pk=seat.pk).update(wrong_tries=F("wrong_tries") + 1, wrong_at=now)
        return _("This is not the code that is shown now. It changes every two minutes; please look again.")
    _was_there(seat, Seat.Seen.CODE, seen_by=None, by=by, now=now)
    return ""


def why_no_code(seat: Seat | None, date: CourseDate, *, now: datetime) -> str:
    """Typing the code: with a seat, and while it is shown."""
    if date.cancelled_at:
        return _("This date was cancelled.")
    if seat is None or seat.seated_at is None:
        return _("You have no seat on this date. Please talk to the trainer, who keeps the list.")
    if not attendance.is_shown(date.begins_at, date.ends_at, now):
        return _("The code counts from shortly before the beginning until shortly after the end.")
    return ""


def _please_wait(minutes: int) -> str:
    return ngettext(
        "There were several wrong codes. Please wait %(minutes)s minute, or talk to the trainer, who keeps the list.",
        "There were several wrong codes. Please wait %(minutes)s minutes, or talk to the trainer, who keeps the list.",
        minutes,
    ) % {"minutes": minutes}


def _whole() -> QuerySet[Seat]:
    related = ("date", "enrolment__version", "enrolment__course__program", "enrolment__participant__user")
    return Seat.objects.select_related(*related).defer("enrolment__version__content")


def _was_there(seat: Seat, seen: Seat.Seen, *, seen_by: User | None, by: User | None, now: datetime) -> None:
    values = {"attended_at": now, "seen": seen, "seen_by": seen_by}
    if seat.seated_at is None:
        values["seated_at"] = now
    Seat.objects.filter(pk=seat.pk).update(**values)
    recording.attended(seat.enrolment, seat.date, now=now)
    finishing.go_on(seat.enrolment, by=by, now=now)


def _held(seat: Seat) -> Seat:
    finishing.hold(seat.enrolment)
    return _whole().get(pk=seat.pk)


@transaction.atomic
def mark(*, seat: Seat, by: User | None, now: datetime) -> None:
    """The trainer saw the person there. Who only waited had a chair after all. Marked before, nothing happens."""
    seat = _held(seat)
    if seat.attended_at:
        return
    if seat.given_up_at or seat.date.cancelled_at:
        raise LearningRefused(_("This seat was given up, or the date cancelled."))
    if now < seat.date.begins_at - attendance.EARLY:
        raise LearningRefused(_("Who is there can be ticked from a quarter of an hour before the beginning."))
    _was_there(seat, Seat.Seen.LIST, seen_by=by, by=by, now=now)


@transaction.atomic
def came(*, date: CourseDate, email: str, by: User | None, now: datetime) -> Seat:
    """Somebody came without being on the list: put there, and marked. A seat on a date to come goes to the next one.

    Raises LearningRefused, also for who has not begun the course.
    """
    address = email.strip().lower()
    ways = Enrolment.objects.filter(course=date.course_id, is_current=True, participant__is_active=True)
    way = ways.filter(participant__user__email=address).first()
    if way is None:
        raise LearningRefused(_("Nobody with this address has begun the course. That takes one tap on their phone."))
    finishing.hold(way)
    mine = seats.of_way(way)
    seat = next((one for one in mine if one.date_id == date.pk), None)
    if seat is None:
        if any(one.attended_at for one in mine):
            raise LearningRefused(_("This person was there on another date of the course already."))
        seats.release(way, now=now)
        seat = seats.put(enrolment=way, date=date, now=now)
    mark(seat=seat, by=by, now=now)
    return seat


@transaction.atomic
def unmark(*, seat: Seat, now: datetime) -> None:
    """It was somebody else. Not once the person went on with the quiz, or passed, because of it."""
    seat = _held(seat)
    if seat.attended_at is None:
        return
    way = seat.enrolment
    if way.course.needs_date and (way.passed_at or way.attempts.exists()):
        raise LearningRefused(_("Since then the quiz was begun or the course passed, so this stays as it is."))
    Seat.objects.filter(pk=seat.pk).update(attended_at=None, seen="", seen_by=None)
    recording.taken_back(way, recording.Verb.ATTENDED, now=now)
    finishing.go_back(way, now=now)
