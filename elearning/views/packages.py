"""Called by a lesson's page for its package: it is opened, it reports. Nothing else comes from a package."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.refusals import Refused
from elearning.content import Lesson
from elearning.models import Enrolment
from elearning.refusals import LearningRefused
from elearning.services import package_states
from elearning.versions import content_of
from elearning.views.courses import enrolment_of
from participants.access import ParticipantRequest, participant_only

MOST_BYTES = 1_000_000


def _lesson(request: ParticipantRequest, uuid: UUID, key: str) -> tuple[Enrolment, Lesson]:
    enrolment = enrolment_of(request.participant, uuid)
    lesson = content_of(enrolment.version).lesson(key)
    if lesson is None or not lesson.package:
        raise Http404
    return enrolment, lesson


@participant_only
@require_POST
def opened(request: ParticipantRequest, uuid: UUID, key: str) -> JsonResponse:
    """A part is opened now: what to show, and what to tell it."""
    enrolment, lesson = _lesson(request, uuid, key)
    try:
        sent = _sent(request)
        found = package_states.open_part(
            enrolment=enrolment, lesson=lesson, number=_whole(sent, "part"), now=timezone.now()
        )
    except Refused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=422)
    address = quote(found.part.path) + found.part.query
    told = {"opening": found.opening, "standard": found.standard, "address": address, "values": found.values}
    return JsonResponse(told | {"isDone": found.lesson_is_done})


@participant_only
@require_POST
def reported(request: ParticipantRequest, uuid: UUID, key: str) -> JsonResponse:
    """What a part says of itself."""
    enrolment, lesson = _lesson(request, uuid, key)
    try:
        sent = _sent(request)
        state = package_states.report(
            enrolment=enrolment,
            lesson=lesson,
            number=_whole(sent, "part"),
            opening=_whole(sent, "opening"),
            count=_whole(sent, "count"),
            told=sent.get("values"),
            is_over=sent.get("isOver") is True,
            now=timezone.now(),
        )
        is_done = package_states.is_done(enrolment, lesson)
    except package_states.OpenedElsewhere as refusal:
        return JsonResponse({"problem": str(refusal)}, status=409)
    except Refused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=422)
    return JsonResponse({"isDone": is_done, "partIsDone": state.done_at is not None})


def _sent(request: HttpRequest) -> dict[str, Any]:
    """The object in the body. Raises LearningRefused."""
    try:
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            raise ValueError
        told = json.loads(request.body)
    except (ValueError, RecursionError) as wrong:
        raise _odd() from wrong
    if not isinstance(told, dict):
        raise _odd()
    return told


def _whole(sent: dict[str, Any], name: str) -> int:
    number = sent.get(name)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**31:
        raise _odd()
    return number


def _odd() -> LearningRefused:
    return LearningRefused(_("The package reported something that it may not; this was not kept."))
