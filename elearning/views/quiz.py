"""Participants' pages: the quiz and its result."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.refusals import Refused
from elearning import answering
from elearning.content import said
from elearning.explaining import explained
from elearning.models import Attempt, Enrolment
from elearning.quizzes import Answers, from_stored
from elearning.services import attempts
from elearning.versions import content_of
from elearning.views.courses import enrolment_of
from participants.access import ParticipantRequest, participant_only


@participant_only
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """Before it begins: how many questions, what is needed, how long it may take. By POST it begins."""
    enrolment, now = enrolment_of(request.participant, uuid), timezone.now()
    if attempt := attempts.under_way(enrolment, now=now):
        return redirect("elearning:attempt", uuid, attempt.uuid)
    enrolment.refresh_from_db()
    if request.method == "POST":
        try:
            attempt = attempts.begin(enrolment=enrolment, now=now)
        except Refused as refusal:
            messages.info(request, str(refusal))
            return redirect("elearning:course", uuid)
        return redirect("elearning:attempt", uuid, attempt.uuid)
    if wait := attempts.why_not_begin(enrolment, now=now):
        messages.info(request, wait.sentence)
        return redirect("elearning:course", uuid)
    return render(request, "elearning/quiz_start.html", _about(enrolment) | {"quiz": attempts.quiz_of(enrolment)})


def _about(enrolment: Enrolment) -> dict[str, object]:
    title = said(content_of(enrolment.version).title, enrolment.language)
    return {"enrolment": enrolment, "course_title": title, "place": "learn"}


def attempt_of(enrolment: Enrolment, uuid: UUID) -> Attempt:
    """An attempt of this way through the course."""
    return get_object_or_404(attempts.whole(), enrolment=enrolment, uuid=uuid)


@participant_only
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: ParticipantRequest, uuid: UUID, attempt: UUID) -> HttpResponse:
    """All questions on one page. What was answered stays when something is missing; handing in twice is once."""
    enrolment = enrolment_of(request.participant, uuid)
    held, now = attempt_of(enrolment, attempt), timezone.now()
    asked = attempts.asked(held)
    answers: Answers = from_stored(held.answers)
    if held.handed_in_at or attempts.is_over(held, now=now):
        return _handed_in(request, held, answers)
    marks_missing = False
    if request.method == "POST":
        answers = answering.read(asked, request.POST)
        rows = answering.shown(asked, answers, enrolment.language, marks_missing=True)
        if "as_it_is" in request.POST or not any(row.is_missing for row in rows):
            return _handed_in(request, held, answers)
        attempts.save(attempt=held, answers=answers, now=now)
        messages.warning(request, _("Some questions have no answer yet; they are marked."))
        marks_missing = True
    rows = answering.shown(asked, answers, enrolment.language, marks_missing=marks_missing)
    left = max(0, int((held.due_at - now).total_seconds())) if held.due_at else None
    values = _about(enrolment) | {"attempt": held, "rows": rows, "left": left, "marks_missing": marks_missing}
    return render(request, "elearning/quiz.html", values)


def _handed_in(request: ParticipantRequest, held: Attempt, answers: Answers) -> HttpResponse:
    now = timezone.now()
    if held.handed_in_at is None and attempts.is_over(held, now=now):
        messages.info(request, _("The time was over. What you had answered until then counts."))
    try:
        attempts.hand_in(attempt=held, answers=answers, by=request.user, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("learn")
    return redirect("elearning:result", held.enrolment.course.uuid, held.uuid)


@participant_only
@require_POST
def save(request: ParticipantRequest, uuid: UUID, attempt: UUID) -> HttpResponse:
    """Keep the answers so far; 409 once the attempt is over."""
    held = attempt_of(enrolment_of(request.participant, uuid), attempt)
    answers = answering.read(attempts.asked(held), request.POST)
    kept = attempts.save(attempt=held, answers=answers, now=timezone.now())
    return HttpResponse(status=204 if kept else 409)


@participant_only
@require_safe
def result(request: ParticipantRequest, uuid: UUID, attempt: UUID) -> HttpResponse:
    """How it went, and which questions to look at again; the answers are explained only after passing.

    After their keeping time the answers are gone, and only the score is told.
    """
    enrolment = enrolment_of(request.participant, uuid)
    held = attempt_of(enrolment, attempt)
    if held.handed_in_at is None:
        return redirect("elearning:attempt", uuid, held.uuid)
    quiz = attempts.quiz_of(enrolment)
    values = _about(enrolment) | {
        "attempt": held,
        "pass_mark": quiz.pass_mark if quiz else 0,
        "rows": explained(held, attempts.asked(held), enrolment.language),
        "wait": None if held.is_passed else attempts.why_not_begin(enrolment, now=timezone.now()),
    }
    return render(request, "elearning/result.html", values)
