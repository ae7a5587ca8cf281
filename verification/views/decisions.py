"""Deciding a claim: each view makes one service call and translates its result."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.models import Claim
from common.refusals import Refused
from verification import queries
from verification.access import DeskRequest, desk_only
from verification.forms import (
    AskForm,
    ConfirmForm,
    CorrectForm,
    DecisionForm,
    HandOverForm,
    PartForm,
    RefuseForm,
    ReturnForm,
    ReverseForm,
    focus_first_problem,
)
from verification.models import Decision
from verification.permissions import UNDOABLE
from verification.services import checks, corrections, decisions, handing_over, undoing
from verification.services.decisions import DecisionRefused
from verification.views.desk import back_to, claim_of, go_on, page_values


@desk_only
@require_POST
def confirm(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Confirm the whole claim."""
    claim, form = claim_of(request, uuid), ConfirmForm(request.POST, prefix="confirm")
    return _decide(request, claim, "confirm", form, decisions.confirm)


@desk_only
@require_POST
def confirm_in_part(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Confirm some lines, or less of them."""
    claim = claim_of(request, uuid)
    lines = queries.lines_of(claim)
    return _decide(
        request, claim, "part", PartForm(request.POST, lines=lines, prefix="part"), decisions.confirm_in_part
    )


@desk_only
@require_POST
def ask(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Ask the participant."""
    return _decide(request, claim_of(request, uuid), "ask", AskForm(request.POST, prefix="ask"), decisions.ask)


@desk_only
@require_POST
def refuse(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Refuse with a reason."""
    form = RefuseForm(request.POST, prefix="refuse")
    return _decide(request, claim_of(request, uuid), "refuse", form, decisions.refuse)


@desk_only
@require_POST
def hand_over(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Leave the claim to the organizer."""
    form = HandOverForm(request.POST, prefix="over")
    return _decide(request, claim_of(request, uuid), "over", form, handing_over.hand_over)


@desk_only
@require_POST
def take_back(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Take a confirmed claim back."""
    form = ReverseForm(request.POST, prefix="reverse")
    return _decide(request, claim_of(request, uuid), "reverse", form, decisions.reverse)


@desk_only
@require_POST
def goods_came_back(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """A part of the goods came back."""
    claim = claim_of(request, uuid)
    lines = queries.lines_of(claim)
    form = ReturnForm(request.POST, lines=lines, prefix="returned")
    return _decide(request, claim, "returned", form, decisions.goods_came_back)


@desk_only
@require_POST
def undo(request: DeskRequest, uuid: UUID, decision: UUID) -> HttpResponse:
    """Take one's own decision of a moment ago back; the claim is on the screen again."""
    taken = get_object_or_404(Decision.objects.filter(claim=claim_of(request, uuid)), uuid=decision)
    try:
        undoing.undo(decision=taken, by=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, f"{taken.claim.number}: {refusal}")
    else:
        messages.success(request, _("%(number)s: undone. The claim waits again.") % {"number": taken.claim.number})
    return back_to(request, uuid)


@desk_only
@require_POST
def correct(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """Correct what was stated; the claim stays on the screen."""
    claim = claim_of(request, uuid)
    before = claim_of(request, uuid)
    lines = queries.lines_of(claim)
    form = CorrectForm(request.POST, instance=claim, lines=lines, prefix="correct")
    if not form.is_valid():
        return _again(request, claim_of(request, uuid), "correct", form)
    try:
        changed = corrections.correct(
            claim=before, facts=form.facts(), products=form.products(), by=request.user, now=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Corrected.") if changed else _("Nothing was different."))
        checks.keep(claim=before, now=timezone.now())
    return back_to(request, uuid)


def _say_done(request: DeskRequest, decision: Decision) -> None:
    """What was decided, with the address that undoes it where it can be undone."""
    claim = decision.claim
    address = reverse("verification:undo", args=[claim.uuid, decision.uuid]) if decision.kind in UNDOABLE else ""
    messages.success(request, f"{claim.number}: {decision.get_kind_display()}.", extra_tags=address)


def _again(request: DeskRequest, claim: Claim, name: str, form: BaseForm) -> HttpResponse:
    """The claim's page with this form open, as it was filled in."""
    focus_first_problem(form)
    values = page_values(request, claim, queries.claim_page(request.desk, claim)) | {f"{name}_form": form, "open": name}
    answer = render(request, "verification/claim.html", values, status=422)
    # The address stays that of the claim's page: at the form's own there is nothing to see.
    answer["HX-Push-Url"] = "false"
    return answer


def _decide(
    request: DeskRequest, claim: Claim, name: str, form: DecisionForm, act: Callable[..., Decision]
) -> HttpResponse:
    """Act, say what happened, and come straight to the next claim; what is still missing is asked for again."""
    if not form.is_valid():
        return _again(request, claim, name, form)
    try:
        decision = act(claim=claim, **form.decision(), by=request.user, now=timezone.now())
    except Refused as refusal:
        if isinstance(refusal, DecisionRefused) and refusal.field:
            form.add_error(refusal.field, str(refusal))
            return _again(request, claim, name, form)
        messages.error(request, f"{claim.number}: {refusal}")
        return back_to(request, claim.uuid)
    _say_done(request, decision)
    if decision.kind in (Decision.Kind.REVERSE, Decision.Kind.RETURN):
        return back_to(request, claim.uuid)
    return go_on(request, after=claim)
