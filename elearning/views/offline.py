"""Called by phones that keep lessons: what there is to keep, copies of pages without the moment, and what was done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from common import downloads
from common.refusals import Refused
from elearning import offline, queries
from elearning.content import said
from elearning.models import Enrolment, Material
from elearning.services import package_states
from elearning.versions import content_of
from elearning.views.courses import enrolment_of, way_on, written
from participants.access import ParticipantRequest, participant_only

WORKER = settings.BASE_DIR / "static" / "js" / "learn_worker.js"
_POLICY: dict[str, Any] = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
SHOWN_FROM = [one for one in _POLICY["img-src"] if not one.endswith(":")]
"""Pictures that are not kept pass through the worker too, also where a link leads to the store."""


@require_safe
@cache_control(no_cache=True)
@csp_update({"connect-src": SHOWN_FROM})
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers without signal, for everybody the same. Its address is how far it may reach: learn/."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


@participant_only
@never_cache
@require_safe
def state(request: ParticipantRequest) -> JsonResponse:
    """Which courses may still lie on the reader's phone, and a token with which what was done is handed in."""
    ways = [offline.stamps(one) for one in offline.ways(request.participant)]
    return JsonResponse({"owner": str(request.user.uuid), "token": get_token(request), "courses": ways})


@participant_only
@never_cache
@require_safe
def about(request: ParticipantRequest, uuid: UUID) -> JsonResponse:
    """Everything that keeping the course takes."""
    enrolment = enrolment_of(request.participant, uuid)
    return JsonResponse(offline.told(content_of(enrolment.version), enrolment))


@participant_only
@never_cache
@require_safe
def home_page(request: ParticipantRequest) -> HttpResponse:
    """What stands in the place of a page that is not kept; the phone itself fills in what is."""
    return _copy(request, "elearning/kept/home.html", {})


@participant_only
@never_cache
@require_safe
def course_page(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """The course to go on with, without price, attempts or certificates."""
    enrolment = enrolment_of(request.participant, uuid)
    content = content_of(enrolment.version)
    values = {
        "enrolment": enrolment,
        "content": content,
        "title": said(content.title, enrolment.language),
        "summary": said(content.summary, enrolment.language),
        "modules": queries.modules_of(content, None, enrolment.language),
    }
    return _copy(request, "elearning/kept/course.html", values)


@participant_only
@never_cache
@require_safe
def lesson_page(request: ParticipantRequest, uuid: UUID, key: str) -> HttpResponse:
    """One lesson; films and files stand in it if `with` names them. Fetching a copy is not reading it."""
    enrolment = enrolment_of(request.participant, uuid)
    content = content_of(enrolment.version)
    rows = [row for module in queries.modules_of(content, None, enrolment.language) for row in module.lessons]
    row = next((row for row in rows if row.lesson.key == key), None)
    if row is None:
        raise Http404
    wanted = request.GET.getlist("with")
    values = {
        "enrolment": enrolment,
        "course_title": said(content.title, enrolment.language),
        "row": row,
        "lesson": row.lesson,
        "html": written(row.lesson, enrolment),
        "has_films": offline.FILMS in wanted,
        "has_files": offline.FILES in wanted,
        "before": next((one for one in rows if one.number == row.number - 1), None),
        "following": next((one for one in rows if one.number == row.number + 1), None),
        "count": len(rows),
    }
    return _copy(request, "elearning/kept/lesson.html", values)


def _copy(request: ParticipantRequest, template: str, values: dict[str, Any]) -> HttpResponse:
    """Made without the request, so that no token, message or menu of this moment gets into what is kept."""
    always = {"program": request.participant.program, "reader": str(request.user.uuid)}
    return HttpResponse(render_to_string(template, always | values))


@participant_only
@never_cache
@require_safe
def material(request: ParticipantRequest, uuid: UUID, key: str) -> HttpResponseBase:
    """A picture, film or file of a lesson, always from this address: what a store's link leads to cannot be kept."""
    enrolment = enrolment_of(request.participant, uuid)
    if key not in {piece.key for piece in offline.pieces(content_of(enrolment.version), enrolment)}:
        raise Http404
    kept = get_object_or_404(Material, course=enrolment.course_id, key=key)
    found = downloads.streamed(kept.storage_key, media_type=kept.media_type, name=kept.name, is_shown=kept.is_shown)
    found.headers["X-Content-Type-Options"] = "nosniff"
    found.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return found


@participant_only
@never_cache
@require_POST
def done(request: ParticipantRequest, uuid: UUID, key: str) -> JsonResponse:
    """A lesson that was done without signal is handed in. Once more changes nothing; another person's is not taken."""
    mine = Enrolment.objects.filter(participant=request.participant, course__uuid=uuid)
    ways = {str(one.uuid): one for one in mine.select_related("version", "course__program", "participant__user")}
    way = ways.get(request.POST.get("enrolment", ""))
    if way is None:
        return JsonResponse({}, status=409)
    if not way.is_current:
        ended = _("You gave this course back or began it anew, so this lesson does not count any more.")
        return JsonResponse({"problem": ended}, status=422)
    lesson = content_of(way.version).lesson(key)
    if lesson is None:
        raise Http404
    try:
        package_states.finish(enrolment=way, lesson=lesson, now=timezone.now())
    except Refused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=422)
    return JsonResponse({"next": way_on(way, lesson)})
