"""Items of an invoice's table: rows under headings, numbers put into columns and checked by multiplying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extraction.texts.items.headings import (
    AMOUNT,
    DISCOUNT,
    GROSS,
    GTIN,
    OTHER,
    POSITION,
    PRICE,
    QUANTITY,
    SKU,
    TAX,
    TAX_AMOUNT,
    TEXT,
    UNIT,
    Column,
    Heading,
    find_headings,
)
from extraction.texts.items.item import Item
from extraction.texts.items.numerals import Numeral, numerals_in, product_fits
from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.roles import Role, phrases, role_of

_NUMERIC = (QUANTITY, PRICE, DISCOUNT, TAX, TAX_AMOUNT, AMOUNT, GROSS)
_ENDING = {
    Role.PAYABLE,
    Role.STRONG,
    Role.TOTAL,
    Role.SUBTOTAL,
    Role.NET,
    Role.NETT,
    Role.TAX,
    Role.PAID,
    Role.ROUNDING,
    Role.CHANGE,
}
_CARRIED = phrases(
    r"ubertrag|carried (?:over|forward)|do przeniesienia|z przeniesienia|seite \d|strona \d|page \d"
    r"|brought forward"
)
_STOP = phrases(
    r"^\W*(?:razem|suma\b|summe|total|sub ?total|zwischensumme|gesamt|w tym|do zaplaty|netto\b"
    r"|podsumowanie|zahlungsbed|uwagi|bemerkung|terms|payment|slownie|umsatzsteuer|gst summ|belegsummen)"
)


def table_items(paper: Paper) -> list[Item]:
    """The items of all tables, page by page, in printed order."""
    headings = find_headings(paper)
    found: list[Item] = []
    for at, heading in enumerate(headings):
        until = headings[at + 1].first if at + 1 < len(headings) else len(paper.rows)
        found += _body(paper, heading, until)
    return found


def _body(paper: Paper, heading: Heading, until: int) -> list[Item]:
    """Items under one heading. A row with numbers is an item; rows without join the item they stand nearest to."""
    items: list[Item] = []
    waiting: list[Strip] = []
    for row in paper.rows[heading.last + 1 : until]:
        if _CARRIED.search(row.folded):
            continue
        item = _item(row, heading)
        if item is None and _is_end(row):
            break
        if item is None:
            _add_text(paper, heading, row, items, waiting)
        else:
            items.append(_with_waiting(item, waiting))
            waiting.clear()
    return [item for item in items if item.text or item.sku]


def _is_end(row: Row) -> bool:
    return bool(_STOP.search(row.folded)) or role_of(row.cells[0].folded) in _ENDING


def _item(row: Row, heading: Heading) -> Item | None:
    """The item of a row that fills the amount, or the quantity and the price; None for any other row."""
    numerals = [numeral for cell in row.cells for numeral in numerals_in(cell) if not numeral.is_percent]
    placed = _placed(numerals, heading)
    amount = placed.get(AMOUNT) or placed.get(GROSS)
    if amount is None or (amount.decimals < 2 and PRICE not in placed) or _STOP.search(row.folded):
        return None
    if (
        QUANTITY not in placed
        and PRICE not in placed
        and heading.kinds & {QUANTITY, PRICE}
        and role_of(row.cells[0].folded) in _ENDING
    ):
        return None
    solved = _solved(placed, amount, numerals)
    item = Item(text="", cells=row.cells, **solved)
    return _described(item, row, heading, placed)


def _placed(numerals: list[Numeral], heading: Heading) -> dict[str, Numeral]:
    """Each numeric column with the number that stands under it: the one nearest to its middle or to its right edge."""
    columns = [column for column in heading.columns if column.kind in _NUMERIC]
    pairs = sorted(
        (_distance(column, numeral), at, column.kind) for column in columns for at, numeral in enumerate(numerals)
    )
    placed: dict[str, Numeral] = {}
    used: set[int] = set()
    for distance, at, kind in pairs:
        if distance < 0.09 and kind not in placed and at not in used:
            placed[kind] = numerals[at]
            used.add(at)
    return placed


def _distance(column: Column, numeral: Numeral) -> float:
    left, _, right, _ = numeral.box
    shared = min(right, column.right) - max(left, column.left)
    if shared > 0.5 * min(right - left, column.right - column.left):
        return 0.001 * abs(numeral.middle - column.middle)
    return min(abs(numeral.middle - column.middle), abs(right - column.right), abs(left - column.left))


def _solved(placed: dict[str, Numeral], amount: Numeral, numerals: list[Numeral]) -> dict[str, object]:
    """Quantity, price and amount: as their columns say if that multiplies out, else any two numbers before the amount that do."""
    columns = (placed.get(QUANTITY), placed.get(PRICE))
    pairs = [
        columns,
        *((q, p) for q in numerals for p in numerals if q is not p and q is not amount and p is not amount),
    ]
    for quantity, price in pairs:
        if quantity and price and (values := _multiplied(quantity, price, amount, placed.get(DISCOUNT))):
            return {
                "quantity": values[0],
                "unit_price": values[1],
                "amount": values[2],
                "unit": quantity.unit,
                "is_checked": True,
                "confidence": 0.86,
            }
    quantity, price = columns
    return {
        "quantity": quantity.values[0] if quantity else None,
        "unit_price": price.values[0] if price else None,
        "amount": amount.values[0],
        "unit": quantity.unit if quantity else None,
        "confidence": 0.6 if price and quantity else 0.5,
    }


def _multiplied(
    quantity: Numeral, price: Numeral, amount: Numeral, discount: Numeral | None
) -> tuple[Decimal, Decimal, Decimal] | None:
    rates = [Decimal(1)]
    if discount:
        rates += [1 - value / 100 for value in discount.values]
    for q in quantity.values:
        for p in price.values:
            for a in amount.values:
                if any(q and product_fits(q, p * rate, a, places=price.decimals) for rate in rates):
                    return q, p, a
    return None


def _described(item: Item, row: Row, heading: Heading, placed: dict[str, Numeral]) -> Item:
    """The item with the words of its row: description, article number, unit."""
    first_number = min((numeral.box[0] for numeral in placed.values()), default=1.0)
    text_left = heading.column(TEXT)
    for cell in row.cells:
        kind = _word_column(cell, heading)
        plain = _words_of(cell, placed)
        if not plain:
            continue
        if kind == UNIT and re.search(r"[^\W\d]", plain) and len(plain) < 9:
            item = replace(item, unit=plain.strip(" ."))
        elif kind in (SKU, GTIN) and not (
            text_left and cell.box[0] >= text_left.left - 0.01 and kind == SKU and " " in plain
        ):
            item = replace(item, **{"sku" if kind == SKU else "gtin": plain.strip()})
        elif kind not in (POSITION, OTHER) and (cell.box[0] < first_number or kind == TEXT):
            item = item.with_text(
                cell, re.sub(r"^\d{1,3}[.)]?\s+(?=\D{3})", "", plain) if heading.column(POSITION) else plain
            )
    return replace(item, cells=row.cells)


def _words_of(cell: Strip, placed: dict[str, Numeral]) -> str:
    """A cell's text without the numbers that were put into columns, and their units."""
    text = cell.text
    for numeral in sorted((one for one in placed.values() if one.cell is cell), key=lambda one: -one.start):
        text = text[: numeral.start] + " " + text[numeral.end :]
    text = re.sub(r"\d+(?:[.,]\d+)?\s?%|[€$£]|\b(?:EUR|PLN|USD|RM|GBP|CZK|zł)\b", " ", text)
    return text.strip(" |;:*@") if re.search(r"\w", text) else ""


def _word_column(cell: Strip, heading: Heading) -> str:
    """The column that a cell of words stands in: the last one that begins left of it, unless it overlaps another."""
    over = [(min(cell.box[2], c.right) - max(cell.box[0], c.left), c.kind) for c in heading.columns]
    best = max(over, default=(0.0, TEXT))
    if best[0] > 0:
        return best[1]
    before = [column for column in heading.columns if column.left <= cell.box[0] + 0.01]
    return before[-1].kind if before else TEXT


def _add_text(paper: Paper, heading: Heading, row: Row, items: list[Item], waiting: list[Strip]) -> None:
    """A row of words goes on with the item above it; opened by a position number, or standing first, it waits for the next."""
    words = [
        cell
        for cell in row.cells
        if _word_column(cell, heading) not in (POSITION, OTHER) or re.search(r"[^\W\d]{3}", cell.text)
    ]
    opens = bool(re.match(r"\d{1,3}[.)]?$", row.cells[0].text)) and _word_column(row.cells[0], heading) == POSITION
    is_near = (
        bool(items)
        and items[-1].cells[-1].page == row.page
        and row.box[1] - items[-1].cells[-1].box[3] < 1.5 * paper.line_height
    )
    if opens or not items or waiting:
        waiting.extend(words)
    elif is_near:
        for cell in words:
            items[-1] = items[-1].with_text(cell, cell.text)


def _with_waiting(item: Item, waiting: list[Strip]) -> Item:
    text = " ".join(_without_position(waiting))
    cells = tuple(cell for cell in waiting if cell.page == item.cells[0].page)
    return replace(item, text=f"{text} {item.text}".strip(), cells=(*cells, *item.cells)) if text else item


def _without_position(cells: list[Strip]) -> Iterator[str]:
    return (cell.text for cell in cells if not re.fullmatch(r"\d{1,3}[.)]?", cell.text))
