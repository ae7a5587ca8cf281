"""Publishing and discarding a draft: each asks once more, in plain words."""

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.refusals import Refused
from elearning.models import Course, CourseVersion, Enrolment
from elearning.services import editing, publishing
from elearning.views.writing.opening import of_course, person, shown, to

page = require_http_methods(["GET", "HEAD", "POST"])


def _draft(course: Course, number: int) -> CourseVersion:
    draft = publishing.draft_of(course)
    if draft is None or draft.number != number:
        raise Http404
    return draft


@of_course
@page
def publish(request: HttpRequest, course: Course, number: int) -> HttpResponseBase:
    """Everybody who begins from now on gets this version."""
    if request.method == "POST":
        return _published(request, course, number)
    draft = _draft(course, number)
    on_the_way = Enrolment.objects.filter(course=course, is_current=True, passed_at=None).count()
    words = [
        _(
            "Everybody who begins the course from now on gets this version. It cannot be changed any more; "
            "the next change begins a new version."
        )
    ]
    if on_the_way:
        words.append(
            ngettext(
                "%(count)s person is on the way through an earlier version and stays with it. "
                "Attempts and certificates keep theirs.",
                "%(count)s people are on the way through an earlier version and stay with it. "
                "Attempts and certificates keep theirs.",
                on_the_way,
            )
            % {"count": on_the_way}
        )
    if not course.is_published:
        words.append(_("The course appears among the participants' courses, within the days of its settings."))
    values = {
        "title": _("Publish version %(number)s?") % {"number": number},
        "course": course,
        "words": " ".join(words),
        "act": _("Publish version %(number)s") % {"number": number},
        "mark": draft.edits,
    }
    return shown(request, "admin/course/sure.html", values)


def _published(request: HttpRequest, course: Course, number: int) -> HttpResponseBase:
    draft = CourseVersion.objects.filter(course=course, number=number).first()
    if draft is None:
        raise Http404
    try:
        told = request.POST.get("mark", "")
        edits = int(told) if told.isdecimal() else -1
        publishing.publish(draft=draft, as_read=edits, by=person(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Version %(number)s is published.") % {"number": number})
    return to("course-write", course)


@of_course
@page
def discard(request: HttpRequest, course: Course, number: int) -> HttpResponseBase:
    """The draft is gone; what was published stays."""
    if request.method == "POST":
        try:
            editing.discard(course=course, number=number)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The draft is gone."))
        return to("course-write", course)
    draft = _draft(course, number)
    published = _("What was published stays as it is.") if course.current_id else _("Nothing of it was published yet.")
    values = {
        "title": _("Discard the draft of version %(number)s?") % {"number": number},
        "course": course,
        "words": _("All that was written since the last version is lost; pictures and files stay with the course.")
        + f" {published}",
        "act": _("Discard the draft"),
        "mark": draft.edits,
    }
    return shown(request, "admin/course/sure.html", values)
