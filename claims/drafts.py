"""The draft: what a Reading suggests, each value with how sure it is and where it stands on the paper. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from campaigns.matching import SURE as SURE_MATCH
from campaigns.matching import Catalogue, Match, match
from claims.extraction_sentences import plain_text
from extraction.reading import E_INVOICE, OCR, TEXT_LAYER, Said
from extraction.sentences import ADVICE, HINTS

FACTS = ("issuer_name", "issuer_tax_id", "document_number", "issue_date", "total", "currency")
"""The facts of a claim, in the order in which people read them."""

OLDEST = timedelta(days=730)
"""A purchase longer ago than this is more likely misread than claimed."""

Box = tuple[float, float, float, float]
Data = Mapping[str, Any]
"""A Reading as its JSON object."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One value. `page` counts from 1 and `box` is in fractions of it; both None where it has no place.

    `said` is what each source says where they differ, the value itself among it: then the person decides. `is_recalled`
    where earlier documents of the seller, not the reading alone, say so.
    """

    name: str
    value: str
    is_sure: bool
    confidence: float = 0.0
    source: str = ""
    page: int | None = None
    box: Box | None = None
    said: tuple[Said, ...] = ()
    is_recalled: bool = False


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of the paper; `product_id` is what it probably means, `index` its place in the Reading.

    `match` keeps how sure that is, by what it was found, and which product came second; `source` is where it was read.
    """

    index: int
    description: str
    quantity: Decimal | None
    unit: str
    amount: Decimal | None
    product_id: int | None
    is_sure: bool
    page: int | None = None
    box: Box | None = None
    match: Match | None = None
    source: str = ""

    @property
    def likely(self) -> tuple[int, ...]:
        """The products that the line may mean, likeliest first."""
        if self.match is None:
            return ()
        second = self.match.runner_up
        return (self.match.product_id, second.product_id) if second else (self.match.product_id,)

    def without_product(self) -> "DraftLine":
        """The line as one that names no product."""
        return replace(self, product_id=None, is_sure=False, match=None)


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


def build(data: Data, catalogue: Catalogue, *, today: date, sure_from: float, seller_is_known: bool) -> Draft:
    """The draft that a reading suggests.

    From the confidence `sure_from` on, a value is shown with a tick; below it the person is asked to look. With
    `seller_is_known` the seller was found among the distributors, which outweighs a doubtful letter in its name.
    """
    source = _source_of_lines(data)
    lines = tuple(_line(index, line, catalogue, source=source) for index, line in enumerate(read_lines(data)))
    return Draft(
        facts={
            fact.name: fact for fact in _facts(data, today=today, sure_from=sure_from, seller_is_known=seller_is_known)
        },
        lines=tuple(line for line in lines if line.product_id is not None),
        others=tuple(line for line in lines if line.product_id is None),
        # What speaks against a photo stands with its picture.
        warnings=tuple(plain_text(one) for one in data.get("warnings") or () if one["code"] not in ADVICE | HINTS),
    )


def disagreements(data: Data) -> dict[str, tuple[Said, ...]]:
    """What the sources say of each field over which they differ, the most trusted one first."""
    said = [Said(**one) for warning in data.get("warnings") or () for one in warning.get("values") or ()]
    return {name: tuple(one for one in said if one.field == name) for name in {one.field: None for one in said}}


def read_lines(data: Data) -> Sequence[Data]:
    """The lines that a reading suggests: the document's own, or what is printed beside an e-invoice without lines."""
    return data.get("lines") or data.get("printed_lines") or ()


def _facts(data: Data, *, today: date, sure_from: float, seller_is_known: bool) -> Iterator[Fact]:
    fields, differing = data.get("fields") or {}, disagreements(data)
    for name in FACTS:
        found = fields.get(name)
        if found and (value := _plausible(name, str(found["value"]), today=today)):
            known = seller_is_known and name in ("issuer_name", "issuer_tax_id")
            said = differing.get(name, ())
            yield Fact(
                name=name,
                value=value,
                is_sure=not said and (known or found["confidence"] >= sure_from),
                confidence=found["confidence"],
                source=found["source"],
                page=found.get("page"),
                box=_box(found.get("box")),
                said=said,
                is_recalled="recalled" in found,
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


def _source_of_lines(data: Data) -> str:
    """The e-invoice if it has lines of its own, else the print that the facts were read from; empty if none was."""
    sources = {str(one["source"]) for one in (data.get("fields") or {}).values()}
    if E_INVOICE in sources and data.get("lines"):
        return E_INVOICE
    return next((source for source in (OCR, TEXT_LAYER) if source in sources), "")


def _line(index: int, line: Mapping[str, Any], catalogue: Catalogue, *, source: str) -> DraftLine:
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
        match=found,
        source=source,
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
