"""What a person states on a claim, as values, and how it differs from what was read. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from claims.drafts import Draft, DraftLine, as_amount


@dataclass(frozen=True, slots=True)
class StatedLine:
    """One product on the claim; `reading_index` is the line of the reading that it came from, if any."""

    quantity: Decimal
    product_id: int | None = None
    description: str = ""
    unit: str = ""
    amount: Decimal | None = None
    reading_index: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The facts in the person's name."""

    issuer_name: str = ""
    issuer_tax_id: str = ""
    document_number: str = ""
    issue_date: date | None = None
    total: Decimal | None = None
    currency: str = ""
    lines: tuple[StatedLine, ...] = ()

    def facts(self) -> dict[str, object]:
        """The facts without the lines, by name."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "lines"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that the person changed; `line` is its place in the reading, None for a fact of the whole."""

    line: int | None
    name: str
    was: str
    became: str


def differences(draft: Draft, statement: Statement, *, skus: Mapping[int, str]) -> Iterator[Difference]:
    """What was stated other than read. A value that was not read at all was not corrected but added: it counts too."""
    for name, value in statement.facts().items():
        was = draft.value(name)
        if not _same(was, value):
            yield Difference(None, name, was, _written(value))
    stated = {line.reading_index: line for line in statement.lines}
    for read in draft.lines:
        yield from _line_differences(read, stated.get(read.index), skus)
    for read in draft.others:
        if read.index in stated:
            yield from _line_differences(read, stated[read.index], skus)


def _line_differences(read: DraftLine, stated: StatedLine | None, skus: Mapping[int, str]) -> Iterator[Difference]:
    if stated is None:
        yield Difference(read.index, "left-out", read.description, "")
        return
    if read.product_id != stated.product_id:
        became = skus.get(stated.product_id or 0, "")
        yield Difference(read.index, "product", skus.get(read.product_id or 0, ""), became)
    if read.quantity != stated.quantity:
        yield Difference(read.index, "quantity", _written(read.quantity), _written(stated.quantity))


def _same(was: str, value: object) -> bool:
    if isinstance(value, Decimal):
        return as_amount(was) == value
    return was == _written(value)


def _written(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    return "" if value is None else str(value)
