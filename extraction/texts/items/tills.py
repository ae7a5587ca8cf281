"""Items of a till receipt: a name with its amount, and "quantity x price" beside, under or over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extraction.texts.amounts import Amount, amounts_in
from extraction.texts.folding import squeeze
from extraction.texts.heads import is_address, is_contact, is_registration
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
    rf"|kc)?\s?(?P<price>\d{{1,6}}[.,]\d{{2,4}})",
)
_TAX_LETTER = re.compile(r"^\s*(?:[a-h]|sr|zr|s|z|t|bx|\*|€|eur|pln|zl|kc|\d)?\s*[*]?$")
_LEADING = re.compile(rf"^\s*(\d{{1,3}})\s?(?:x\b|(?P<unit>{UNITS})\b|(?=[^\W\d]))\s*", re.IGNORECASE)
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
    items: list[Item] = []
    name: Row | None = None
    for row in _roll(paper):
        item = _item(row)
        if item is None:
            if (sale := _sale(row)) and items and not items[-1].is_checked and name is None:
                items[-1] = _sold(items[-1], sale)
            else:
                name = row if _is_name(row) else None
            continue
        if not item.text and name is not None:
            item = replace(item, text=name.text, cells=(*name.cells, *item.cells))
        if item.text:
            items.append(item)
        name = None
    return items


def _roll(paper: Paper) -> Iterator[Row]:
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
    amounts = amounts_in(row)
    if sale:
        amounts = [amount for amount in amounts if amount.start >= sale.end - 1] or _glued(row, sale)
    if not amounts or not amounts[-1].is_exact or (not sale and not _TAX_LETTER.match(row.folded[amounts[-1].end :])):
        return None
    last = amounts[-1]
    text = _name_of(row.text[: sale.start if sale else amounts[0].start])
    item = Item(text=text, cells=row.cells, amount=last.value, confidence=0.55)
    return _sold(item, sale) if sale else _counted(item)


def _glued(row: Row, sale: _Sale) -> list[Amount]:
    """The amount that an engine ran into the price: "1 x3,503,50"."""
    tail = re.match(r"\s*(\d{1,6}[.,]\d\d)", row.folded[sale.end :])
    return [Amount(next(readings(tail[1])), row, sale.end + tail.start(1), sale.end + tail.end(1))] if tail else []


def _sold(item: Item, sale: _Sale) -> Item:
    fits = item.amount is not None and product_fits(sale.quantity, sale.price, item.amount)
    return replace(
        item,
        quantity=sale.quantity,
        unit_price=sale.price,
        unit=sale.unit,
        is_checked=fits,
        confidence=0.86 if fits else 0.5,
    )


def _counted(item: Item) -> Item:
    """A count in front of the name, as in "2 Espresso 5,00"."""
    match = _LEADING.match(item.text)
    if not match or not match[1].strip("0"):
        return item
    rest = item.text[match.end() :].strip()
    return replace(item, text=rest if _has_letters(rest) else "", quantity=Decimal(match[1]), unit=match["unit"])


def _name_of(text: str) -> str:
    text = re.sub(r"\s(?:RM|EUR|€|PLN|zł)\s*$", "", text).strip(" .:*|-@")
    return text if _has_letters(text) or re.match(r"^\d{1,3} \w{1,4}\b", text) else ""


def _has_letters(text: str) -> bool:
    return len(re.sub(r"[^a-z]", "", squeeze(text))) >= 2


def _is_name(row: Row) -> bool:
    return _has_letters(row.text) and not _is_head(row)
