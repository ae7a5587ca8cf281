"""What stands around a value: before it in its cell, left of it in its row, above it in its column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extraction.texts.layout import Paper, Row, Strip


@dataclass(frozen=True, slots=True)
class Context:
    """Folded words around a value; empty where nothing stands."""

    before: str
    left: str
    above: str

    @property
    def near(self) -> str:
        """What names the value when nothing stands between."""
        return f"{self.left} {self.before}".strip()


def context_of(paper: Paper, row: Row, cell: Strip, start: int) -> Context:
    """The context of a value that begins at `start` of a cell of the row."""
    at = row.cells.index(cell)
    left = row.cells[at - 1].folded if at else ""
    return Context(
        cell.folded[:start].strip(), left, " ".join(other.folded for other in column_above(paper, row, cell, reach=2))
    )


def column_above(paper: Paper, row: Row, cell: Strip, *, reach: int) -> Iterator[Strip]:
    """The cells over this one in the next rows up, nearest first."""
    for step in range(1, reach + 1):
        other = paper.around(row, -step)
        if other is None or row.box[1] - other.box[3] > 2.5 * paper.line_height:
            return
        yield from (candidate for candidate in other.cells if is_over(candidate, cell))


def is_over(one: Strip, other: Strip) -> bool:
    """Whether two cells share a column: they overlap by a third of the narrower one."""
    shared = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    return shared > 0.33 * min(one.box[2] - one.box[0], other.box[2] - other.box[0])


def after(paper: Paper, row: Row, cell: Strip, end: int) -> Iterator[tuple[Strip, int, str]]:
    """Places where the value of a name may stand, as (cell, offset, how): behind it, to the right, below."""
    yield cell, end, "behind"
    at = row.cells.index(cell)
    for other in row.cells[at + 1 : at + 3]:
        yield other, 0, "right"
    for step in (1, 2):
        lower = paper.around(row, step)
        if lower is None or lower.box[1] - row.box[3] > 3 * paper.line_height:
            return
        for other in lower.cells:
            if is_over(other, cell):
                yield other, 0, "below"
