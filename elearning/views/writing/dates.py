"""The dates of a course for those who plan them: the list, one to be added or changed, one to be cancelled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refused
from elearning import dates_words
from elearning.forms.cancelling import CancelDateForm
from elearning.forms.dates import DateForm
from elearning.models import Course, CourseDate
from elearning.services import dates, editing, seats
from elearning.views.writing.opening import of_course, person, shown, to

page = require_http_methods(["GET", "HEAD", "POST"])
Keys = ParamSpec("Keys")


@dataclass(frozen=True, slots=True)
class Line:
    """One date in the list."""

    date: CourseDate
    when: str
    taken: int
    waiting: int
    were_there: int
    is_over: bool


def of_date(
    view: Callable[Concatenate[HttpRequest, Course, CourseDate, Keys], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """For campaign admins of the course's program; `date` is one of this course."""

    @of_course
    def opened(
        request: HttpRequest, course: Course, /, date: UUID, *args: Keys.args, **keys: Keys.kwargs
    ) -> HttpResponseBase:
        found = get_object_or_404(CourseDate.objects.select_related("course__program"), course=course, uuid=date)
        return view(request, course, found, *args, **keys)

    return opened


@of_course
@require_safe
def listed(request: HttpRequest, course: Course) -> HttpResponseBase:
    """Dates to come, the next first; then the others, the newest first."""
    now = timezone.now()
    lines = [_line(one, now) for one in _counted(course)]
    over = [line for line in reversed(lines) if line.is_over or line.date.cancelled_at]
    values = {
        "title": _("Dates"),
        "course": course,
        "coming": [line for line in lines if line not in over],
        "over": over,
    }
    return shown(request, "admin/course/dates.html", values)


def _counted(course: Course) -> Any:
    there = Q(taken__given_up_at=None)
    rows = CourseDate.objects.filter(course=course).select_related("course__program").order_by("begins_at", "pk")
    return rows.annotate(
        taken_count=Count("taken", filter=there & Q(taken__seated_at__isnull=False)),
        waiting_count=Count("taken", filter=there & Q(taken__seated_at=None)),
        there_count=Count("taken", filter=there & Q(taken__attended_at__isnull=False)),
    )


def _line(one: Any, now: datetime) -> Line:
    is_over = one.ends_at <= now
    return Line(one, dates_words.when(one), one.taken_count, one.waiting_count, one.there_count, is_over)


@of_course
@page
def new(request: HttpRequest, course: Course) -> HttpResponseBase:
    """One more date."""

    def save(form: DateForm, now: datetime) -> None:
        dates.add(course=course, planned=form.value(), by=person(request), now=now)

    return _form(request, course, None, save, title=_("New date"))


@of_date
@page
def change(request: HttpRequest, course: Course, date: CourseDate) -> HttpResponseBase:
    """Another time, place or number of seats."""

    def save(form: DateForm, now: datetime) -> None:
        dates.change(date=date, planned=form.value(), by=person(request), now=now)

    return _form(request, course, date, save, title=dates_words.when(date))


def _form(
    request: HttpRequest,
    course: Course,
    date: CourseDate | None,
    save: Callable[[DateForm, datetime], None],
    *,
    title: str,
) -> HttpResponseBase:
    # What is typed are moments by the program's clock.
    with timezone.override(course.program.zone):
        form = DateForm(request.POST or None, content=editing.written(course), date=date)
        if form.is_bound and form.is_valid():
            try:
                save(form, timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Saved."))
                return to("course-dates", course)
        values = {
            "title": title,
            "course": course,
            "form": form,
            "date": date,
            "clock": course.program.time_zone,
            "listed": seats.listed(date).count() if date else 0,
            "back": reverse("admin:course-dates", args=[course.uuid]),
        }
        response = shown(request, "admin/course/date.html", values, status=422 if form.is_bound else 200)
        response.render()
    return response


@of_date
@page
def cancel(request: HttpRequest, course: Course, date: CourseDate) -> HttpResponseBase:
    """Asks why, then tells everybody on the list."""
    form = CancelDateForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            dates.cancel(date=date, reason=form.cleaned_data["reason"], by=person(request), now=timezone.now())
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("The date is cancelled."))
            return to("course-dates", course)
    count = seats.listed(date).count()
    told = ngettext(
        "%(count)s person is on the list, gets a mail with your words, and can take another date.",
        "%(count)s people are on the list, get a mail with your words, and can take another date.",
        count,
    ) % {"count": count}
    values = {
        "title": _("Cancel this date?"),
        "course": course,
        "form": form,
        "intro": f"{dates_words.when(date)}. {told}",
        "act": _("Cancel the date"),
        "back": reverse("admin:course-date", args=[course.uuid, date.uuid]),
    }
    return shown(request, "admin/points_form.html", values, status=422 if form.is_bound else 200)
