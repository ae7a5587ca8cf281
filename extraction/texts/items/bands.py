"""Rows of a table put together where a printer set the cells of one row at two heights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extraction.texts.items.headings import Column, Heading
from extraction.texts.items.kinds import AMOUNT, GROSS, PRICE, QUANTITY
from extraction.texts.items.numerals import numerals_in
from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.roles import Role, role_of

_MOST_CELLS = 4
# "15 MM" in a name is no quantity.
_WORD = re.compile(r"[^\W\d]{4}")


def bands(rows: Iterable[Row], heading: Heading, paper: Paper) -> Iterator[Row]:
    """The rows, where a row that holds only the amount joins the row above it that lacks one."""
    held: Row | None = None
    for row in rows:
        if held is None:
            held = row
        elif _completes(held, row, heading, paper):
            held = _joined(held, row)
        else:
            yield held
            held = row
    if held is not None:
        yield held


def _completes(above: Row, row: Row, heading: Heading, paper: Paper) -> bool:
    is_near = row.page == above.page and row.box[1] - above.box[3] < 0.7 * paper.line_height
    is_amount_only = _fills(row, heading, (AMOUNT, GROSS)) and not _fills(row, heading, (QUANTITY, PRICE))
    is_sum = role_of(row.folded) is not Role.NONE
    if not is_near or len(row.cells) > _MOST_CELLS or not is_amount_only or is_sum:
        return False
    plain = Row(
        above.words, above.page, above.index, tuple(cell for cell in above.cells if not _WORD.search(cell.text))
    )
    return _fills(plain, heading, (QUANTITY, PRICE)) and not _fills(above, heading, (AMOUNT, GROSS))


def _fills(row: Row, heading: Heading, kinds: tuple[str, ...]) -> bool:
    columns = [column for column in heading.columns if column.kind in kinds]
    return any(_stands_under(cell, column) for cell in row.cells for column in columns)


def _stands_under(cell: Strip, column: Column) -> bool:
    is_under = min(cell.box[2], column.right + 0.02) - max(cell.box[0], column.left - 0.02) > 0
    return is_under and bool(numerals_in(cell))


def _joined(above: Row, row: Row) -> Row:
    cells = tuple(sorted((*above.cells, *row.cells), key=lambda cell: cell.box[0]))
    return Row(tuple(word for cell in cells for word in cell.words), above.page, above.index, cells)
