"""Pictures, films, captions and files of a course: the list, adding some, and their bytes for whoever writes it."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from common import downloads
from common.refusals import Refused
from elearning.content.renaming import named_materials
from elearning.models import Course, Material
from elearning.services import editing, materials
from elearning.views.writing.opening import of_course, person, shown, to

MEGABYTE = 1_000_000


def take_files(request: HttpRequest, course: Course) -> None:
    """Keep what was sent as `files`; each that cannot be kept is told, the others are."""
    kept = 0
    for one in request.FILES.getlist("files"):
        try:
            _take(request, course, one)
            kept += 1
        except Refused as refusal:
            messages.error(request, f"{one.name}: {refusal}")
    if kept:
        words = ngettext("%(count)s file was added.", "%(count)s files were added.", kept) % {"count": kept}
        messages.success(request, words)
    elif not request.FILES:
        messages.error(request, _("Choose a file first."))


def _take(request: HttpRequest, course: Course, one: UploadedFile[bytes]) -> None:
    by, now = person(request), timezone.now()
    materials.add_any(course=course, content=one, name=one.name or "", by=by, now=now)


@of_course
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest, course: Course) -> HttpResponseBase:
    """What the course holds, and one more."""
    if request.method == "POST":
        take_files(request, course)
        return to("course-materials", course)
    named = named_materials(editing.written(course))
    rows = [(one, one.key in named) for one in course.materials.order_by("kind", "name", "pk")]
    values = {
        "title": _("Pictures, films and files"),
        "course": course,
        "rows": rows,
        "limits": [(str(words), materials.MOST_BYTES[kind] // MEGABYTE) for kind, words in materials.WANTED.items()],
    }
    return shown(request, "admin/course/materials.html", values)


@of_course
@require_safe
def material(request: HttpRequest, course: Course, key: str) -> HttpResponseBase:
    """The bytes of one."""
    kept = get_object_or_404(Material, course=course, key=key)
    return downloads.answer(
        kept.storage_key,
        media_type=kept.media_type,
        name=kept.name,
        is_shown=kept.is_shown,
        asked=request.headers.get("Range", ""),
    )
