"""Deciding a claim: each view makes one service call and translates its result."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.models import Claim
from common.refusals import Refused
from verification import queries
from verification.access import DeskRequest, desk_only
from verification.forms import AskForm, CorrectForm, PartForm, RefuseForm, ReverseForm
from verification.models import Decision
from verification.services import checks, corrections, decisions
from verification.views.desk import claim_of, page_values


@desk_only
@require_POST
def confirm(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Confirm the whole claim."""
    claim = claim_of(request, uuid)
    return _decide(request, claim, lambda: decisions.confirm(claim=claim, by=request.user, now=timezone.now()))


@desk_only
@require_POST
def confirm_in_part(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Confirm some lines, or less of them."""
    claim = claim_of(request, uuid)
    form = PartForm(request.POST, lines=list(claim.lines.select_related("product").order_by("position")), prefix="part")
    if not form.is_valid():
        return _again(request, claim, part_form=form, open="part")
    return _decide(
        request,
        claim,
        lambda: decisions.confirm_in_part(
            claim=claim,
            quantities=form.quantities(),
            reason=form.cleaned_data["reason"],
            text=form.cleaned_data["text"],
            by=request.user,
            now=timezone.now(),
        ),
    )


@desk_only
@require_POST
def ask(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Ask the participant."""
    claim, form = claim_of(request, uuid), AskForm(request.POST, prefix="ask")
    if not form.is_valid():
        return _again(request, claim, ask_form=form, open="ask")
    values = form.cleaned_data
    return _decide(request, claim, lambda: decisions.ask(claim=claim, **values, by=request.user, now=timezone.now()))


@desk_only
@require_POST
def refuse(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Refuse with a reason."""
    claim, form = claim_of(request, uuid), RefuseForm(request.POST, prefix="refuse")
    if not form.is_valid():
        return _again(request, claim, refuse_form=form, open="refuse")
    values = form.cleaned_data
    return _decide(request, claim, lambda: decisions.refuse(claim=claim, **values, by=request.user, now=timezone.now()))


@desk_only
@require_POST
def reverse(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Take a confirmed claim back."""
    claim, form = claim_of(request, uuid), ReverseForm(request.POST, prefix="reverse")
    if not form.is_valid():
        return _again(request, claim, reverse_form=form, open="reverse")
    values = form.cleaned_data
    return _decide(
        request, claim, lambda: decisions.reverse(claim=claim, **values, by=request.user, now=timezone.now())
    )


@desk_only
@require_POST
def correct(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Correct what was stated; the claim stays on the screen."""
    claim = claim_of(request, uuid)
    before = claim_of(request, uuid)
    lines = list(claim.lines.select_related("product").order_by("position"))
    form = CorrectForm(request.POST, instance=claim, lines=lines, prefix="correct")
    if not form.is_valid():
        return _again(request, claim_of(request, uuid), correct_form=form, open="correct")
    try:
        changed = corrections.correct(
            claim=before, facts=form.facts(), products=form.products(), by=request.user, now=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Corrected.") if changed else _("Nothing was different."))
        checks.keep(claim=before, now=timezone.now())
    return redirect("verification:claim", uuid)


def _again(request: DeskRequest, claim: Claim, **more: object) -> HttpResponse:
    return render(request, "verification/claim.html", page_values(request, claim, **more), status=422)


def _decide(request: DeskRequest, claim: Claim, act: Callable[[], Decision]) -> HttpResponse:
    """Act, say what happened, and come straight to the next claim."""
    try:
        decision = act()
    except Refused as refusal:
        messages.error(request, f"{claim.number}: {refusal}")
        return redirect("verification:claim", claim.uuid)
    messages.success(request, f"{claim.number}: {decision.get_kind_display()}.")
    if decision.kind == Decision.Kind.REVERSE:
        return redirect("verification:claim", claim.uuid)
    following = queries.next_waiting(request.desk, now=timezone.now(), after=claim)
    return redirect("verification:claim", following.uuid) if following else redirect("verification:queue")
