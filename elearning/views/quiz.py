"""Participants' pages: the quiz, its result, the certificate."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refused
from elearning import queries
from elearning.certificates import pdf_of
from elearning.models import Attempt, Enrolment
from elearning.services import attempts
from elearning.views.courses import enrolment_of
from participants.access import ParticipantRequest, participant_only


@participant_only
@require_http_methods(["GET", "POST"])
def quiz(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """All questions on one page; what was ticked stays when something is missing."""
    enrolment = enrolment_of(request.participant, uuid)
    if reason := attempts.why_not_hand_in(enrolment, now=timezone.now()):
        messages.info(request, reason)
        return redirect("elearning:course", uuid)
    rows = queries.questions_of(enrolment)
    if request.method == "POST":
        rows = [_ticked(row, request.POST) for row in rows]
        if not any(row.is_missing for row in rows):
            return _hand_in(request, enrolment, rows)
        messages.warning(request, _("Some questions have no answer yet; they are marked."))
    return render(request, "elearning/quiz.html", {"enrolment": enrolment, "rows": rows, "place": "learn"})


def _ticked(row: queries.QuestionRow, sent: QueryDict) -> queries.QuestionRow:
    offered = {str(choice.uuid) for choice in row.choices}
    ticked = frozenset(offered.intersection(sent.getlist(str(row.question.uuid))))
    return replace(row, ticked=ticked, is_missing=not ticked)


def _hand_in(request: ParticipantRequest, enrolment: Enrolment, rows: list[queries.QuestionRow]) -> HttpResponse:
    answers = {str(row.question.uuid): row.ticked for row in rows}
    try:
        attempt = attempts.hand_in(enrolment=enrolment, answers=answers, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("elearning:course", enrolment.course.uuid)
    return redirect("elearning:result", enrolment.course.uuid, attempt.uuid)


@participant_only
@require_safe
def result(request: ParticipantRequest, uuid: UUID, attempt: UUID) -> HttpResponse:
    """How it went, and which questions to look at again; the answers are explained only after passing.

    After their keeping time the answers are gone, and only the score is told.
    """
    enrolment = enrolment_of(request.participant, uuid)
    found = Attempt.objects.filter(enrolment=enrolment, uuid=attempt).first()
    if found is None:
        raise Http404
    key = attempts.key_of(enrolment)
    given = {question: frozenset(ticked) for question, ticked in found.answers.items()}
    rows = [
        (row, given.get(str(row.question.uuid)) == key.get(str(row.question.uuid)))
        for row in (queries.questions_of(enrolment) if given else [])
    ]
    values = {"enrolment": enrolment, "attempt": found, "rows": rows, "place": "learn"}
    return render(request, "elearning/result.html", values)


@participant_only
@require_safe
def certificate(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """The certificate as PDF."""
    enrolment = enrolment_of(request.participant, uuid)
    if not hasattr(enrolment, "certificate"):
        raise Http404
    proof = enrolment.certificate
    address = request.build_absolute_uri(reverse("elearning:check", args=[proof.number]))
    response = HttpResponse(pdf_of(proof, check_address=address), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{proof.number}.pdf"'
    return response
