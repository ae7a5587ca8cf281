"""Who is on the list of a date: seats, waiting list, there or not; as a file; and the code for the room."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common.cells import safe_cell
from common.refusals import Refused
from elearning import attendance, dates_words
from elearning.models import Course, CourseDate, Seat
from elearning.services import attending, seats
from elearning.versions import content_of
from elearning.views.writing.dates import of_date
from elearning.views.writing.opening import person, shown, titled, to
from extraction.symbol_writing import QUIET, qr

COLUMNS = ("name", "company", "e-mail", "state", "asked_at", "seated_at", "attended_at", "seen", "ticked_by")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A QR code as one path in a square of so many modules."""

    side: int
    path: str


def _whole(date: CourseDate) -> list[Seat]:
    related = ("enrolment__participant__user", "enrolment__participant__company", "seen_by")
    rows = seats.listed(date).select_related(*related).defer("enrolment__version__content")
    return sorted(rows, key=lambda seat: (seat.seated_at is None, seat.pk))


def _state(seat: Seat, date: CourseDate, now: datetime) -> str:
    if seat.attended_at:
        return "there"
    if date.cancelled_at:
        return "cancelled"
    if seat.seated_at is None:
        return "waiting"
    return "not there" if date.ends_at <= now else "seat"


@of_date
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, course: Course, date: CourseDate) -> HttpResponseBase:
    """The trainer's list: who was there is ticked, one by one, and a tick can be taken back."""
    if request.method == "POST":
        return _ticked(request, course, date)
    now, rows = timezone.now(), _whole(date)
    values = {
        "title": _("People: %(when)s") % {"when": dates_words.short(date)},
        "course": course,
        "date": date,
        "when": dates_words.when(date),
        "seated": [seat for seat in rows if seat.seated_at],
        "waiting": [seat for seat in rows if not seat.seated_at],
        "were_there": sum(1 for seat in rows if seat.attended_at),
        "can_tick": not date.cancelled_at and now >= date.begins_at - attendance.EARLY,
        "is_over": date.ends_at <= now,
        "back": reverse("admin:course-dates", args=[course.uuid]),
    }
    return shown(request, "admin/course/people.html", values)


def _ticked(request: HttpRequest, course: Course, date: CourseDate) -> HttpResponseBase:
    sent, now = request.POST, timezone.now()
    if "came" in sent:
        return _came(request, course, date, sent["came"])
    told = sent.get("there") or sent.get("not-there") or ""
    seat = get_object_or_404(seats.listed(date), pk=int(told) if told.isdecimal() and len(told) < 19 else 0)
    try:
        if "there" in sent:
            attending.mark(seat=seat, by=person(request), now=now)
        else:
            attending.unmark(seat=seat, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return to("course-date-people", course, date.uuid, at=f"seat-{seat.pk}")


def _came(request: HttpRequest, course: Course, date: CourseDate, email: str) -> HttpResponseBase:
    try:
        seat = attending.came(date=date, email=email, by=person(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return to("course-date-people", course, date.uuid)
    return to("course-date-people", course, date.uuid, at=f"seat-{seat.pk}")


@of_date
@never_cache
@require_safe
def as_csv(request: HttpRequest, course: Course, date: CourseDate) -> HttpResponseBase:
    """Everybody on the list, safe to open with a spreadsheet program."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    day = date.begins_at.astimezone(course.program.zone).date().isoformat()
    response["Content-Disposition"] = f'attachment; filename="people-{day}.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in _cells(date, timezone.now()):
        writer.writerow([safe_cell(cell) for cell in row])
    return response


def _cells(date: CourseDate, now: datetime) -> Iterator[tuple[object, ...]]:
    zone = date.program.zone
    for seat in _whole(date):
        participant = seat.enrolment.participant
        moments = (
            at.astimezone(zone).isoformat(timespec="minutes") if at else ""
            for at in (seat.asked_at, seat.seated_at, seat.attended_at)
        )
        who = (participant.name, participant.company or "", participant.user.email)
        yield (*who, _state(seat, date, now), *moments, seat.seen, seat.seen_by or "")


@of_date
@never_cache
@require_safe
def room(request: HttpRequest, course: Course, date: CourseDate) -> HttpResponseBase:
    """For the wall: the code, large, with a picture that leads to it. The page renews itself."""
    now = timezone.now()
    is_shown = not date.cancelled_at and attendance.is_shown(date.begins_at, date.ends_at, now)
    code = attendance.code_at(date.secret, now) if is_shown else ""
    site = settings.SITE_URL.rstrip("/")
    page = site + reverse("elearning:here", args=[course.uuid, date.uuid])
    there = seats.seated(date)
    values = {
        "title": titled(content_of(course.current).title, course, course.name) if course.current else course.name,
        "course": course,
        "when": dates_words.when(date),
        "code": code,
        "halves": (code[:3], code[3:]),
        "drawn": _drawn(f"{page}?code={code}") if code else None,
        "site": site.partition("://")[2],
        "seconds": max(1, int((attendance.changes_at(now) - now).total_seconds()) + 1),
        "is_over": now > date.ends_at,
        "were_there": there.filter(attended_at__isnull=False).count(),
        "count": there.count(),
        "back": reverse("admin:course-date-people", args=[course.uuid, date.uuid]),
    }
    return shown(request, "admin/course/room.html", values)


def _drawn(text: str) -> Drawn:
    side, runs = qr(text)
    path = "".join(f"M{left + QUIET} {top + QUIET}h{length}v1h-{length}z" for top, left, length in runs)
    return Drawn(side + 2 * QUIET, path)
