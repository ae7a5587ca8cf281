"""Sales that are offered to the firm's people: all of them, and the tap that claims one or says no to it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.forms import OfferForm
from claims.services import offered
from claims.services.offers import offers_to
from claims.showing_offers import cards
from common.refusals import Refused
from distributors.models import Sale
from participants.access import ParticipantRequest, participant_only

PAGE = 15


@participant_only
@require_GET
def listed(request: ParticipantRequest) -> HttpResponse:
    """What can be claimed in one tap, newest first."""
    after = _sale(request, OfferForm(request.GET)) if "seller" in request.GET else None
    found = offers_to(request.participant, most=PAGE, now=timezone.now(), after=after)
    context = {
        "place": "claims",
        "offers": cards(found.offers),
        "older": f"{reverse('claims:offered')}?{_named(found.after)}" if found.after else "",
        "is_later_page": after is not None,
    }
    return render(request, "claims/offered.html", context)


@participant_only
@require_POST
def claim(request: ParticipantRequest) -> HttpResponse:
    """Claim the sale as it was shown: the tap states it."""
    form = OfferForm(request.POST)
    sale = _found(request, form)
    try:
        made = offered.claim(
            participant=request.participant, sale=sale, seen=form.cleaned_data["seen"], now=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("home")
    messages.success(request, _("Claimed. You see here where it stands."))
    return redirect("claims:claim", uuid=made.uuid)


@participant_only
@require_POST
def decline(request: ParticipantRequest) -> HttpResponse:
    """Do not offer it again."""
    sale = _found(request, OfferForm(request.POST))
    offered.decline(participant=request.participant, sale=sale, now=timezone.now())
    messages.success(request, _("Put aside. You can still claim it with a picture of the document."))
    return redirect("claims:offered" if "listed" in request.POST else "home")


def _sale(request: ParticipantRequest, form: OfferForm) -> Sale | None:
    place = form.place()
    return offered.sale_at(request.participant, place) if place else None


def _found(request: ParticipantRequest, form: OfferForm) -> Sale:
    if (sale := _sale(request, form)) is None:
        raise Http404
    return sale


def _named(sale: Sale) -> str:
    return urlencode({"seller": sale.distributor.uuid, "number": sale.number, "day": sale.issued_on.isoformat()})
