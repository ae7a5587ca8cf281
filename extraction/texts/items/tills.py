"""Items of a till receipt: a name with its amount, and "quantity x price" beside, under or over it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extraction.texts.items.discounts import Discounts, discount_in
from extraction.texts.items.item import Item
from extraction.texts.items.till_rows import Sale, end_of, fits, is_head, is_name, item_in, row_amounts, sale_in, sold
from extraction.texts.layout import Paper, Row
from extraction.texts.roles import Role, phrases, role_of

_END = {Role.PAYABLE, Role.STRONG, Role.TOTAL, Role.SUBTOTAL, Role.NETT, Role.PAID, Role.CHANGE, Role.NET}
_BEGUN = {Role.PAID, Role.CHANGE, Role.NET}
_STOP = phrases(
    r"sprzedaz ?opod|\bptu\b|sp op\b|suma\b|razem\b|summe\b|endbetrag|zwischensumme|^total|sub ?total"
    r"|mwst|\bnetto\b|celkem|gst sum|item count|item ?\(?s?\)? ?:|bezahlung|zu zahlen"
)
# How far left of the other amounts a number in a name ends: "Ice tea 0,41" for 0,4 l. In parts of the page width.
_INSIDE = 0.2
# A row of a name, which codes may follow in rows of their own, has a word of this many letters.
_WORD = re.compile(r"[^\W\d]{3}")
_MARK_AFTER = re.compile(r"\s\W?[A-Z]?$")
_MOST_ROWS = 3


def till_items(paper: Paper) -> list[Item]:
    """The items between the head of the receipt and its first sum."""
    rows = list(_rows(paper))
    ends = sorted(end_of(amount) for row in rows for amount in row_amounts(row)[-1:])
    edge = ends[len(ends) * 3 // 4] if ends else 1.0
    below = _read(rows, edge, names_below=True)
    return (_read(rows, edge, names_below=False) if below.lacks_name else below).closed()


def _read(rows: Iterable[Row], edge: float, *, names_below: bool) -> _Roll:
    roll = _Roll(edge, names_below=names_below)
    for row in rows:
        roll.take(row)
    return roll


class _Roll:
    """Reads a till roll line by line: a name waits for its amount, "2 x 3,50" for the item above or below it.

    `edge` is where amounts end, in parts of the page width. With `names_below`, an item without a name takes it from
    the next line, if the first item does.
    """

    def __init__(self, edge: float, *, names_below: bool) -> None:
        self.items: list[Item] = []
        self._edge = edge
        self._names_below = names_below
        self._unnamed: Item | None = None
        self._discounts = Discounts()
        self._name: list[Row] = []
        self._count: Sale | None = None

    def take(self, row: Row) -> None:
        """The next line of the roll."""
        item, sale = (None if is_head(row) else item_in(row)), sale_in(row)
        discount = discount_in(row)
        if discount:
            if self.items and discount:
                self.items[-1] = self._discounts.take(self.items, discount)
        elif item is not None and (sale or not self._is_in_name(row)):
            self._add(item)
        elif sale:
            self._multiply(sale)
        else:
            self._wait(row)

    @property
    def lacks_name(self) -> bool:
        """Whether the last item was left without a name."""
        return self._unnamed is not None

    def closed(self) -> list[Item]:
        """All items, when no more lines come."""
        return self._discounts.close(self.items)

    def _is_in_name(self, row: Row) -> bool:
        """Whether the amount of a row stands inside its only cell, far from where all others end."""
        return len(row.cells) == 1 and end_of(row_amounts(row)[-1]) < self._edge - _INSIDE

    def _add(self, item: Item) -> None:
        if not item.text and self._name:
            text = " ".join(_MARK_AFTER.sub("", row.text) for row in self._name)
            item = replace(item, text=text, cells=(*(cell for row in self._name for cell in row.cells), *item.cells))
        if self._count and not item.is_checked and fits(item, self._count):
            item = sold(item, self._count)
        self._unnamed = item if not item.text and self._names_below else None
        if item.text:
            # Only if the first item has its name below have the others.
            self._names_below = self._names_below and bool(self.items)
            self.items = [*self.items[:-1], *map(self._discounts.next, self.items[-1:]), item]
        self._name, self._count = [], None

    def _wait(self, row: Row) -> None:
        """A row without an amount: the name of the item to come, or a code under that name."""
        if self._unnamed and is_name(row):
            unnamed, self._unnamed = self._unnamed, None
            self.items = [*self.items[:-1], *map(self._discounts.next, self.items[-1:])]
            self.items.append(replace(unnamed, text=row.text, cells=(*unnamed.cells, *row.cells)))
            return
        if self._name and not _WORD.search(row.text) and len(self._name) < _MOST_ROWS:
            self._name.append(row)
        else:
            self._name = [row] if is_name(row) else []

    def _multiply(self, sale: Sale) -> None:
        """A count of its own line belongs to the item above if that multiplies out, else to the next."""
        last = self.items[-1] if self.items else None
        if last and not last.is_checked and not self._name and fits(last, sale):
            self.items[-1] = sold(last, sale)
        elif self._name and _is_unread(self._name[-1]):
            row = self._name[-1]
            self._add(sold(Item(text=row.cells[0].text, cells=row.cells), sale))
        else:
            self._count = sale


def _is_unread(row: Row) -> bool:
    """Whether a name has something with digits where its amount should be: "RM22.80≤"."""
    return len(row.cells) == 2 and bool(re.search(r"\d[.,]?\d", row.cells[1].text))


def _is_ending(row: Row) -> bool:
    """Whether the row names a sum or a payment; goods are named with a "bar" or a "card" too, but do not begin so."""
    role = role_of(row.folded)
    return role in _END and (role not in _BEGUN or role_of(" ".join(row.folded.split()[:2])) is role)


def _rows(paper: Paper) -> Iterator[Row]:
    """The rows from the first amount on (with the name above it, and a code below that) to the first sum."""
    before: list[Row] = []
    begun = False
    for row in paper.rows:
        is_sum = bool(_STOP.search(row.folded)) or (_is_ending(row) and bool(row_amounts(row)) and not sale_in(row))
        if is_sum and begun:
            return
        if not begun and (sale_in(row) or (row_amounts(row) and not is_sum and not is_head(row))):
            begun = True
            yield from before if before and not _WORD.search(before[-1].text) else before[-1:]
        if begun:
            yield row
        before = [*before[-1:], row]
