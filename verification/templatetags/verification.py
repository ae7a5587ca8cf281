"""What the desk's templates ask of values that are already there."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.models import Product
from claims.drafts import disagreements
from claims.models import Claim, ClaimEvent, DocumentPage
from claims.returned import told
from claims.showing import Picture
from claims.states import Status
from claims.telling import Choice, Where, choices, origin
from claims.timeline import is_handing_over, is_return, is_undoing
from common.templatetags.kwit import money, short_day
from verification.problems import Problem, Weight
from verification.queries import ClaimPage

register = template.Library()

_PILLS = {Weight.BLOCKS: "blocks", Weight.DOUBT: "look", Weight.NOTE: "info"}


@register.filter
def pill_code(problem: Problem) -> str:
    """The look of a problem's weight."""
    return _PILLS[problem.weight]


@register.filter
def pill_word(problem: Problem) -> str:
    """The word of a problem's weight."""
    return {Weight.BLOCKS: _("cannot pass"), Weight.DOUBT: _("doubt"), Weight.NOTE: _("note")}[problem.weight]


@register.simple_tag
def event_word(claim: Claim, event: ClaimEvent) -> str:
    """What a line of the history says: the status, or that a decision was undone."""
    if is_return(event):
        return _("goods came back")
    if is_handing_over(event):
        return _("handed over to the organizer")
    return _("undone") if is_undoing(claim, event) else str(Status(event.became).label)


@register.simple_tag
def came_back(page: ClaimPage, event: ClaimEvent) -> str:
    """What came back at this line of the history; empty at all others."""
    return next((told(one) for one in page.returns if one.event_id == event.pk), "")


@register.simple_tag
def viewer_pages(page: ClaimPage) -> list[Picture]:
    """The pictures as the viewer takes them."""
    return [_picture(page.claim, one) for one in page.pages]


def _picture(claim: Claim, page: DocumentPage) -> Picture:
    address = reverse("verification:picture", args=[claim.uuid, page.number])
    return Picture(address, page.width, page.height, page.number)


@register.filter
def in_our_words(product: Product) -> str:
    """The product's name in the reader's language."""
    spoken = {one.language: one.name for one in product.names.all()}
    return spoken.get(get_language() or "", product.name)


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact as stated and as read; `choices` where the sources do not say the same."""

    name: str
    label: str
    stated: str
    read: str
    differs: bool
    choices: list[Choice]
    where: Where | None


@register.simple_tag
def fact_rows(page: ClaimPage) -> list[FactRow]:
    """The facts of the claim beside what was read, in the order in which people read them."""
    claim, read = page.claim, {name: field["value"] for name, field in (page.data.get("fields") or {}).items()}
    differing = {name for problem in page.problems if _tells_a_difference(problem) for name in problem.facts}
    read_day, read_total = parse_date(read.get("issue_date", "")), read.get("total", "")
    facts = [
        ("issuer_name", _("Seller"), claim.issuer_name, read.get("issuer_name", "")),
        ("issuer_tax_id", _("Tax id"), claim.issuer_tax_id, read.get("issuer_tax_id", "")),
        ("document_number", _("Number"), claim.document_number, read.get("document_number", "")),
        ("issue_date", _("Date"), _day(claim.issue_date), _day(read_day)),
        (
            "total",
            _("Total"),
            _money(claim.total, claim.currency),
            _money(Decimal(read_total) if read_total else None, read.get("currency", "")),
        ),
        (
            "buyer_tax_id",
            _("Buyer"),
            claim.participant.company.tax_id if claim.participant.company else "",
            read.get("buyer_tax_id", ""),
        ),
    ]
    disputed, currency = disagreements(page.data), read.get("currency", "") or claim.currency
    return [
        FactRow(
            name=name,
            label=label,
            stated=stated,
            read=seen,
            differs=name in differing,
            choices=choices(disputed.get(name, ()), currency=currency),
            where=_where(page, name),
        )
        for name, label, stated, seen in facts
        if stated or seen
    ]


def _where(page: ClaimPage, name: str) -> Where | None:
    """Where what was read came from; None where nothing was."""
    found = (page.data.get("fields") or {}).get(name)
    if not found:
        return None
    sure_from, is_recalled = float(page.claim.program.sure_from), "recalled" in found
    text = origin(found["source"], found["confidence"], sure_from=sure_from, is_recalled=is_recalled)
    paper = next((one for one in page.pages if one.number == found.get("page")), None)
    return Where(text, _picture(page.claim, paper) if paper else None, found.get("box"))


def _tells_a_difference(problem: Problem) -> bool:
    return problem.code.startswith("differs-") or problem.code == "other-buyer"


def _day(value: Any) -> str:
    return str(short_day(value)) if value else ""


def _money(value: Decimal | None, currency: str) -> str:
    return str(money(value, currency)) if value is not None else ""
