"""Words linked to printed lines, also where the lines of a photograph sink, fan out or bend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

from extraction.words import TextLine, Word

Slope = Callable[[float], float]
"""How far lines sink from left to right, by their height on the page."""

_SLOPES = [step / 500 for step in range(-25, 26)]
# Lines of at least this many words and this width (in parts of the page) show how the page is turned.
# A word may stand this many heights off the level of the one it continues; a page width away counts as half of one.
_REACH, _FAR, _SMALLEST = 0.5, 0.5, 0.8
# Coming with the same line counts for this many heights.
_TOGETHER, _WIDE_REACH = 0.45, 1.2
_OWN_SLOPE = 0.12
# No page that a person could read has more; the rest is left out, so that no file keeps the rules busy for long.
_MOST_WORDS, _MOST_LETTERS = 3000, 300
# Stands for the height of words that have none.
_NOTHING = 1e-6
_ENOUGH_WORDS, _ENOUGH_WIDTH, _ENOUGH_LINES = 3, 0.35, 5


def rows_of(lines: Sequence[TextLine]) -> list[list[Word]]:
    """The printed lines, top to bottom, each left to right, linked anew from the words of all lines.

    Each word joins the line whose last word it continues best: level with it and not far to its right.
    """
    slope = _slope_of(lines)
    parts = [(_trimmed(word), at) for at, line in enumerate(lines) for word in line.words if word.text.strip()]
    parts = parts[:_MOST_WORDS]
    usual = max(median(_tall(word) for word, _ in parts), _NOTHING)
    rows: list[_Row] = []
    for word, line in sorted(parts, key=lambda part: part[0].box[0]):
        row = _row_for(word, line, rows, slope(_middle(word)), usual)
        if row is None:
            rows.append(_Row(word, line))
        else:
            row.add(word, line)
    found = [row.words for row in rows]
    return sorted(found, key=lambda row: median(_level(word, slope(_middle(word))) for word in row))


class _Row:
    """A line that is being linked: its last word, and how it sinks if it is long enough to tell."""

    __slots__ = ("centre", "last", "line", "middle", "own", "tall", "words")

    def __init__(self, word: Word, line: int) -> None:
        self.words: list[Word] = []
        self.own: float | None = None
        self.add(word, line)

    def add(self, word: Word, line: int) -> None:
        """The next word. `line` is the line it came with: who put that together saw the picture, and is often right."""
        self.words.append(word)
        self.last, self.line = word, line
        self.middle, self.centre, self.tall = _middle(word), _centre(word), _tall(word)
        before = next((one for one in reversed(self.words) if self.centre - _centre(one) > _OWN_SLOPE), None)
        self.own = _rise([before, word]) if before else None


def _trimmed(word: Word) -> Word:
    return replace(word, text=word.text.strip()[:_MOST_LETTERS])


def _row_for(word: Word, line: int, rows: Sequence[_Row], slope: float, usual: float) -> _Row | None:
    middle, centre, tall = _middle(word), _centre(word), _tall(word)
    best: _Row | None = None
    least = float("inf")
    for row in rows:
        turned = _turned(row, word, slope)
        height = max(min(tall, row.tall), _SMALLEST * usual)
        offset = abs(middle - row.middle - turned * (centre - row.centre)) / height
        is_same = line == row.line
        if offset < (_WIDE_REACH if is_same else _REACH) and not _overlap(word, row.last):
            cost = offset + _FAR * (word.box[0] - row.last.box[2]) - _TOGETHER * is_same
            if cost < least:
                best, least = row, cost
    return best


def _turned(row: _Row, word: Word, slope: float) -> float:
    """The slope from the row to the word: what the two themselves show, else what one of them and the page do."""
    own = row.last.rise if row.own is None else row.own
    return ((slope if own is None else own) + (slope if word.rise is None else word.rise)) / 2


def _overlap(one: Word, other: Word) -> bool:
    shared = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    return shared > 0.3 * min(one.box[2] - one.box[0], other.box[2] - other.box[0])


def _slope_of(lines: Sequence[TextLine]) -> Slope:
    """The slope as long lines show it, changing evenly down the page; without such, the one that fits most words."""
    measured = [(_middle(word), word.rise) for line in lines for word in line.words if word.rise is not None]
    if len(measured) >= _ENOUGH_LINES:
        return _even(measured)
    long = [line.words for line in lines if _is_long(line)]
    if len(long) >= _ENOUGH_LINES:
        return _even([(_middle(words[0]), _rise(words)) for words in long])
    words = [word for line in lines for word in line.words]
    sharpest = _sharpest(words)
    return lambda _: sharpest


def _is_long(line: TextLine) -> bool:
    left, _, right, _ = line.box if line.words else (0.0, 0.0, 0.0, 0.0)
    return len(line.words) >= _ENOUGH_WORDS and right - left >= _ENOUGH_WIDTH


def _rise(words: Sequence[Word]) -> float:
    first, last = words[0], words[-1]
    return (_middle(last) - _middle(first)) / max(_centre(last) - _centre(first), 0.1)


def _even(points: Sequence[tuple[float, float]]) -> Slope:
    """The slope over the height, by the medians of the upper and the lower half."""
    ordered = sorted(points)
    half = len(ordered) // 2
    (top, above), (foot, below) = _typical(ordered[:half]), _typical(ordered[half:])
    change = (below - above) / (foot - top) if foot - top > 0.1 else 0.0
    return lambda height: above + change * (height - top)


def _typical(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return median(height for height, _ in points), median(slope for _, slope in points)


def _sharpest(words: Sequence[Word]) -> float:
    """The slope at which most words fall on common levels."""
    if len(words) < 12:
        return 0.0
    step = max(median(_tall(word) for word in words) / 4, 1e-6)
    return max(_SLOPES, key=lambda slope: (_sharpness(words, slope, step), -abs(slope)))


def _sharpness(words: Sequence[Word], slope: float, step: float) -> int:
    counts: dict[int, int] = {}
    for word in words:
        level = round(_level(word, slope) / step)
        counts[level] = counts.get(level, 0) + 1
    return sum(counts[level] * (counts[level] + counts.get(level + 1, 0)) for level in counts)


def _tall(word: Word) -> float:
    """The height of the print; the box around a slanted run is higher by its rise."""
    left, top, right, bottom = word.box
    return max(bottom - top - abs(word.rise or 0.0) * (right - left), (bottom - top) / 3)


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def _centre(word: Word) -> float:
    return (word.box[0] + word.box[2]) / 2


def _level(word: Word, slope: float) -> float:
    return _middle(word) - slope * _centre(word)
