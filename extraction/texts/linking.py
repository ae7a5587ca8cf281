"""Words linked to printed lines, also where the lines of a photograph sink, fan out or bend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
_ENOUGH_WORDS, _ENOUGH_WIDTH, _ENOUGH_LINES = 3, 0.35, 5


def rows_of(lines: Sequence[TextLine]) -> list[list[Word]]:
    """The printed lines, top to bottom, each left to right, linked anew from the words of all lines.

    Each word joins the line whose last word it continues best: level with it and not far to its right.
    """
    slope = _slope_of(lines)
    parts = [_Part(_trimmed(word), at) for at, line in enumerate(lines) for word in line.words if word.text.strip()]
    usual = median(_tall(part.word) for part in parts)
    rows: list[list[_Part]] = []
    for part in sorted(parts, key=lambda part: part.word.box[0]):
        row = _row_for(part, rows, slope, usual)
        if row is None:
            rows.append([part])
        else:
            row.append(part)
    found = [[part.word for part in row] for row in rows]
    return sorted(found, key=lambda row: median(_level(word, slope(_middle(word))) for word in row))


@dataclass(frozen=True, slots=True)
class _Part:
    """A word, and the line that it came with: who put that together saw the picture, and is often right."""

    word: Word
    line: int


def _trimmed(word: Word) -> Word:
    return word if word.text == word.text.strip() else Word(word.text.strip(), word.box, word.confidence)


def _row_for(part: _Part, rows: list[list[_Part]], slope: Slope, usual: float) -> list[_Part] | None:
    word = part.word
    fits: list[tuple[float, int]] = []
    for at, row in enumerate(rows):
        last = row[-1].word
        turned = _turned([one.word for one in row], slope(_middle(word)))
        height = max(min(_tall(word), _tall(last)), _SMALLEST * usual)
        offset = abs(_level(word, turned) - _level(last, turned)) / height
        is_same = part.line == row[-1].line
        if offset < (_WIDE_REACH if is_same else _REACH) and not _overlap(word, last):
            fits.append((offset + _FAR * (word.box[0] - last.box[2]) - _TOGETHER * is_same, at))
    return rows[min(fits)[1]] if fits else None


def _turned(row: list[Word], usual: float) -> float:
    """The slope at the end of a line: half of the page's, half of the line's own if it is long enough to have one."""
    last = row[-1]
    before = next((word for word in reversed(row) if _centre(last) - _centre(word) > _OWN_SLOPE), None)
    return (usual + _rise([before, last])) / 2 if before else usual


def _overlap(one: Word, other: Word) -> bool:
    shared = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    return shared > 0.3 * min(one.box[2] - one.box[0], other.box[2] - other.box[0])


def _slope_of(lines: Sequence[TextLine]) -> Slope:
    """The slope as long lines show it, changing evenly down the page; without such, the one that fits most words."""
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
    return word.box[3] - word.box[1]


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def _centre(word: Word) -> float:
    return (word.box[0] + word.box[2]) / 2


def _level(word: Word, slope: float) -> float:
    return _middle(word) - slope * _centre(word)
