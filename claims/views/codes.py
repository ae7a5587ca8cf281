"""Typing or scanning an on-pack code: the points are there at once."""

from collections.abc import Collection, Sequence
from uuid import UUID

from csp.decorators import csp_update
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from campaigns.queries import stopped_campaign
from claims import queries
from claims.code_refusals import CodeNeedsDocument, CodeNeedsMore, CodeUsedByYou, Need
from claims.forms import CodeForm, CodeListForm
from claims.models import AwardLine, Claim
from claims.services import codes
from claims.services.codes import Answer
from claims.views.senders import marked, sender_of
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
    return marked(request, _each(request) if "codes" in request.POST else _one(request))


def _one(request: ParticipantRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        claim = codes.redeem(
            participant=request.participant,
            text=form.cleaned_data["code"],
            now=timezone.now(),
            sender=sender_of(request),
            beside=form.beside(),
        )
    except CodeUsedByYou as known:
        return _page(request, form, problem=str(known), earlier=known.claim)
    except CodeNeedsMore as more:
        return _page(request, form, problem=str(more), needs=more.needs)
    except CodeNeedsDocument as wanting:
        return _page(request, form, problem=str(wanting), needs={Need.DOCUMENT}, status=422)
    except Refused as refusal:
        return _page(request, form, problem=str(refusal), status=422)
    return HttpResponseRedirect(f"{request.path}?redeemed={claim.uuid}")


def _each(request: ParticipantRequest) -> HttpResponse:
    """Several codes, each with its own answer. Sent again, the same codes are told to be redeemed before."""
    several = CodeListForm(request.POST)
    if not several.is_valid():
        return _page(request, CodeForm(), several=several, status=422)
    answers = codes.redeem_each(
        participant=request.participant,
        texts=several.cleaned_data["codes"],
        now=timezone.now(),
        sender=sender_of(request),
    )
    return _page(request, CodeForm(), answers=answers)


def _page(
    request: ParticipantRequest,
    form: CodeForm,
    *,
    several: CodeListForm | None = None,
    redeemed: Claim | None = None,
    answers: Sequence[Answer] = (),
    problem: str = "",
    earlier: Claim | None = None,
    needs: Collection[Need] = (),
    status: int = 200,
) -> HttpResponse:
    context = {"place": "claims", "form": form, "several": several or CodeListForm(), "answers": answers}
    stopped = stopped_campaign(request.participant.program, now=timezone.now())
    context |= {"redeemed": redeemed, "problem": problem, "earlier": earlier, "stopped": stopped}
    context |= {f"needs_{need.value}": need in needs for need in Need}
    return render(request, "claims/codes.html", context, status=status)


def _redeemed(request: ParticipantRequest) -> Claim | None:
    """The claim of the code that was just redeemed; a repeat of the address shows it again and pays nothing."""
    try:
        uuid = UUID(request.GET.get("redeemed", ""))
    except ValueError:
        return None
    mine = queries.claims_of(request.participant).filter(uuid=uuid, kind=Claim.Kind.CODE)
    return queries.listed(mine).annotate(credits=queries.given(AwardLine.Unit.CREDITS)).first()
