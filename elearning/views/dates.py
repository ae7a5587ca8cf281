"""Participants' pages: a seat on a date of a course, the date as a calendar file, and being there."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.refusals import Refused
from elearning import attendance, dates_words
from elearning.calendar_files import MEDIA_TYPE, calendar_file
from elearning.content import said
from elearning.models import CourseDate, Enrolment, Seat
from elearning.services import attending, seats
from elearning.versions import content_of
from elearning.views.courses import enrolment_of
from participants.access import ParticipantRequest, participant_only
from participants.models import Participant


def date_of(participant: Participant, uuid: UUID, date: UUID) -> tuple[Enrolment, CourseDate]:
    """A date of a course that the participant has begun, and the way through the course."""
    enrolment = enrolment_of(participant, uuid)
    dates = CourseDate.objects.select_related("course__program")
    return enrolment, get_object_or_404(dates, course=enrolment.course_id, uuid=date)


@participant_only
@require_POST
def take(request: ParticipantRequest, uuid: UUID, date: UUID) -> HttpResponse:
    """A seat, or a place on the waiting list."""
    enrolment, wanted = date_of(request.participant, uuid, date)
    try:
        seat = seats.take(enrolment=enrolment, date=wanted, now=timezone.now())
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _taken(seat, wanted))
    return _back(uuid)


def _taken(seat: Seat, date: CourseDate) -> str:
    if seat.seated_at:
        return _("You have a seat: %(when)s.") % {"when": dates_words.when(date)}
    place = seats.waiting(date).filter(pk__lte=seat.pk).count()
    words = _("All seats are taken. You have place %(place)s on the waiting list, and get a mail when there is a seat.")
    return words % {"place": place}


def _back(uuid: UUID) -> HttpResponse:
    response = redirect("elearning:course", uuid)
    response["Location"] += "#dates"
    return response


@participant_only
@require_POST
def give_up(request: ParticipantRequest, uuid: UUID, date: UUID) -> HttpResponse:
    """Somebody else gets the seat."""
    enrolment, mine = date_of(request.participant, uuid, date)
    try:
        seats.give_up(enrolment=enrolment, date=mine, now=timezone.now())
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("You are not on the list any more."))
    return _back(uuid)


@participant_only
@never_cache
@require_safe
def calendar(request: ParticipantRequest, uuid: UUID, date: UUID) -> HttpResponse:
    """For who has a seat, or had one when the date was cancelled."""
    enrolment, mine = date_of(request.participant, uuid, date)
    seat = seats.seated(mine).filter(enrolment=enrolment).first()
    if seat is None:
        raise Http404
    seat.date, seat.enrolment = mine, enrolment
    response = HttpResponse(calendar_file(seat), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{mine.begins_at:%Y-%m-%d}.ics"'
    return response


@participant_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: ParticipantRequest, uuid: UUID, date: UUID) -> HttpResponse:
    """The code that is shown in the room; the picture beside it leads here with the code filled in."""
    enrolment, mine = date_of(request.participant, uuid, date)
    now, refusal = timezone.now(), ""
    typed = (request.POST if request.method == "POST" else request.GET).get("code", "")[: 2 * attendance.DIGITS]
    if request.method == "POST":
        try:
            attending.by_code(enrolment=enrolment, date=mine, typed=typed, by=request.user, now=now)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("You are on the list: you were there."))
            return _back(uuid)
    seat = seats.listed(mine).filter(enrolment=enrolment).first()
    if seat and seat.attended_at:
        messages.success(request, _("You are on the list: you were there."))
        return _back(uuid)
    values = {
        "course": enrolment.course,
        "title": said(content_of(enrolment.version).title, enrolment.language),
        "date": mine,
        "when": dates_words.when(mine),
        "typed": typed,
        "digits": attendance.DIGITS,
        "refusal": refusal,
        "closed": "" if refusal else attending.why_no_code(seat, mine, now=now),
        "place": "learn",
    }
    return render(request, "elearning/here.html", values, status=422 if refusal else 200)
