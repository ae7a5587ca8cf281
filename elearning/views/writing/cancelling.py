"""A course is cancelled, after a look at whom that concerns."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.refusals import Refused
from elearning.forms.cancelling import CancelCourseForm
from elearning.models import Course
from elearning.services import cancelling
from elearning.views.writing.opening import of_course, person, shown, to


@of_course
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, course: Course) -> HttpResponseBase:
    """Asks why, then closes it; whoever has not passed is sent home with what was paid."""
    form = CancelCourseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            cancelling.cancel(course=course, reason=reason, by=person(request), now=timezone.now())
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("The course is cancelled. What was paid for it goes back in a moment."))
            return to("course-write", course)
    values = {
        "title": _("Cancel this course?"),
        "course": course,
        "form": form,
        "intro": _concerned(course),
        "act": _("Cancel the course"),
        "back": reverse("admin:course-write", args=[course.uuid]),
    }
    return shown(request, "admin/points_form.html", values, status=422 if form.is_bound else 200)


def _concerned(course: Course) -> str:
    count = cancelling.under_way(course).count()
    if not count:
        return _("Nobody is on the way through it. It closes for good.")
    told = ngettext(
        "%(count)s person has begun it and not passed, and gets a mail with your words and the training credits back.",
        "%(count)s people have begun it and not passed, and get a mail with your words and the training credits back.",
        count,
    ) % {"count": count}
    rest = _("Whoever passed keeps certificate and points. Nobody can begin it any more, and this cannot be undone.")
    return f"{told} {rest}"
