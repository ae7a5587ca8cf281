"""Participants' pages: what there is to learn, a course, its lessons."""

import mimetypes
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from common import downloads
from common.refusals import Refused
from elearning import queries
from elearning.models import Course, Enrolment, Lesson
from elearning.services import enrolments
from participants.access import ParticipantRequest, participant_only
from participants.models import Participant


def course_of(participant: Participant, uuid: UUID) -> tuple[Course, Enrolment | None]:
    """A course that is open to the participant, or was begun, with the enrolment."""
    courses = Course.objects.filter(program=participant.program).select_related("program").prefetch_related("texts")
    course = get_object_or_404(courses, uuid=uuid)
    enrolment = Enrolment.objects.filter(participant=participant, course=course)
    found = enrolment.select_related("course_text", "course__program", "certificate", "participant").first()
    if found is None and not course.is_published:
        raise Http404
    return course, found


def enrolment_of(participant: Participant, uuid: UUID) -> Enrolment:
    """The participant's way through a course that was begun."""
    _course, enrolment = course_of(participant, uuid)
    if enrolment is None:
        raise Http404
    return enrolment


def language_now() -> str:
    """The reader's language as two letters."""
    return (get_language() or "en")[:2]


@participant_only
@require_safe
def home(request: ParticipantRequest) -> HttpResponse:
    """Training credits, courses to go on with, courses one can afford, and the others."""
    page = queries.learn_page(request.participant, language=language_now())
    return render(request, "elearning/home.html", {"page": page, "place": "learn"})


@participant_only
@require_safe
def course(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """One course: what it is about, its lessons, what it costs and gives."""
    found, enrolment = course_of(request.participant, uuid)
    text = enrolment.course_text if enrolment else queries.text_for(found, language=language_now())
    if text is None:
        raise Http404
    lessons = queries.lessons_of(text, enrolment)
    credits = queries.credits_of(request.participant)
    values = {
        "course": found,
        "text": text,
        "enrolment": enrolment,
        "lessons": lessons,
        "is_ready": bool(enrolment) and all(row.is_done for row in lessons),
        "following": next((row.lesson for row in lessons if not row.is_done), None),
        "credits": credits,
        "missing": max(0, found.price - credits),
        "place": "learn",
    }
    return render(request, "elearning/course.html", values)


@participant_only
@require_POST
def enrol(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """Begin the course."""
    found, _enrolment = course_of(request.participant, uuid)
    text = queries.text_for(found, language=language_now())
    if text is None:
        raise Http404
    try:
        enrolments.enrol(participant=request.participant, course=found, text=text, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("elearning:course", uuid)


@participant_only
@require_safe
def lesson(request: ParticipantRequest, uuid: UUID, number: int) -> HttpResponse:
    """One lesson of a course that was begun."""
    enrolment = enrolment_of(request.participant, uuid)
    rows = queries.lessons_of(enrolment.course_text, enrolment)
    row = next((row for row in rows if row.lesson.position == number), None)
    if row is None:
        raise Http404
    values = {"enrolment": enrolment, "row": row, "lesson": row.lesson, "count": len(rows), "place": "learn"}
    return render(request, "elearning/lesson.html", values)


@participant_only
@require_POST
def finish(request: ParticipantRequest, uuid: UUID, number: int) -> HttpResponse:
    """The lesson is done; on to the next one, or to the quiz."""
    enrolment = enrolment_of(request.participant, uuid)
    done = get_object_or_404(Lesson, course_text=enrolment.course_text, position=number)
    enrolments.finish_lesson(enrolment=enrolment, lesson=done, now=timezone.now())
    following = enrolment.course_text.lessons.filter(position__gt=number).order_by("position").first()
    if following is None:
        return redirect("elearning:course", uuid)
    return redirect("elearning:lesson", uuid, following.position)


@participant_only
@require_safe
def material(request: ParticipantRequest, uuid: UUID, number: int, kind: str) -> HttpResponseBase:
    """The lesson's picture or file, for those who began the course."""
    enrolment = enrolment_of(request.participant, uuid)
    found = get_object_or_404(Lesson, course_text=enrolment.course_text, position=number)
    kept = {"picture": found.picture, "file": found.file}.get(kind)
    if not kept or not kept.name:
        raise Http404
    name = kept.name.rpartition("/")[2]
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    # What is no picture is never shown, whichever field somebody put it in.
    is_shown = kind == "picture" and media_type.startswith("image/")
    return downloads.answer(kept.name, media_type=media_type, name=name, is_shown=is_shown)
