"""Puts loose words together to the lines that are printed: the same for engines and text layers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from extraction.words import TextLine, Word


@dataclass(slots=True)
class _Row:
    words: list[Word] = field(default_factory=list)
    middle: float = 0.0
    height: float = 0.0


def printed_lines(words: Iterable[Word], *, page: int, source: str, slope: float = 0.0) -> list[TextLine]:
    """Lines from top to bottom, words from left to right.

    `slope` is how much the text falls along the page (in fractions of the height for one page width), so that
    words of one line of a tilted photo still meet.
    """
    rows: list[_Row] = []
    for word in sorted(words, key=lambda word: _middle(word, slope)):
        row = _row_for(word, rows, slope)
        row.words.append(word)
        # The median, for one tall bracket or logo must not move the line.
        row.middle = median(_middle(word, slope) for word in row.words)
        row.height = median(_height(word) for word in row.words)
    rows.sort(key=lambda row: row.middle)
    return [TextLine(tuple(sorted(row.words, key=lambda word: word.box[0])), page, source) for row in rows]


def _row_for(word: Word, rows: list[_Row], slope: float) -> _Row:
    # Words come sorted by height on the page, so only the last few rows can be theirs.
    for row in reversed(rows[-4:]):
        if abs(_middle(word, slope) - row.middle) < 0.5 * min(_height(word), row.height) and not _collides(word, row):
            return row
    rows.append(_Row())
    return rows[-1]


def _collides(word: Word, row: _Row) -> bool:
    """True if the word stands on top of one already there: then they are two lines, however close."""
    left, _, right, _ = word.box
    return any(
        min(right, w.box[2]) - max(left, w.box[0]) > 0.5 * min(right - left, w.box[2] - w.box[0]) for w in row.words
    )


def _middle(word: Word, slope: float) -> float:
    left, top, right, bottom = word.box
    return (top + bottom) / 2 - slope * (left + right) / 2


def _height(word: Word) -> float:
    return word.box[3] - word.box[1]
