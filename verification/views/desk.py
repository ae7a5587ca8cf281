"""The desk's pages: the queue, a claim with its picture, and the pictures themselves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.models import Claim, DocumentPage
from claims.states import Status
from common import downloads
from verification import permissions, queries
from verification.access import DeskRequest, desk_only
from verification.forms import (
    AskForm,
    ConfirmForm,
    CorrectForm,
    HandOverForm,
    PartForm,
    RefuseForm,
    ReturnForm,
    ReverseForm,
)
from verification.problems import blocks, fitting_refusal
from verification.services import checks, offers

RELATED = (
    "campaign",
    "program",
    "distributor",
    "document",
    "participant__company",
    "participant__user",
    "check_made",
)


def claim_of(request: DeskRequest, uuid: UUID) -> Claim:
    """The claim, if this desk may see it."""
    return get_object_or_404(request.desk.claims().select_related(*RELATED), uuid=uuid)


@desk_only
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    """What waits, by promised day; at the end, what was done."""
    now = timezone.now()
    values = {
        "desk": request.desk,
        "queue": queries.queue(request.desk, now=now),
        "month": queries.month(request.desk, now=now),
    }
    return render(request, "verification/queue.html", values)


@desk_only
@require_safe
def next_claim(request: DeskRequest) -> HttpResponse:
    """Straight to the next claim that nobody else has open."""
    claim = queries.next_waiting(request.desk, now=timezone.now())
    return redirect("verification:claim", claim.uuid) if claim else redirect("verification:queue")


@desk_only
@require_safe
def claim(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """One claim: list, picture, facts, problems, decision."""
    found, now = claim_of(request, uuid), timezone.now()
    held_by = None
    if found.status == Status.SUBMITTED:
        held_by = offers.take(claim=found, by=request.user, now=now)
    values = page_values(request, found, held_by=held_by)
    if found.status == Status.SUBMITTED:
        checks.keep(claim=found, problems=values["page"].problems, now=now)
        if request.desk.distributor:
            checks.note_opened(claim=found, now=now)
    return render(request, "verification/claim.html", values)


def page_values(request: DeskRequest, found: Claim, **more: Any) -> dict[str, Any]:
    """What the claim's page needs, with fresh forms unless `more` brings filled ones."""
    page = queries.claim_page(request.desk, found)
    why_not_confirm = permissions.why_not_confirm(found, by=request.user, problems=page.problems)
    return {
        "desk": request.desk,
        "queue": queries.queue(request.desk, now=timezone.now()),
        "page": page,
        "claim": found,
        "boxes": list(queries.boxes(page)),
        "why_not": permissions.why_not_decide(found, by=request.user),
        "why_not_confirm": why_not_confirm,
        "exceptions": [] if why_not_confirm else blocks(page.problems),
        "why_not_reverse": permissions.why_not_reverse(found, by=request.user),
        "confirm_form": ConfirmForm(prefix="confirm"),
        "part_form": PartForm(lines=page.lines, prefix="part"),
        "ask_form": AskForm(prefix="ask"),
        "refuse_form": RefuseForm(prefix="refuse", put_forward=fitting_refusal(page.problems)),
        "reverse_form": ReverseForm(prefix="reverse"),
        "why_not_hand_over": permissions.why_not_hand_over(found, by=request.user),
        "over_form": HandOverForm(prefix="over"),
        "undoable": queries.undoable(found, by=request.user, now=timezone.now()),
        "why_not_give_back": permissions.why_not_give_back(found, by=request.user),
        "returned_form": ReturnForm(lines=page.lines, number=len(page.returns) + 1, prefix="returned"),
        "correct_form": CorrectForm(instance=found, lines=page.lines, prefix="correct"),
    } | more


@desk_only
@require_safe
def picture(request: DeskRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """One page's clean picture."""
    found = claim_of(request, uuid)
    page = get_object_or_404(DocumentPage, document__claim=found, number=number)
    name = f"{found.number}-{number}.jpg"
    return downloads.answer(page.picture_key, media_type="image/jpeg", name=name, is_shown=True)


@desk_only
@require_safe
def release(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Skip this claim for now; somebody else may take it."""
    found = claim_of(request, uuid)
    offers.release(claim=found, by=request.user)
    following = queries.next_waiting(request.desk, now=timezone.now(), after=found)
    if following is None or following.pk == found.pk:
        messages.info(request, _("This is the only claim that waits."))
        return redirect("verification:queue")
    return redirect("verification:claim", following.uuid)
