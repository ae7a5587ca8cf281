"""What CSV and Excel files have in common: numbered rows, among which one names the columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from django.utils.translation import gettext as _

from distributors.reading.cells import Cell, day, text
from distributors.reading.faults import BadCell, NotReadable
from distributors.reading.limits import MOST_COLUMNS, MOST_HEAD_ROWS

Row = tuple[int, tuple[Cell, ...]]
"""Where it begins, counted from 1, and its cells. Rows without any content are left out."""

FEWEST_COLUMNS = 4
"""Number, date, article and quantity: less is a title."""


class Sheet(Protocol):
    """A file of rows. `rows` begins anew each time. Raises NotReadable."""

    def rows(self) -> Iterator[Row]:
        """All rows that hold something, those before the columns' names too."""
        ...


@dataclass(frozen=True, slots=True)
class Head:
    """The row that names the columns: where it stands, and its names without empty ones at the end."""

    line: int
    names: tuple[str, ...]


def find_head(sheet: Sheet) -> Head:
    """The first row with enough names. Raises NotReadable where there is none, or where it holds a day."""
    for line, cells in islice(sheet.rows(), MOST_HEAD_ROWS):
        names = _names(cells)
        if len(names) > MOST_COLUMNS:
            raise NotReadable(_("The file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
        if sum(1 for name in names if name) < FEWEST_COLUMNS:
            continue
        if any(_is_day(cell) for cell in cells):
            raise NotReadable(_("The first row must name the columns: document number, date, article, quantity."))
        return Head(line, names)
    raise NotReadable(
        _("No row names the columns. The file needs at least document number, date, article and quantity.")
    )


def _names(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    names = [_name(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _name(cell: Cell) -> str:
    try:
        return text(cell)[:100]
    except BadCell:
        return "?"


def _is_day(cell: Cell) -> bool:
    try:
        return day(cell, month_first=False) is not None
    except BadCell:
        return False


def rows_after(sheet: Sheet, head: Head) -> Iterator[Row]:
    """The rows below the names."""
    for line, cells in sheet.rows():
        if line > head.line:
            yield line, cells
