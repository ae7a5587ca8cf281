"""Claims without any doubt, as they are looked at together on one page."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from django.db.models import Exists, OuterRef, QuerySet

from campaigns.rules import POINTS
from claims.models import Claim, ClaimLine, DocumentPage
from claims.services import awards
from verification import waiting
from verification.desks import Desk
from verification.models import Offer
from verification.waiting import Wanted

MOST = 24
CANDIDATES = 100
RELATED = ("program", "campaign__program", "distributor", "document", "participant__company", "participant__program")


@dataclass(frozen=True, slots=True)
class Card:
    """One claim as a thumbnail; `page` is the number of its first picture, None for an e-invoice. `seen` says which
    facts of the claim were shown."""

    claim: Claim
    page: int | None
    points: int
    seen: str


def cards(desk: Desk, wanted: Wanted, *, now: datetime) -> list[Card]:
    """The first claims without doubt whose lines are all of products, and that nobody else has on the screen."""
    places = waiting.find(desk, replace(wanted, is_sure=True), limit=CANDIDATES).places
    order = {place.pk: number for number, place in enumerate(places)}
    others = Offer.objects.filter(claim__in=order, expires_at__gt=now, is_ahead=False).exclude(held_by=desk.user)
    held = set(others.values_list("claim", flat=True))
    claims = _whole(Claim.objects.filter(pk__in=set(order) - held)).select_related(*RELATED)
    shown = sorted(claims, key=lambda claim: order[claim.pk])[:MOST]
    pages = _first_pages(shown)
    return [_card(claim, pages.get(claim.pk)) for claim in shown]


def _whole(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Those of which every line is a product of the program."""
    lines = ClaimLine.objects.filter(claim=OuterRef("pk"))
    return claims.filter(Exists(lines), ~Exists(lines.filter(product=None)))


def _first_pages(claims: list[Claim]) -> dict[int, int]:
    pages = DocumentPage.objects.filter(document__claim__in=claims).order_by("-number")
    return dict(pages.values_list("document__claim", "number"))


def _card(claim: Claim, page: int | None) -> Card:
    return Card(claim, page, awards.expected(claim).total(POINTS), seen_of(claim))


def seen_of(claim: Claim) -> str:
    """A word that changes when what was shown of the claim changes: its facts, and what of it is confirmed."""
    lines = claim.lines.order_by("position").values_list("position", "product_id", "quantity")
    facts = (claim.document_number, claim.issue_date, claim.total, claim.currency, claim.participant_id, *lines)
    return sha256(repr(facts).encode()).hexdigest()[:16]
