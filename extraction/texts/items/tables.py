"""Items of an invoice's table: rows under headings, numbers put into columns and checked by multiplying."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from extraction.texts.items.bands import bands
from extraction.texts.items.headings import (
    OTHER,
    POSITION,
    PRICE,
    QUANTITY,
    Heading,
    find_headings,
)
from extraction.texts.items.item import Item
from extraction.texts.items.numerals import Numeral, numerals_in
from extraction.texts.items.solving import placed, solved
from extraction.texts.items.wording import described, word_column
from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.roles import Role, phrases, role_of

_ENDING = set(Role) - {Role.NONE, Role.OTHER}
_SUMS = {Role.TOTAL, Role.OTHER, Role.SUBTOTAL, Role.PAYABLE}
_CARRIED = phrases(
    r"ubertrag|carried (?:over|forward)|do przeniesienia|z przeniesienia|seite \d|strona \d|page \d|brought forward"
)
_STOP = phrases(
    r"^\W*(?:razem|suma\b|summe|total|gesamt|w tym|do zaplaty|netto\b|podsumowanie|zahlungsbed|uwagi|bemerkung|terms"
    r"|payment|slownie|umsatzsteuer|gst summ|belegsummen)"
)
# What stands in a second line of headings: currencies, "(Art)".
_MARK = re.compile(r"^\W*(?:rm|pln|eur|czk|zl|usd|art|gln|gtin|unitaire|netto|brutto)?\W*$")
_SUBTOTAL = phrases(r"^\W*(?:sub ?tot|zwischensumme|mezisoucet|subtotaal|suma czesciowa)")


def table_items(paper: Paper) -> list[Item]:
    """The items of all tables, page by page, in printed order."""
    headings = find_headings(paper)
    counted = [heading for heading in headings if heading.kinds & {QUANTITY, PRICE}] or headings
    found: list[Item] = []
    for at, heading in enumerate(counted):
        until = counted[at + 1].first if at + 1 < len(counted) else len(paper.rows)
        found += _body(paper, heading, paper.rows[heading.last + 1 : until])
    return found


def _body(paper: Paper, heading: Heading, rows: Iterable[Row]) -> list[Item]:
    """Items under one heading. A row with numbers is an item; rows without join the item they stand nearest to."""
    items: list[Item] = []
    waiting: list[Strip] = []
    after_subtotal = names_above = False
    for row in bands(rows, heading, paper):
        if _CARRIED.search(row.folded):
            after_subtotal = after_subtotal or bool(items)
            continue
        item = _item(row, heading)
        if item is not None and (item.is_checked or not after_subtotal):
            names_above = names_above or bool(waiting and not items and not item.text)
            items.append(_with_waiting(item, waiting))
            waiting = []
        elif _SUBTOTAL.search(row.folded):
            # Some invoices go on after the subtotal of a group; what follows must multiply out to be an item.
            after_subtotal = True
        elif _is_end(row):
            break
        else:
            waiting = _texts(paper, heading, row, [] if names_above else items, waiting)
    return [item for item in items if item.text or item.sku]


def _is_end(row: Row) -> bool:
    return bool(_STOP.search(row.folded)) or role_of(row.cells[0].folded) in _ENDING


def _item(row: Row, heading: Heading) -> Item | None:
    """The item of a row that fills the amount; None for any other row."""
    if _STOP.search(row.folded) or _SUBTOTAL.search(row.folded):
        return None
    numerals = [numeral for cell in row.cells for numeral in numerals_in(cell) if not numeral.is_percent]
    found = placed(numerals, heading)
    solution = solved(found, numerals)
    if solution is None or (not solution.is_checked and role_of(row.folded) in _SUMS):
        return None
    if _is_bare(found, heading) and role_of(row.cells[0].folded) in _ENDING:
        return None
    item = Item(
        text="",
        cells=row.cells,
        quantity=solution.quantity,
        unit=solution.unit,
        unit_price=solution.unit_price,
        amount=solution.amount,
        is_checked=solution.is_checked,
        confidence=solution.confidence,
    )
    return described(item, row, heading, found)


def _is_bare(found: Mapping[str, Numeral], heading: Heading) -> bool:
    """Whether an amount stands alone under headings that would hold a quantity or a price."""
    return bool(heading.kinds & {QUANTITY, PRICE}) and QUANTITY not in found and PRICE not in found


def _texts(paper: Paper, heading: Heading, row: Row, items: list[Item], waiting: list[Strip]) -> list[Strip]:
    """A row of words goes on with the item above it; opened by a position number, or first of all, it waits."""
    words = [cell for cell in row.cells if _is_description(cell, heading)]
    if not items or waiting or _opens(row, heading):
        return [*waiting, *words]
    last = items[-1].cells[-1]
    if last.page == row.page and row.box[1] - last.box[3] < 1.5 * paper.line_height:
        for cell in words:
            items[-1] = items[-1].with_text(cell, cell.text)
    return waiting


def _is_description(cell: Strip, heading: Heading) -> bool:
    if _MARK.match(cell.folded):
        return False
    return word_column(cell, heading) not in (POSITION, OTHER) or bool(re.search(r"[^\W\d]{3}", cell.text))


def _opens(row: Row, heading: Heading) -> bool:
    first = row.cells[0]
    return bool(re.match(r"\d{1,3}[.)]?$", first.text)) and word_column(first, heading) == POSITION


def _with_waiting(item: Item, waiting: list[Strip]) -> Item:
    text = " ".join(cell.text for cell in waiting if not re.fullmatch(r"\d{1,3}[.)]?", cell.text))
    if not text:
        return item
    cells = tuple(cell for cell in waiting if cell.page == item.cells[0].page)
    return replace(item, text=f"{text} {item.text}".strip(), cells=(*cells, *item.cells))
