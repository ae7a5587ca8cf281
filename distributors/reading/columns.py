"""How the columns of one file are to be read: which holds what, and how its days and numbers are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from distributors.reading import cells
from distributors.reading.cells import Cell
from distributors.reading.facts import Fact
from distributors.reading.sheet import Head, Sheet, rows_after

LOOKED_AT = 2_000
"""Rows from which the decimal sign of a column is told."""

NUMBERS = (Fact.QUANTITY, Fact.NET, Fact.GROSS)


@dataclass(frozen=True, slots=True)
class Columns:
    """What somebody said of a form once: the column of each fact; order of days and decimal sign only if told."""

    positions: Mapping[Fact, int]
    month_first: bool | None = None
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """How one file writes its days and numbers; signs by column."""

    month_first: bool = False
    signs: Mapping[Fact, str] = field(default_factory=dict)


def writing_of(sheet: Sheet, head: Head, columns: Columns) -> Writing:
    """As told, else as the columns themselves prove; looks at no more rows than it needs."""
    month_first = columns.month_first if columns.month_first is not None else _is_month_first(sheet, head, columns)
    if columns.sign:
        return Writing(month_first, dict.fromkeys(NUMBERS, columns.sign))
    return Writing(month_first, _signs(sheet, head, columns))


def _is_month_first(sheet: Sheet, head: Head, columns: Columns) -> bool:
    """Only if a day beyond the twelfth stands second somewhere, and never first: American order in the whole column."""
    position, is_proven = columns.positions[Fact.DAY], False
    for count, (_line, row) in enumerate(rows_after(sheet, head)):
        found = cells.day_and_month(_at(row, position))
        if found is None:
            if count > LOOKED_AT and not is_proven:
                return False
            continue
        first, second = found
        if first > 12:
            return False
        is_proven = is_proven or second > 12
    return is_proven


def _signs(sheet: Sheet, head: Head, columns: Columns) -> dict[Fact, str]:
    numbers = {fact: columns.positions[fact] for fact in NUMBERS if fact in columns.positions}
    written: dict[Fact, list[str]] = {fact: [] for fact in numbers}
    for _line, row in islice(rows_after(sheet, head), LOOKED_AT):
        for fact, position in numbers.items():
            cell = _at(row, position)
            if isinstance(cell, str):
                written[fact].append(cell.strip())
    told = {fact: cells.sign_of_column(column) for fact, column in written.items()}
    known = {sign for sign in told.values() if sign}
    # A column that proves nothing is written as the others are.
    common = known.pop() if len(known) == 1 else ""
    return {fact: sign or common for fact, sign in told.items()}


def _at(row: tuple[Cell, ...], position: int) -> Cell:
    return row[position] if position < len(row) else None
