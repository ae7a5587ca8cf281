"""A course saved as a file, and brought in from one."""

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refused
from elearning.models import Course, CourseVersion
from elearning.services import exchanging
from elearning.views.writing.opening import of_course, person, shown, to
from participants.admin_scope import may_administer, programs_of

page = require_http_methods(["GET", "HEAD", "POST"])


@of_course
@require_safe
def export(request: HttpRequest, course: Course, number: int) -> HttpResponseBase:
    """One version as a file."""
    version = get_object_or_404(CourseVersion, course=course, number=number)
    target = TemporaryFile()  # noqa: SIM115 - the answer closes it
    exchanging.export(version, target)
    target.seek(0)
    name = f"{slugify(course.name) or 'course'}-{number}.zip"
    return FileResponse(target, as_attachment=True, filename=name, content_type="application/zip")


@of_course
@page
def import_into(request: HttpRequest, course: Course) -> HttpResponseBase:
    """A file as the course's next draft."""
    values = {
        "title": _("Bring in a course from a file"),
        "course": course,
        "words": _("What the file says becomes the next draft of this course. Nothing is published yet."),
        "back": reverse("admin:course-write", args=[course.uuid]),
    }

    def take(source: IO[bytes]) -> Course:
        exchanging.import_into(course=course, source=source, by=person(request), now=timezone.now())
        return course

    return _taken(request, values, take)


@page
def import_new(request: HttpRequest) -> HttpResponseBase:
    """A file as a new course."""
    programs = programs_of(request) if may_administer(request) else []
    if not programs:
        raise PermissionDenied
    slug = request.POST.get("program", programs[0].slug)
    program = next((one for one in programs if one.slug == slug), None)
    if program is None:
        raise Http404
    values = {
        "title": _("Bring in a course from a file"),
        "words": _("A new course is made of it, as a draft. What it costs and gives is set afterwards."),
        "programs": programs if len(programs) > 1 else [],
        "back": reverse("admin:elearning_course_changelist"),
    }

    def take(source: IO[bytes]) -> Course:
        return exchanging.import_new(program=program, source=source, by=person(request), now=timezone.now())

    return _taken(request, values, take)


def _taken(request: HttpRequest, values: dict[str, Any], take: Callable[[IO[bytes]], Course]) -> HttpResponseBase:
    if request.method != "POST":
        return shown(request, "admin/course/import.html", values)
    sent = request.FILES.get("file")
    if sent is None:
        refusal = _("Choose a file first.")
    else:
        try:
            course = take(sent)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("The course was brought in as a draft. Look at it, then publish it."))
            return to("course-write", course)
    return shown(request, "admin/course/import.html", values | {"refusal": refusal}, status=422)
