"""The draft: what a Reading suggests, each value with how sure it is and where it stands on the paper. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from campaigns.matching import SURE as SURE_MATCH
from campaigns.matching import Catalogue, match
from extraction.sentences import ADVICE

SURE = 0.8
"""At and above this confidence a value is shown with a tick; below it the person is asked to look.

Of what was stated with 0.8 or more on documents that the curves were not fitted to, 97.8 % was right.
"""

FACTS = ("issuer_name", "issuer_tax_id", "document_number", "issue_date", "total", "currency")
"""The facts of a claim, in the order in which people read them."""

OLDEST = timedelta(days=730)
"""A purchase longer ago than this is more likely misread than claimed."""

Box = tuple[float, float, float, float]
Data = Mapping[str, Any]
"""A Reading as its JSON object."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One value. `page` counts from 1 and `box` is in fractions of it; both None where it has no place."""

    name: str
    value: str
    is_sure: bool
    confidence: float = 0.0
    source: str = ""
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of the paper; `product_id` is what it probably means, `index` its place in the Reading."""

    index: int
    description: str
    quantity: Decimal | None
    unit: str
    amount: Decimal | None
    product_id: int | None
    is_sure: bool
    page: int | None = None
    box: Box | None = None

    def without_product(self) -> "DraftLine":
        """The line as one that names no product."""
        return replace(self, product_id=None, is_sure=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """The facts by name, lines that name (or may name) a product of the program, and all others apart."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    lines: tuple[DraftLine, ...] = ()
    others: tuple[DraftLine, ...] = ()
    warnings: tuple[str, ...] = ()

    def value(self, name: str) -> str:
        """What was read, or nothing."""
        return self.facts[name].value if name in self.facts else ""


def build(data: Data, catalogue: Catalogue, *, today: date, seller_is_known: bool) -> Draft:
    """The draft that a reading suggests.

    With `seller_is_known` the seller was found among the distributors, which outweighs a doubtful letter in its name.
    """
    lines = tuple(_line(index, line, catalogue) for index, line in enumerate(read_lines(data)))
    return Draft(
        facts={fact.name: fact for fact in _facts(data, today=today, seller_is_known=seller_is_known)},
        lines=tuple(line for line in lines if line.product_id is not None),
        others=tuple(line for line in lines if line.product_id is None),
        # What speaks against a photo stands with its picture.
        warnings=tuple(one["text"] for one in data.get("warnings") or () if one["code"] not in ADVICE),
    )


def read_lines(data: Data) -> Sequence[Data]:
    """The lines that a reading suggests: the document's own, or what is printed beside an e-invoice without lines."""
    return data.get("lines") or data.get("printed_lines") or ()


def _facts(data: Data, *, today: date, seller_is_known: bool) -> Iterator[Fact]:
    fields = data.get("fields") or {}
    for name in FACTS:
        found = fields.get(name)
        if found and (value := _plausible(name, str(found["value"]), today=today)):
            known = seller_is_known and name in ("issuer_name", "issuer_tax_id")
            yield Fact(
                name=name,
                value=value,
                is_sure=known or found["confidence"] >= SURE,
                confidence=found["confidence"],
                source=found["source"],
                page=found.get("page"),
                box=_box(found.get("box")),
            )


def _plausible(name: str, value: str, *, today: date) -> str:
    """The value, or nothing where it cannot be right: no day in the future, no total that is none."""
    if name == "issue_date":
        day = as_day(value)
        return value if day and today - OLDEST <= day <= today + timedelta(days=1) else ""
    if name == "total":
        amount = as_amount(value)
        return str(amount) if amount is not None and amount > 0 else ""
    return value.strip()


def _line(index: int, line: Mapping[str, Any], catalogue: Catalogue) -> DraftLine:
    description = str(line.get("description") or "")
    found = match(description, gtin=line.get("gtin"), sku=line.get("sku"), catalogue=catalogue)
    quantity = as_amount(line.get("quantity"))
    counts = quantity is not None and quantity > 0
    return DraftLine(
        index=index,
        description=description,
        quantity=quantity if counts else None,
        unit=str(line.get("unit") or "")[:20],
        amount=as_amount(line.get("amount")),
        product_id=found.product_id if found else None,
        is_sure=bool(found and found.score >= SURE_MATCH and counts),
        page=line.get("page"),
        box=_box(line.get("box")),
    )


def as_day(text: str | None) -> date | None:
    """A day from ISO 8601, or None."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def as_amount(text: object) -> Decimal | None:
    """A finite decimal, or None."""
    try:
        number = Decimal(str(text))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal("1e9") else None


def _box(box: Iterable[float] | None) -> Box | None:
    if box is None:
        return None
    left, top, right, bottom = box
    return left, top, right, bottom
