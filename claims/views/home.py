"""The participant's home and history: what one has, what is under way, what one can do."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims import queries
from claims.listing import row
from claims.services.offers import offers_to
from claims.showing_offers import cards
from claims.views.tabs import Tab
from participants.access import ParticipantRequest, participant_only

OFFERS = 2
"""Offered sales shown at home; the others have a page."""


@participant_only
@require_GET
def home(request: ParticipantRequest) -> HttpResponse:
    """Three answers without a tap: what do I have, what is under way and until when, what can I do."""
    participant, now = request.participant, timezone.now()
    today = now.astimezone(participant.program.zone).date()
    offers = offers_to(participant, most=OFFERS, now=now)
    context = {
        "place": "claims",
        "called": participant.user.first_name or participant.name.partition(" ")[0],
        "purse": queries.purse(participant, today=today),
        "under_way": queries.under_way(participant),
        "asking": [row(claim) for claim in queries.awaiting_the_person(participant)],
        "offers": cards(offers.offers),
        "has_more_offers": offers.after is not None,
        "recent": [row(claim) for claim in queries.recent(participant)],
    }
    return render(request, "claims/home.html", context)


@participant_only
@require_GET
def history(request: ParticipantRequest) -> HttpResponse:
    """All claims, newest first, by where they stand."""
    shown = request.GET.get("show", "all")
    shown = shown if shown in queries.FILTERS else "all"
    page = queries.history(request.participant, shown=shown, after=_uuid(request.GET.get("after", "")))
    context = {
        "place": "claims",
        "rows": [row(claim) for claim in page.claims],
        "tabs": _tabs(shown, queries.counts(request.participant)),
        "older": f"{reverse('claims:history')}?show={shown}&after={page.after}" if page.after else "",
        "is_later_page": "after" in request.GET,
    }
    return render(request, "claims/history.html", context)


def _tabs(shown: str, counts: dict[str, int]) -> list[Tab]:
    names = {
        "all": _("All"),
        "under-way": _("Under way"),
        "confirmed": _("Confirmed"),
        "refused": _("Refused"),
        "not-sent": _("Not sent"),
    }
    here = reverse("claims:history")
    return [Tab(names[name], f"{here}?show={name}", name == shown, counts[name]) for name in queries.FILTERS]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
