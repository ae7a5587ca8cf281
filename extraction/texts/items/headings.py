"""The headings of an item table: which column holds the quantity, the price, the amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extraction.texts.context import is_over
from extraction.texts.items.kinds import AMOUNT, GROSS, KINDS, MARK, POSITION, PRICE, QUANTITY, SKU, TAX_AMOUNT, TEXT
from extraction.texts.layout import Paper, Row, Strip, union
from extraction.words import Word

_MOST_GAP = 0.9
# "Total w/o tax" names one column.
_LESS_TAX = re.compile(
    r" ?\(?(?:bez|s|w/o|excl\w*|incl\w*|exkl|inkl|ex|inc|ohne|mit|hors|sin|con|senza|utan|zonder)[.]? ?"
    r"(?:dph|vat|tax|gst|sst|mwst|ust|tva|iva|moms|btw)\b"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its kind and the space of its heading."""

    kind: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of one table and the last row they take."""

    columns: tuple[Column, ...]
    first: int
    last: int

    def column(self, kind: str) -> Column | None:
        return next((column for column in self.columns if column.kind == kind), None)

    @property
    def kinds(self) -> set[str]:
        return {column.kind for column in self.columns}


def find_headings(paper: Paper) -> list[Heading]:
    """Every row of item headings: it names an amount or a price, and at least two more columns."""
    found: list[Heading] = []
    for row in paper.rows:
        if (not found or row.index > found[-1].last) and _is_heading(kinds_in(row)):
            found.append(_heading(paper, row))
    return found


def _is_heading(several: set[str]) -> bool:
    money = several & {AMOUNT, GROSS, PRICE}
    return (
        len(several) >= 3
        and bool(money)
        and bool(several & {QUANTITY, TEXT, SKU})
        and (QUANTITY in several or TEXT in several)
    )


def kinds_in(row: Row) -> set[str]:
    """The kinds of column that a row names; none if it holds numbers or facts."""
    if re.search(r"\d{3}|\d[.,]\d\d", row.folded) or len(row.text) > 160:
        return set()
    if any(cell.text.endswith(":") for cell in row.cells[:-1]) or row.text.endswith(":"):
        return set()
    return {kind for cell in row.cells for kind, _ in _pieces(cell)}


def _pieces(cell: Strip) -> Iterator[tuple[str, Strip]]:
    """The headings in a cell, left to right: an engine may run two neighbours together."""
    at, taken = 0, []
    while at < len(cell.folded):
        hits = [
            (match.start(), order, match, kind)
            for order, (kind, pattern) in enumerate(KINDS)
            if (match := pattern.search(cell.folded, at))
        ]
        if not hits:
            break
        _, _, match, kind = min(hits, key=lambda hit: (hit[0], hit[1]))
        tax = _LESS_TAX.match(cell.folded, match.end()) if kind in (AMOUNT, GROSS, PRICE) else None
        end = (tax or match).end()
        taken.append((kind, match.start(), end))
        at = max(end, at + 1)
    for kind, start, end in _merged(taken):
        yield kind, Strip((Word(cell.text[start:end], cell.spot(start, end), 1.0),), cell.page)


def _merged(taken: list[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """Neighbouring pieces of one kind are one heading: "Nazwa towaru"."""
    for at, (kind, start, end) in enumerate(taken):
        if at and taken[at - 1][0] == kind:
            continue
        more = [piece[2] for piece in taken[at:] if piece[0] == kind and piece[1] - end < 4]
        yield kind, start, max(more, default=end)


def _heading(paper: Paper, row: Row) -> Heading:
    """The columns of a heading row, with what the rows right above and below add to it."""
    rows = [row, *_more_rows(paper, row, -1), *_more_rows(paper, row, 1)]
    stacks: list[list[Strip]] = []
    for part in sorted(rows, key=lambda part: part.index):
        for cell in part.cells:
            pieces = [strip for _, strip in _pieces(cell)] or [cell]
            for piece in pieces:
                _stack(stacks, piece)
    columns = _with_amount([column for stack in stacks if (column := _column(stack))])
    indexes = [part.index for part in rows]
    return Heading(_told_apart(columns), min(indexes), max(indexes))


def _with_amount(columns: list[Column]) -> list[Column]:
    """Without any other amount, "Wartość VAT" was two headings run together, or the last of two prices is it."""
    if any(column.kind in (AMOUNT, GROSS) for column in columns):
        return columns
    ordered = sorted(columns, key=lambda column: column.left)
    prices = [column for column in ordered if column.kind == PRICE]
    likely = [column for column in ordered if column.kind == TAX_AMOUNT] or prices[1:]
    return [Column(AMOUNT, one.left, one.right) if one in likely[-1:] else one for one in columns]


def _more_rows(paper: Paper, row: Row, way: int) -> Iterator[Row]:
    """Rows above or below that are close and name columns too: two, or up to four of nothing but headings."""
    last = row
    for step in range(1, 5):
        other = paper.around(row, way * step)
        if other is None or re.search(r"\d", other.folded):
            return
        if not kinds_in(other) and not all(MARK.match(cell.folded) for cell in other.cells):
            return
        if step > 2 and not all(_is_all_heading(cell) for cell in other.cells):
            return
        upper, lower = (other, last) if way < 0 else (last, other)
        if lower.box[1] - upper.box[3] > _MOST_GAP * paper.line_height:
            return
        yield other
        last = other


def _is_all_heading(cell: Strip) -> bool:
    return bool(MARK.match(cell.folded)) or any(pattern.fullmatch(cell.folded.strip(" .:")) for _, pattern in KINDS)


def _told_apart(columns: list[Column]) -> tuple[Column, ...]:
    """The columns left to right; "Amount" in front of a price and a total is the quantity."""
    ordered = sorted(columns, key=lambda column: column.left)
    amounts = [column for column in ordered if column.kind == AMOUNT]
    kinds = {column.kind for column in ordered}
    texts = [column for column in ordered if column.kind == TEXT]
    if len(texts) > 1 and texts[0] is ordered[0]:
        ordered[0] = Column(POSITION, ordered[0].left, ordered[0].right)
    if len(amounts) > 1 and QUANTITY not in kinds and kinds >= {PRICE, TEXT}:
        first = amounts[0]
        ordered = [Column(QUANTITY, first.left, first.right) if column is first else column for column in ordered]
    return tuple(ordered)


def _stack(stacks: list[list[Strip]], piece: Strip) -> None:
    for stack in stacks:
        if stack[-1].box[3] <= piece.middle and is_over(stack[-1], piece):
            stack.append(piece)
            return
    stacks.append([piece])


def _column(stack: list[Strip]) -> Column | None:
    text = " ".join(piece.folded for piece in stack)
    box = union(piece.box for piece in stack)
    hits = [(match.start(), order) for order, (_, pattern) in enumerate(KINDS) if (match := pattern.search(text))]
    return Column(KINDS[min(hits)[1]][0], box[0], box[2]) if hits else None
