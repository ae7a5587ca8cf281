"""Items of an invoice's table: rows under headings, numbers put into columns and checked by multiplying."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from extraction.texts.amounts import amounts_in
from extraction.texts.items.bands import bands
from extraction.texts.items.discounts import Discounts, discount_in
from extraction.texts.items.headings import Heading, find_headings
from extraction.texts.items.item import Item
from extraction.texts.items.kinds import AMOUNT, MARK, OTHER, POSITION, PRICE, QUANTITY
from extraction.texts.items.numerals import Numeral, numerals_in
from extraction.texts.items.solving import placed, solved
from extraction.texts.items.wording import begins_text, continued, described, is_beside, word_column
from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.roles import Role, phrases, role_of

_ENDING = set(Role) - {Role.NONE, Role.OTHER}
# Words that descriptions have too: "incl. 19 % tax", "card reader".
_DOUBTFUL = {Role.TAX, Role.NET, Role.PAID, Role.CHANGE, Role.ROUNDING}
_SUMS = {Role.TOTAL, Role.OTHER, Role.SUBTOTAL, Role.PAYABLE}
_CARRIED = phrases(
    r"ubertrag|carried (?:over|forward)|do przeniesienia|z przeniesienia|seite \d|strona \d|page \d|brought forward"
    r"|a reporter|^report\b|a riportare|^riporto|suma y sigue|suma anterior|a transportar|^transporte|prevod|^overfort"
)
_STOP = phrases(
    r"^[\W\d]*(?:razem|suma\b|summe|total|gesamt|w tym|do zaplaty|netto\b|podsumowanie|zahlungsbed|uwagi"
    r"|base imponi|imponibile|summa\b|spolu|sous total|a pagar|att betala|at betale|bemerkung"
    r"|terms|payment|slownie|umsatzsteuer|gst summ|belegsummen)"
)
_SUBTOTAL = phrases(r"^\W*(?:sub ?tot|zwischensumme|mezisoucet|subtotaal|suma czesciowa)")


def table_items(paper: Paper) -> list[Item]:
    """The items of all tables, page by page, in printed order."""
    headings = find_headings(paper)
    counted = [heading for heading in headings if heading.kinds & {QUANTITY, PRICE}] or headings
    found: list[Item] = []
    for at, heading in enumerate(counted):
        until = counted[at + 1].first if at + 1 < len(counted) else len(paper.rows)
        found += _Table(paper, heading).read(paper.rows[heading.last + 1 : until])
    return found


class _Table:
    """Reads the rows under one heading. One with numbers is an item; others join the item they stand nearest to."""

    def __init__(self, paper: Paper, heading: Heading) -> None:
        self.items: list[Item] = []
        self._paper, self._heading = paper, heading
        self._waiting: list[Strip] = []
        self._discounts = Discounts()
        self._after_subtotal = self._names_above = self._may_be_over = False

    def read(self, rows: Iterable[Row]) -> list[Item]:
        """The items up to the first sum, those with a description or an article number."""
        for row in bands(rows, self._heading, self._paper):
            if _CARRIED.search(row.folded):
                self._after_subtotal = self._after_subtotal or bool(self.items)
            elif not self._took(row) and self._ends(row):
                break
        return [item for item in self._discounts.close(self.items) if item.text or item.sku]

    def _took(self, row: Row) -> bool:
        """Whether the row was an item, the discount of one, or words of one."""
        item, discount = _item(row, self._heading), discount_in(row)
        if item is not None and (item.is_checked or not self._after_subtotal) and not self._is_doubtful(item, row):
            self._add(item)
        elif discount and self.items and not self._may_be_over and self._is_near(row):
            self.items[-1] = self._discounts.take(self.items, discount)
            self.items[-1] = self.items[-1].with_cell(row.cells[-1])
        elif _SUBTOTAL.search(row.folded):
            # Some invoices go on after the subtotal of a group; what follows must multiply out to be an item.
            self._after_subtotal = True
        elif self._may_be_over or (_is_end(row) and not self._goes_on(row)):
            return False
        else:
            self._words(row)
        return True

    def _ends(self, row: Row) -> bool:
        """Whether nothing can follow; after a doubtful end, only rows that fill all columns and multiply out."""
        self._may_be_over = True
        return bool(_STOP.search(row.folded)) or role_of(row.cells[0].folded) in _ENDING - _DOUBTFUL

    def _is_doubtful(self, item: Item, row: Row) -> bool:
        return self._may_be_over and not (item.is_checked and item.text and _fills_all(row, self._heading))

    def _goes_on(self, row: Row) -> bool:
        """Whether words that might name a sum stand in the column of descriptions, without any amount."""
        last = self.items[-1] if self.items else None
        if last is None or not begins_text(row.cells[0], last) or not self._is_near(row) or amounts_in(row):
            return False
        # What stands below a table begins at its left edge.
        is_inside = row.cells[0].box[0] > self._heading.columns[0].right
        return is_inside or not _STOP.search(row.folded)

    def _add(self, item: Item) -> None:
        self.items = [*self.items[:-1], *map(self._discounts.next, self.items[-1:])]
        self._names_above = self._names_above or bool(self._waiting and not self.items and not _is_worded(item))
        self.items.append(_with_waiting(item, self._waiting, self._heading))
        self._waiting = []
        self._may_be_over = False

    def _words(self, row: Row) -> None:
        """A row of words goes on with the item above it; opened by the next number, or first of all, it waits."""
        is_next = _opens(row, self._heading) and not self._is_own_number(row)
        if not self.items or self._names_above or self._waiting or is_next:
            self._waiting += [cell for cell in row.cells if _waits(cell, self._heading)]
        elif self._is_near(row):
            self.items[-1] = continued(self.items[-1], row.cells, self._heading)

    def _is_own_number(self, row: Row) -> bool:
        """Whether the number that opens the row is that of the last item, which a printer set into the middle of it."""
        has_none = bool(self.items) and not any(_is_position(cell, self._heading) for cell in self.items[-1].cells)
        return has_none and row.cells[0].text.split()[0].strip(".)") == str(len(self.items))

    def _is_near(self, row: Row) -> bool:
        last = self.items[-1].cells[-1]
        return last.page == row.page and row.box[1] - last.box[3] < 1.5 * self._paper.line_height


def _is_end(row: Row) -> bool:
    return bool(_STOP.search(row.folded)) or role_of(row.cells[0].folded) in _ENDING


def _is_worded(item: Item) -> bool:
    return bool(re.search(r"[^\W\d]{2}", item.text))


def _fills_all(row: Row, heading: Heading) -> bool:
    numerals = [numeral for cell in row.cells for numeral in numerals_in(cell)]
    return {QUANTITY, PRICE, AMOUNT} <= placed(numerals, heading).keys()


def _item(row: Row, heading: Heading) -> Item | None:
    """The item of a row that fills the amount; None for any other row."""
    if _STOP.search(row.folded) or _SUBTOTAL.search(row.folded):
        return None
    numerals = [numeral for cell in row.cells for numeral in numerals_in(cell)]
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


def _waits(cell: Strip, heading: Heading) -> bool:
    """Whether a cell belongs to the item to come: words, or its position number."""
    if _is_position(cell, heading):
        return True
    if MARK.match(cell.folded) or is_beside(cell, heading):
        return False
    return word_column(cell, heading) not in (POSITION, OTHER) or bool(re.search(r"[^\W\d]{3}", cell.text))


def _opens(row: Row, heading: Heading) -> bool:
    return _is_position(row.cells[0], heading)


def _is_position(cell: Strip, heading: Heading) -> bool:
    return bool(re.match(r"\d{1,3}[.)]?(?: |$)", cell.text)) and word_column(cell, heading) == POSITION


def _with_waiting(item: Item, waiting: list[Strip], heading: Heading) -> Item:
    """The item with the words that stood over it, in front of its own."""
    words = [cell for cell in waiting if not re.fullmatch(r"\d{1,3}[.)]?", cell.text)]
    if not words:
        return item
    led = continued(replace(item, text="", cells=()), words, heading)
    text = f"{led.text} {item.text}".strip()
    cells = tuple(cell for cell in waiting if cell.page == item.cells[0].page)
    return replace(led, text=text, cells=(*cells, *item.cells))
