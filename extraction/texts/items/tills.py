"""Items of a till receipt: a name with its amount, and "quantity x price" beside, under or over it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from extraction.texts.amounts import Amount, amounts_in
from extraction.texts.folding import squeeze
from extraction.texts.heads import is_address, is_contact, is_registration
from extraction.texts.items.discounts import Discounts, discount_in
from extraction.texts.items.item import Item
from extraction.texts.items.numerals import UNITS, product_fits, readings
from extraction.texts.layout import Paper, Row
from extraction.texts.roles import Role, phrases, role_of

_END = {Role.PAYABLE, Role.STRONG, Role.TOTAL, Role.SUBTOTAL, Role.NETT, Role.PAID, Role.CHANGE, Role.NET}
_STOP = phrases(
    r"sprzedaz ?opod|\bptu\b|sp op\b|suma\b|razem\b|summe\b|endbetrag|zwischensumme|^total|sub ?total"
    r"|mwst|\bnetto\b|celkem|gst sum|item count|item ?\(?s?\)? ?:|bezahlung|zu zahlen"
)
_SALE = re.compile(
    rf"(?P<quantity>\d{{1,6}}(?:[.,]\d{{1,3}})?)\s?(?P<unit>{UNITS})?\.?\s?[x*@]\s?(?:rm|eur|€|zl"
    rf"|kc)?\s?(?P<price>\d{{1,6}}[.,]\d{{2}}(?:\d{{1,2}}(?![\d.,]))?)",
)
_TAX_LETTER = re.compile(r"^\s*(?:€|eur|pln|zl|kc)?\s*(?:[a-h]x?|sr|zr|s|z|t|\*|\d)?\s*[*]?$")
_LEADING = re.compile(rf"^\s*(\d{{1,3}})\s?(?:x\b|(?P<unit>{UNITS})\b|(?=[^\W\d]))\s*", re.IGNORECASE)
_TRAILING = re.compile(rf"\s(\d{{1,3}})\s?(?:x|(?P<unit>{UNITS}))?\.?$", re.IGNORECASE)
# How far left of the other amounts a number in a name ends: "Ice tea 0,41" for 0,4 l. In parts of the page width.
_INSIDE = 0.2
_CENT = Decimal("0.01")
_NOISE = phrases(r"paragon|rechnung|quittung|receipt|invoice|kasse|cashier|\bdate|datum|anz artikel|^eur$|tel\b")


@dataclass(frozen=True, slots=True)
class _Sale:
    quantity: Decimal
    price: Decimal
    unit: str | None
    start: int
    end: int


def till_items(paper: Paper) -> list[Item]:
    """The items between the head of the receipt and its first sum."""
    rows = list(_rows(paper))
    ends = [_end(amount) for row in rows for amount in _row_amounts(row)[-1:]]
    roll = _Roll(median(ends) if ends else 1.0)
    for row in rows:
        roll.take(row)
    return roll.closed()


class _Roll:
    """Reads a till roll line by line: a name waits for its amount, "2 x 3,50" for the item above or below it.

    `edge` is where amounts end, in parts of the page width.
    """

    def __init__(self, edge: float) -> None:
        self.items: list[Item] = []
        self._edge = edge
        self._discounts = Discounts()
        self._name: Row | None = None
        self._count: _Sale | None = None

    def take(self, row: Row) -> None:
        """The next line of the roll."""
        item, sale = (None if _is_head(row) else _item(row)), _sale(row)
        discount = discount_in(row)
        if discount:
            if self.items:
                self.items[-1] = self._discounts.take(self.items, discount)
        elif item is not None and (sale or not self._is_in_name(row)):
            self._add(item)
        elif sale:
            self._multiply(sale)
        else:
            self._name = row if _is_name(row) else None

    def closed(self) -> list[Item]:
        """All items, when no more lines come."""
        if len(self.items) == 1:
            self._settle()
        return self.items

    def _settle(self) -> None:
        if self.items:
            self.items[-1] = self._discounts.settle(self.items[-1])

    def _is_in_name(self, row: Row) -> bool:
        """Whether the amount of a row stands inside its only cell, far from where all others end."""
        return len(row.cells) == 1 and _end(_row_amounts(row)[-1]) < self._edge - _INSIDE

    def _add(self, item: Item) -> None:
        if not item.text and self._name is not None:
            item = replace(item, text=self._name.text, cells=(*self._name.cells, *item.cells))
        if self._count and not item.is_checked and _fits(item, self._count):
            item = _sold(item, self._count)
        if item.text:
            self._settle()
            self.items.append(item)
        self._name = self._count = None

    def _multiply(self, sale: _Sale) -> None:
        """A count of its own line belongs to the item above if that multiplies out, else to the next."""
        last = self.items[-1] if self.items else None
        if last and not last.is_checked and self._name is None and _fits(last, sale):
            self.items[-1] = _sold(last, sale)
        else:
            self._count = sale


def _fits(item: Item, sale: _Sale) -> bool:
    return item.amount is not None and product_fits(sale.quantity, sale.price, item.amount)


def _rows(paper: Paper) -> Iterator[Row]:
    """The rows from the first amount on (with the name above it) to the first sum."""
    before: Row | None = None
    begun = False
    for row in paper.rows:
        is_sum = bool(_STOP.search(row.folded)) or (
            role_of(row.folded) in _END and bool(_row_amounts(row)) and not _sale(row)
        )
        if is_sum and begun:
            return
        if not begun and (_sale(row) or (_row_amounts(row) and not is_sum and not _is_head(row))):
            begun = True
            if before is not None:
                yield before
        if begun:
            yield row
        before = row


def _is_head(row: Row) -> bool:
    return (
        is_address(row.folded)
        or is_contact(row.folded)
        or is_registration(row.folded)
        or bool(_NOISE.search(row.folded))
    )


def _row_amounts(row: Row) -> list[Amount]:
    return [amount for cell in row.cells for amount in amounts_in(cell) if amount.is_exact]


def _end(amount: Amount) -> float:
    return amount.strip.spot(amount.start, amount.end)[2]


def _sale(row: Row) -> _Sale | None:
    match = _SALE.search(row.folded)
    if not match:
        return None
    quantity, price = next(readings(match["quantity"])), next(readings(match["price"]))
    unit = row.text[match.start("unit") : match.end("unit")] if match["unit"] else None
    return _Sale(quantity, price, unit, match.start(), match.end())


def _item(row: Row) -> Item | None:
    """The item of a row that ends in an amount; with an empty text if its name stands in another row."""
    sale = _sale(row)
    if not sale and role_of(row.folded) in (Role.OTHER, Role.ROUNDING):
        return None
    amounts = amounts_in(row)
    if sale:
        amounts = [amount for amount in amounts if amount.start >= sale.end - 1] or _glued(row, sale)
        amounts = amounts or _misread(row, sale)
    if not amounts or not amounts[-1].is_exact or (not sale and not _TAX_LETTER.match(row.folded[amounts[-1].end :])):
        return None
    last = amounts[-1]
    text = _name_of(row.text[: sale.start if sale else amounts[0].start])
    if len(squeeze(text)) < 3:
        # A tax letter between a count and an amount is not a name.
        text = re.sub(r"\s\w{1,2}$", "", text) if re.match(r"\d", text) else ""
    item = Item(text=text, cells=row.cells, amount=last.value, confidence=0.55)
    return _sold(item, sale) if sale else _counted(item, amounts)


def _glued(row: Row, sale: _Sale) -> list[Amount]:
    """The amount that an engine ran into the price: "1 x3,503,50"."""
    tail = re.match(r"\s*(\d{1,6}[.,]\d\d)", row.folded[sale.end :])
    return [Amount(next(readings(tail[1])), row, sale.end + tail.start(1), sale.end + tail.end(1))] if tail else []


def _misread(row: Row, sale: _Sale) -> list[Amount]:
    """The product of count and price where something unreadable stands for it: "TYSKIE 1 x11,00 1 00A"."""
    has_rest = bool(re.search(r"\d", row.folded[sale.end :])) and _has_letters(row.text[: sale.start])
    return [Amount(sale.quantity * sale.price, row, sale.end, len(row.text))] if has_rest else []


def _sold(item: Item, sale: _Sale) -> Item:
    fits = _fits(item, sale)
    product = (sale.quantity * sale.price).quantize(_CENT)
    return replace(
        item,
        # Of a price and an amount that differ, the amount at the edge of the paper is the one misread.
        amount=item.amount if fits else product,
        quantity=sale.quantity,
        unit_price=sale.price,
        unit=sale.unit,
        is_checked=fits,
        confidence=0.86 if fits else 0.5,
    )


def _counted(item: Item, amounts: Sequence[Amount]) -> Item:
    """A count in front of the name, as in "2 Espresso 5,00", or behind it if it multiplies out with a printed price."""
    led, ended = _LEADING.match(item.text), _TRAILING.search(item.text)
    price = amounts[0].value if len(amounts) > 1 else None
    for match in (led, ended):
        if match and match[1].strip("0"):
            count = Decimal(match[1])
            fits = price is not None and item.amount is not None and product_fits(count, price, item.amount)
            if not fits and match is ended:
                continue
            rest = (item.text[match.end() :] if match is led else item.text[: match.start()]).strip()
            named = replace(item, text=rest if _is_word(rest) else "", quantity=count, unit=match["unit"])
            return replace(named, unit_price=price, is_checked=True, confidence=0.86) if fits else named
    return item


def _is_word(text: str) -> bool:
    """More than a tax letter or two."""
    return _has_letters(text) and len(squeeze(text)) > 2


def _name_of(text: str) -> str:
    text = re.sub(r"\s(?:RM|EUR|€|PLN|zł|à|á)\s*$", "", text).strip(" .:*|-@")
    return text if _has_letters(text) or re.match(r"^\d{1,3} \w{1,4}\b", text) else ""


def _has_letters(text: str) -> bool:
    return len(re.sub(r"[^a-z]", "", squeeze(text))) >= 2


def _is_name(row: Row) -> bool:
    return _has_letters(row.text) and not _is_head(row)
