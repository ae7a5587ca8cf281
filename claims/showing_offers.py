"""An offered sale as its card shows it: what would be stated, in the reader's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import get_language

from campaigns.models import Product
from campaigns.wording import left_told
from claims.offering import Offered

SHOWN = 2
"""Lines that stand open on a card; the others unfold."""


@dataclass(frozen=True, slots=True)
class OfferedLine:
    """One line that would be stated, in the reader's words."""

    quantity: Decimal
    name: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card shows, and `seen`, by which a tap says what was shown.

    `budget` says why the sum is smaller than the rules say, if a firm budget has no more.
    """

    seller: str
    seller_uuid: UUID
    number: str
    day: date
    total: Decimal | None
    currency: str
    lines: list[OfferedLine]
    more: list[OfferedLine]
    others: int
    points: int
    credits: int
    budget: str
    seen: str


def cards(offers: Sequence[Offered]) -> list[Card]:
    """The cards in their order; two questions for all of them."""
    names = _names(line.product_id for one in offers for line in one.statement.lines if line.product_id)
    return [_card(one, names) for one in offers]


def _card(offered: Offered, names: dict[int, str]) -> Card:
    sale, statement = offered.sale, offered.statement
    lines = [OfferedLine(line.quantity, names.get(line.product_id or 0, line.description)) for line in statement.lines]
    return Card(
        seller=sale.distributor.name,
        seller_uuid=sale.distributor.uuid,
        number=sale.number,
        day=sale.issued_on,
        total=statement.total,
        currency=statement.currency,
        lines=lines[:SHOWN],
        more=lines[SHOWN:],
        others=offered.others,
        points=offered.points,
        credits=offered.credits,
        budget=left_told(sale.distributor.program, offered.budget_left),
        seen=offered.seen,
    )


def _names(products: Iterable[int]) -> dict[int, str]:
    language = get_language() or "en"
    rows = Product.objects.prefetch_related("names").in_bulk(set(products))
    return {pk: _spoken(product, language) for pk, product in rows.items()}


def _spoken(product: Product, language: str) -> str:
    return next((one.name for one in product.names.all() if one.language == language), product.name)
