"""One line of a till roll: the amount it ends in, "2 x 3,50" in it, the name before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extraction.texts.amounts import Amount, amounts_in
from extraction.texts.folding import squeeze
from extraction.texts.heads import is_address, is_contact, is_registration
from extraction.texts.items.headings import kinds_in
from extraction.texts.items.item import Item
from extraction.texts.items.numerals import UNITS, product_fits, readings
from extraction.texts.layout import Row
from extraction.texts.roles import Role, phrases, role_of
from extraction.values import gtin

_SALE = re.compile(
    rf"(?P<quantity>\d{{1,6}}(?:[.,]\d{{1,3}})?)\s?(?P<unit>{UNITS})?\.?\s?[x*@]\s?(?:rm|eur|€|zl"
    rf"|kc)?\s?(?P<price>\d{{1,6}}[.,]\d{{2}}(?:\d{{1,2}}(?![\d.,]))?)",
)
_TAX_LETTER = re.compile(r"^\s*(?:€|eur|pln|zl|kc)?\s*(?:[a-h]x?|sr|zrl?|zre|es|os|s|z|t|\*|\d)?\s*[*]?$")
# A number of three digits in front of a name is the shop's own for it, unless an x or a unit follows.
_LEADING = re.compile(
    rf"^\s*(?P<count>\d{{1,3}})\s?(?:x\b|(?P<unit>{UNITS})\b|(?<!\d{{3}})(?<!\d{{3}}\s)(?=[^\W\d]))\s*", re.IGNORECASE
)
_TRAILING = re.compile(rf"\s(?P<count>\d{{1,3}})\s?(?:x|(?P<unit>{UNITS}))?\.?$", re.IGNORECASE)
_BETWEEN = re.compile(rf"^\s*[x*]?\s*(?P<count>\d{{1,3}})\s?(?P<unit>{UNITS})?\.?\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d]{3}")
_HEADINGS = 3
_CENT = Decimal("0.01")
_NOISE = phrases(r"paragon|rechnung|quittung|receipt|invoice|kasse|cashier|\bdate|datum|anz artikel|^eur$|tel\b")


@dataclass(frozen=True, slots=True)
class Sale:
    """ "2 x 3,50" and where it stands in its row."""

    quantity: Decimal
    price: Decimal
    unit: str | None
    start: int
    end: int


def fits(item: Item, sale: Sale) -> bool:
    """Whether the sale comes to the item's amount."""
    return item.amount is not None and product_fits(sale.quantity, sale.price, item.amount)


def is_head(row: Row) -> bool:
    """Whether a row names columns or tells of the shop or the receipt; one that counts goods does not."""
    if len(kinds_in(row)) >= _HEADINGS:
        return True
    if sale_in(row) or (row_amounts(row) and not _WORD.search(row.text)):
        return bool(_NOISE.search(row.folded))
    return (
        is_address(row.folded)
        or is_contact(re.sub(r"@(?=\s?\d)", " ", row.folded))
        or is_registration(row.folded)
        or bool(_NOISE.search(row.folded))
    )


def row_amounts(row: Row) -> list[Amount]:
    """The amounts with two decimals, cell by cell."""
    return [amount for cell in row.cells for amount in amounts_in(cell) if amount.is_exact]


def end_of(amount: Amount) -> float:
    """The right edge of an amount, in parts of the page width."""
    return amount.strip.spot(amount.start, amount.end)[2]


def sale_in(row: Row) -> Sale | None:
    """The quantity and price of a row, if an x or @ stands between them."""
    match = _SALE.search(row.folded)
    if not match:
        return None
    quantity, price = next(readings(match["quantity"])), next(readings(match["price"]))
    unit = row.text[match.start("unit") : match.end("unit")] if match["unit"] else None
    return Sale(quantity, price, unit, match.start(), match.end())


def item_in(row: Row) -> Item | None:
    """The item of a row that ends in an amount; with an empty text if its name stands in another row."""
    sale = sale_in(row)
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
    code = gtin(row.text[: sale.start].strip()) if sale and not text else None
    item = Item(text=text, cells=row.cells, amount=last.value, gtin=code, confidence=0.55)
    return sold(item, sale) if sale else _counted(item, amounts)


def _glued(row: Row, sale: Sale) -> list[Amount]:
    """The amount that an engine ran into the price: "1 x3,503,50"."""
    tail = re.match(r"\s*(\d{1,6}[.,]\d\d)", row.folded[sale.end :])
    return [Amount(next(readings(tail[1])), row, sale.end + tail.start(1), sale.end + tail.end(1))] if tail else []


def _misread(row: Row, sale: Sale) -> list[Amount]:
    """The product of count and price where something unreadable stands for it: "TYSKIE 1 x11,00 1 00A"."""
    has_rest = bool(re.search(r"\d", row.folded[sale.end :])) and _has_letters(row.text[: sale.start])
    return [Amount(sale.quantity * sale.price, row, sale.end, len(row.text))] if has_rest else []


def sold(item: Item, sale: Sale) -> Item:
    """The item with a quantity and a price."""
    is_fit = fits(item, sale)
    product = (sale.quantity * sale.price).quantize(_CENT)
    return replace(
        item,
        # Of a price and an amount that differ, the amount at the edge of the paper is the one misread.
        amount=item.amount if is_fit else product,
        quantity=sale.quantity,
        unit_price=sale.price,
        unit=sale.unit,
        is_checked=is_fit,
        confidence=0.86 if is_fit else 0.5,
    )


def _counted(item: Item, amounts: Sequence[Amount]) -> Item:
    """A count in front of the name, as in "2 Espresso 5,00", or behind it if it multiplies out with a printed price."""
    led, ended = _LEADING.match(item.text), _TRAILING.search(item.text)
    price = amounts[0].value if len(amounts) > 1 else None
    between = _BETWEEN.match(amounts[0].strip.text[amounts[0].end : amounts[-1].start]) if price else None
    for match, rest in (
        (led, item.text[led.end() :] if led else ""),
        (ended, item.text[: ended.start()] if ended else ""),
        (between, item.text),
    ):
        if match and match["count"].strip("0"):
            count = Decimal(match["count"])
            is_fit = price is not None and item.amount is not None and product_fits(count, price, item.amount)
            named = replace(item, text=rest.strip() if _is_word(rest) else "", quantity=count, unit=match["unit"])
            if is_fit:
                return replace(named, unit_price=price, is_checked=True, confidence=0.86)
            if match is led:
                return named
    return item


def _is_word(text: str) -> bool:
    """More than a tax letter or two."""
    return _has_letters(text) and len(squeeze(text)) > 2


def _name_of(text: str) -> str:
    text = re.sub(r"\s(?:RM|EUR|€|PLN|zł|à|á)\s*$", "", text).strip(" .:*|-@")
    return text if _has_letters(text) or re.match(r"^\d{1,3} \w{1,4}\b", text) else ""


def _has_letters(text: str) -> bool:
    return len(re.sub(r"[^a-z]", "", squeeze(text))) >= 2


def is_name(row: Row) -> bool:
    """Whether a row can be the name of an item."""
    return _has_letters(row.text) and not is_head(row)
