"""The desk's pages: the queue, a claim with its picture, and the pictures themselves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.models import Claim, DocumentPage
from claims.states import Status
from common import downloads
from participants.models import User
from verification import permissions, queries, waiting
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
from verification.narrowing import as_uuid, form_of
from verification.problems import blocks, fitting_refusal
from verification.queries import ClaimPage
from verification.services import checks, offers
from verification.waiting import Place, Wanted

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
    now, wanted = timezone.now(), wanted_of(request)
    after = _place_named(request)
    values = {
        "desk": request.desk,
        "queue": queries.queue(request.desk, wanted, now=now, after=after),
        "narrow_form": form_of(request.GET, request.desk),
        "month": queries.month(request.desk, now=now),
        "is_later": after is not None,
    }
    return render(request, "verification/queue.html", values)


def wanted_of(request: DeskRequest) -> Wanted:
    """How the address orders and narrows the queue; looked up once a request."""
    if request.wanted is None:
        request.wanted = form_of(request.GET, request.desk).wanted()
    return request.wanted


def _place_named(request: DeskRequest) -> Place | None:
    """Behind which claim the list begins: one of the desk's, decided meanwhile or not."""
    named = as_uuid(request.GET.get("after", ""))
    claim = request.desk.claims().filter(uuid=named).first() if named else None
    return waiting.place_of(claim) if claim else None


@desk_only
@require_safe
def next_claim(request: DeskRequest) -> HttpResponse:
    """Straight to the next claim that nobody else has open."""
    wanted = wanted_of(request)
    offers.drop_ahead(by=request.user)
    claim = offers.take_next(desk=request.desk, wanted=wanted, now=timezone.now())
    return _to(claim, wanted)


def _to(claim: Claim | None, wanted: Wanted) -> HttpResponse:
    """To this claim, or to the queue if there is none; narrowed as before."""
    return redirect(_address(claim, wanted))


def _address(claim: Claim | None, wanted: Wanted) -> str:
    page = reverse("verification:claim", args=[claim.uuid]) if claim else reverse("verification:queue")
    return page + wanted.query


def back_to(request: DeskRequest, claim: UUID) -> HttpResponse:
    """To the page of this claim, the queue narrowed as before."""
    return redirect(reverse("verification:claim", args=[claim]) + wanted_of(request).query)


def go_on(request: DeskRequest, *, after: Claim, is_decided: bool = True) -> HttpResponse:
    """To the next claim behind this one: its page at once where a script asked for it, else by its address."""
    wanted = wanted_of(request)
    following = offers.take_next(desk=request.desk, wanted=wanted, now=timezone.now(), after=after)
    if following is None and not is_decided:
        messages.info(request, _("This is the only claim that waits."))
    if "HX-Request" not in request.headers:
        return _to(following, wanted)
    if following is None:
        # A page of another kind, which a script cannot put in the place of this one.
        return HttpResponse(headers={"HX-Redirect": _address(None, wanted)})
    answer = show(request, claim_of(request, following.uuid))
    answer["HX-Push-Url"] = _address(following, wanted)
    return answer


@desk_only
@require_safe
def claim(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """One claim: list, picture, facts, problems, decision."""
    return show(request, claim_of(request, uuid))


def show(request: DeskRequest, found: Claim) -> HttpResponse:
    """Put the claim on the screen, and hold the next one ahead."""
    now, page = timezone.now(), queries.claim_page(request.desk, found)
    held_by: User | None = None
    ahead: Claim | None = None
    if found.status == Status.SUBMITTED:
        held_by = offers.take(claim=found, by=request.user, now=now)
        checks.keep(claim=found, now=now, problems=page.problems)
        if request.desk.distributor:
            checks.note_opened(claim=found, now=now)
        if held_by is None:
            ahead = offers.hold_ahead(desk=request.desk, wanted=wanted_of(request), now=now, after=found)
    more = {
        "held_by": held_by,
        "is_held": found.status == Status.SUBMITTED and held_by is None,
        "ahead": ahead,
        "ahead_page": queries.first_page(ahead) if ahead else None,
    }
    return render(request, "verification/claim.html", page_values(request, found, page, **more))


def page_values(request: DeskRequest, found: Claim, page: ClaimPage, **more: Any) -> dict[str, Any]:
    """What the claim's page needs, with fresh forms unless `more` brings filled ones."""
    wanted = wanted_of(request)
    why_not_confirm = permissions.why_not_confirm(found, by=request.user, problems=page.problems)
    return {
        "desk": request.desk,
        "queue": queries.queue(request.desk, wanted, now=timezone.now(), shown=queries.BESIDE),
        "kept": wanted.query,
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
    return go_on(request, after=found, is_decided=False)


@desk_only
@require_POST
def leave(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """The page is closed or out of sight: its claim is given back, and the one that was held ahead of it."""
    found = claim_of(request, uuid)
    offers.release(claim=found, by=request.user)
    if ahead := as_uuid(request.POST.get("ahead", "")):
        offers.drop_ahead(by=request.user, claim=ahead)
    return HttpResponse(status=204)


@desk_only
@require_POST
def hold(request: DeskRequest, uuid: UUID) -> HttpResponse:
    """The page is in sight again: its claim is taken again. 409 if it went to somebody else, or is decided."""
    found = claim_of(request, uuid)
    is_lost = found.status != Status.SUBMITTED or offers.take(claim=found, by=request.user, now=timezone.now())
    return HttpResponse(status=409 if is_lost else 204)
