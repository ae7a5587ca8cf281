"""Starting a claim, and its pages: each upload answers at once and leads to the claim."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.queries import stopped_campaign
from claims import queries
from claims.models import Claim, DocumentFile
from claims.services import intake
from claims.views.senders import marked, sender_of
from common.refusals import Refused
from participants.access import ParticipantRequest, participant_only


@participant_only
@require_http_methods(["GET", "POST"])
def new(request: ParticipantRequest) -> HttpResponse:
    """Camera first, file and code beside it."""
    if request.method == "GET":
        return _asked(request, problem="", status=200)
    if not _is_from_the_sender(request):
        return JsonResponse({"problem": _("Somebody else is signed in on this phone now.")}, status=409)
    try:
        claim = intake.receive(
            participant=request.participant,
            files=request.FILES.getlist("files"),
            intake_key=_intake_key(request),
            sender=sender_of(request),
            now=timezone.now(),
        )
    except Refused as refusal:
        return _asked(request, problem=str(refusal), status=422)
    if claim.status != Claim().status:
        messages.info(request, _("You sent this document before. This is its claim."))
    return marked(request, _led_to(request, claim))


@participant_only
@require_POST
def add_files(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """More pages of the same document."""
    claim = get_object_or_404(queries.claim_of(request.participant), uuid=uuid)
    try:
        intake.add_files(claim=claim, files=request.FILES.getlist("files"), by=request.user, now=timezone.now())
    except Refused as refusal:
        return _refused(request, claim, refusal)
    return _led_to(request, claim)


@participant_only
@require_POST
def remove_file(request: ParticipantRequest, uuid: UUID, file: UUID) -> HttpResponse:
    """Leave a page out."""
    claim = get_object_or_404(queries.claim_of(request.participant), uuid=uuid)
    found = get_object_or_404(DocumentFile, document__claim=claim, uuid=file, is_current=True)
    try:
        intake.remove_file(claim=claim, file=found, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("claims:claim", uuid=claim.uuid)


@participant_only
@require_POST
def replace_file(request: ParticipantRequest, uuid: UUID, file: UUID) -> HttpResponse:
    """A better picture of one page."""
    claim = get_object_or_404(queries.claim_of(request.participant), uuid=uuid)
    found = get_object_or_404(DocumentFile, document__claim=claim, uuid=file, is_current=True)
    files = request.FILES.getlist("files")
    try:
        intake.replace_file(claim=claim, file=found, files=files, by=request.user, now=timezone.now())
    except Refused as refusal:
        return _refused(request, claim, refusal)
    return _led_to(request, claim)


def _asked(request: ParticipantRequest, *, problem: str, status: int) -> HttpResponse:
    if problem and _wants_json(request):
        return JsonResponse({"problem": problem}, status=status)
    # The same key again after a refusal would find nothing, so a fresh one does no harm.
    stopped = stopped_campaign(request.participant.program, now=timezone.now())
    context = {"place": "claims", "key": uuid4(), "problem": problem, "stopped": stopped}
    return render(request, "claims/new.html", context, status=status)


def _refused(request: ParticipantRequest, claim: Claim, refusal: Refused) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"problem": str(refusal)}, status=422)
    messages.error(request, str(refusal))
    return redirect("claims:claim", uuid=claim.uuid)


def _led_to(request: ParticipantRequest, claim: Claim) -> HttpResponse:
    address = reverse("claims:claim", args=[claim.uuid])
    return JsonResponse({"next": address}) if _wants_json(request) else redirect(address)


def _is_from_the_sender(request: ParticipantRequest) -> bool:
    """What a phone kept for one person is never sent by another one who is signed in on it meanwhile."""
    return request.headers.get("Kwit-Participant", str(request.participant.uuid)) == str(request.participant.uuid)


def _intake_key(request: ParticipantRequest) -> UUID:
    """The key of the form, the same on every retry; a sender without one cannot be told from another."""
    text = request.headers.get("Idempotency-Key") or request.POST.get("idempotency_key", "")
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _wants_json(request: ParticipantRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
