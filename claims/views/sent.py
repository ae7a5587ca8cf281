"""What a participant does with a claim that was started: withdraw, answer, appeal."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims import queries
from claims.forms import WordsForm
from claims.models import Claim
from claims.services import sending
from common.refusals import Refused
from participants.access import ParticipantRequest, participant_only


@participant_only
@require_POST
def withdraw(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """Take the claim back."""

    def act(claim: Claim) -> None:
        sending.withdraw(claim=claim, by=request.user, now=timezone.now())

    return _done(request, uuid, act, _("Withdrawn. You can claim this document again."))


@participant_only
@require_POST
def answer(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """Answer the seller's question."""

    def act(claim: Claim) -> None:
        sending.answer(claim=claim, text=_words(request), by=request.user, now=timezone.now())

    return _done(request, uuid, act, _("Your answer was sent."))


@participant_only
@require_POST
def appeal(request: ParticipantRequest, uuid: UUID) -> HttpResponse:
    """Ask for another look at a refusal."""

    def act(claim: Claim) -> None:
        sending.appeal(claim=claim, text=_words(request), by=request.user, now=timezone.now())

    return _done(request, uuid, act, _("Sent. The organizer looks at it again."))


def _words(request: ParticipantRequest) -> str:
    form = WordsForm(request.POST)
    return form.cleaned_data["text"] if form.is_valid() else ""


def _done(request: ParticipantRequest, uuid: UUID, act: Callable[[Claim], None], words: str) -> HttpResponse:
    claim = get_object_or_404(queries.claim_of(request.participant), uuid=uuid)
    try:
        act(claim)
        messages.success(request, words)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("claims:claim", uuid=claim.uuid)
