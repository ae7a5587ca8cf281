"""The page of one claim: a draft to check and send, or a sent claim with its way."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims import queries
from claims.extraction_sentences import translated
from claims.models import Claim
from claims.services import statements
from claims.states import ReadingState, Status
from claims.views import draft_page, sent_page
from claims.views.advice import advice_on, mark_of
from claims.views.stages import stage_words
from common.refusals import Refused
from participants.access import ParticipantRequest, participant_only


@participant_only
@require_GET
def claim(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """One's own claim, as far as it is."""
    found = _own(request, uuid)
    if found.status == Status.DRAFT:
        return _draft(request, draft_page.build(found, now=timezone.now()))
    context = {"place": "claims", "sent": sent_page.build(found, now=timezone.now()), "claim": found}
    return render(request, "claims/sent.html", context)


@participant_only
@require_GET
def reading(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """What the page asks for while the document is read: how far it is, and at the end all that was found."""
    found = _own(request, uuid)
    if found.status != Status.DRAFT:
        # Sent meanwhile, in another window: the page shows what became of it.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if queries.is_waiting_for_reading(found.document):
        context = {"claim": found, "document": found.document, "stage": stage_words(found.document)}
        context |= _advice(found) | {"is_told": request.GET.get("told", "") == mark_of(found.document)}
        return render(request, "claims/parts/waiting.html", context)
    page = draft_page.build(found, now=timezone.now())
    return render(request, "claims/parts/filled.html", _context(page))


@participant_only
@require_POST
def preview(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """What the form as it stands would give; nothing is kept. Without a script the whole page comes again."""
    found = _own(request, uuid)
    if found.status != Status.DRAFT:
        return HttpResponse(headers={"HX-Refresh": "true"})
    page = draft_page.build(found, now=timezone.now(), data=request.POST, sending=False)
    if "HX-Request" not in request.headers:
        return _draft(request, page)
    return render(request, "claims/parts/send.html", _context(page))


@participant_only
@require_POST
def save(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """Keep what was typed, to go on later."""
    found = _own(request, uuid)
    page = draft_page.build(found, now=timezone.now(), data=request.POST, sending=False)
    if not page.form.is_valid():
        return _draft(request, page, status=422)
    try:
        statements.save(claim=found, statement=page.form.statement(), by=request.user, now=timezone.now())
        messages.success(request, _("Kept. You can send it whenever you like."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("claims:claim", uuid=found.uuid)


@participant_only
@require_POST
def send(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """Keep and send in one step. A second click finds the claim sent, and says nothing."""
    found = _own(request, uuid)
    if found.status != Status.DRAFT:
        return redirect("claims:claim", uuid=found.uuid)
    page = draft_page.build(found, now=timezone.now(), data=request.POST)
    if not page.form.is_valid():
        return _draft(request, page, status=422)
    try:
        statements.send(claim=found, statement=page.form.statement(), by=request.user, now=timezone.now())
    except Refused as refusal:
        found.refresh_from_db(fields=["status"])
        if found.status == Status.DRAFT:
            messages.error(request, str(refusal))
            return _draft(request, page, status=422)
    return redirect("claims:claim", uuid=found.uuid)


def _own(request: ParticipantRequest, uuid: UUID) -> Claim:
    return get_object_or_404(queries.claim_of(request.participant), uuid=uuid)


def _draft(request: ParticipantRequest, page: draft_page.DraftPage, *, status: int = 200) -> HttpResponse:
    return render(request, "claims/draft.html", _context(page), status=status)


def _context(page: draft_page.DraftPage) -> dict[str, object]:
    document = page.claim.document
    return {
        "place": "claims",
        "draft": page,
        "claim": page.claim,
        "document": document,
        "why_unreadable": translated(document.problem_text),
        "is_unreadable": document.reading_state == ReadingState.UNREADABLE,
        "stage": stage_words(document),
    } | _advice(page.claim)


def _advice(claim: Claim) -> dict[str, object]:
    files = list(claim.document.files.filter(is_current=True).order_by("position"))
    return {"files": files, "advice": advice_on(claim.document, files), "told": mark_of(claim.document)}
