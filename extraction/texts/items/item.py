"""A line item while it is being put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from extraction.reading import Box, Line
from extraction.texts.layout import Strip, union
from extraction.values import gtin, money, quantity


@dataclass(frozen=True, slots=True)
class Item:
    """What is known of one line item, from which `cells`; `is_checked` says that quantity times price is the amount."""

    text: str
    cells: tuple[Strip, ...]
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    sku: str | None = None
    gtin: str | None = None
    is_checked: bool = False
    confidence: float = 0.5
    text_left: float | None = None
    reduction: Decimal | None = None
    """A discount printed under the item, above zero, not yet taken off the amount."""

    def with_text(self, cell: Strip, text: str) -> Item:
        """The item with one more piece of description; the first piece says where its column begins."""
        at = max(cell.text.find(text), 0)
        left = cell.spot(at, at + 1)[0] if self.text_left is None else self.text_left
        return replace(self, text=f"{self.text} {text}".strip(), cells=(*self.cells, cell), text_left=left)

    def with_cell(self, cell: Strip) -> Item:
        """The item with one more cell that adds nothing to its description."""
        return replace(self, cells=(*self.cells, cell))

    def reduced(self) -> Item:
        """The item with its discount taken off."""
        if self.amount is None or self.reduction is None:
            return self
        return replace(self, amount=self.amount - self.reduction, reduction=None)

    @property
    def box(self) -> Box:
        page = self.cells[0].page
        return union(cell.box for cell in self.cells if cell.page == page)

    def as_line(self) -> Line:
        """The Line of a Reading; a GTIN in the description becomes the line's own."""
        text, code = _without_gtin(self.text)
        return Line(
            description=_tidy(text),
            quantity=None if self.quantity is None else quantity(self.quantity),
            unit=self.unit,
            unit_price=None if self.unit_price is None else money(self.unit_price),
            amount=None if self.amount is None else money(self.amount),
            gtin=self.gtin or code,
            sku=self.sku,
            confidence=round(self.confidence, 3),
            page=self.cells[0].page,
            box=self.box,
        )


def _without_gtin(text: str) -> tuple[str, str | None]:
    for match in re.finditer(r"(?:\b(?:EAN|GTIN)[: ]*)?(?<!\d)(\d{12,14}|\d{8})(?!\d)(?:\s?\((?:GTIN|EAN)\))?", text):
        if code := gtin(match[1]):
            left = text[: match.start()] + text[match.end() :]
            return (left if re.search(r"[^\W\d]{2}", left) else text), code
    return text, None


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" |;:,*-") or text.strip()
