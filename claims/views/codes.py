"""Typing or scanning an on-pack code: the points are there at once."""

from uuid import UUID

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from claims import queries
from claims.forms import CodeForm
from claims.models import AwardLine, Claim
from claims.services import codes
from claims.services.codes import CodeUsedByYou
from common.refusals import Refused
from participants.access import ParticipantRequest, participant_only


# The decoder that runs in the browser is WebAssembly.
@csp_update({"script-src": ["'wasm-unsafe-eval'"]})
@participant_only
@require_http_methods(["GET", "POST"])
def enter(request: ParticipantRequest) -> HttpResponse:
    """The form, the answer to the last code above it, and the form again for the next pack."""
    if request.method == "GET":
        return _page(request, CodeForm(), redeemed=_redeemed(request))
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        claim = codes.redeem(
            participant=request.participant,
            text=form.cleaned_data["code"],
            now=timezone.now(),
            address=_address(request),
        )
    except CodeUsedByYou as known:
        return _page(request, form, problem=str(known), earlier=known.claim)
    except Refused as refusal:
        return _page(request, form, problem=str(refusal), status=422)
    return redirect(f"{reverse('claims:codes')}?redeemed={claim.uuid}")


def _page(
    request: ParticipantRequest,
    form: CodeForm,
    *,
    redeemed: Claim | None = None,
    problem: str = "",
    earlier: Claim | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"place": "claims", "form": form, "redeemed": redeemed, "problem": problem, "earlier": earlier}
    return render(request, "claims/codes.html", context, status=status)


def _redeemed(request: ParticipantRequest) -> Claim | None:
    """The claim of the code that was just redeemed; a repeat of the address shows it again and pays nothing."""
    try:
        uuid = UUID(request.GET.get("redeemed", ""))
    except ValueError:
        return None
    mine = queries.claims_of(request.participant).filter(uuid=uuid, kind=Claim.Kind.CODE)
    return queries.listed(mine).annotate(credits=queries.given(AwardLine.Unit.CREDITS)).first()


def _address(request: HttpRequest) -> str | None:
    return request.META.get("REMOTE_ADDR") or None
