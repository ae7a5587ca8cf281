"""Rows and cells: the printed lines of a document, rebuilt from words with boxes whatever engine found them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from statistics import median

from extraction.reading import OCR, Box
from extraction.texts.folding import fold
from extraction.texts.linking import rows_of
from extraction.words import TextLine, Word

# A gap of this many letter widths starts a new cell: wider than a blank, narrower than the space between two columns.
CELL_GAP = 2.0


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True)
class Strip:
    """Words side by side. `text` joins them with blanks; offsets into `text` and `folded` are the same."""

    words: tuple[Word, ...]
    page: int

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def squeezed(self) -> str:
        """Only letters and digits, folded."""
        return "".join(letter for letter in self.folded if letter.isalnum())

    @cached_property
    def box(self) -> Box:
        return union(word.box for word in self.words)

    @cached_property
    def height(self) -> float:
        return median(word.box[3] - word.box[1] for word in self.words)

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    def spot(self, start: int, end: int) -> Box:
        """The place of the letters from `start` to `end`, shared out evenly within a word."""
        boxes: list[Box] = []
        at = 0
        for word in self.words:
            low, high = max(start - at, 0), min(end - at, len(word.text))
            if low < high:
                boxes.append(_part(word, low, high))
            at += len(word.text) + 1
        return union(boxes) if boxes else self.box

    def trust(self, start: int, end: int) -> float:
        """The lowest engine confidence among the words from `start` to `end`."""
        at, found = 0, [1.0]
        for word in self.words:
            if at < end and start < at + len(word.text):
                found.append(word.confidence)
            at += len(word.text) + 1
        return min(found)


def _part(word: Word, low: int, high: int) -> Box:
    left, top, right, bottom = word.box
    width = (right - left) / max(len(word.text), 1)
    return (left + low * width, top, left + high * width, bottom)


@dataclass(frozen=True)
class Row(Strip):
    """All words of one printed line; `cells` are its parts between wide gaps; `index` counts over all pages."""

    index: int = 0
    cells: tuple[Strip, ...] = ()


@dataclass(frozen=True, eq=False)
class Paper:
    """A document as rows from the top of the first page to the foot of the last.

    Compared by identity, so that what is asked of one paper several times can be remembered by it.
    """

    rows: tuple[Row, ...]
    em: dict[int, float] = field(default_factory=dict)
    source: str = OCR

    @cached_property
    def squeezed(self) -> str:
        """All rows without blanks and marks, one below the other."""
        return "\n".join(row.squeezed for row in self.rows)

    def cells(self) -> Iterator[tuple[Row, Strip]]:
        return ((row, cell) for row in self.rows for cell in row.cells)

    def around(self, row: Row, step: int) -> Row | None:
        """The row `step` further down (or up) on the same page."""
        at = row.index + step
        if 0 <= at < len(self.rows) and self.rows[at].page == row.page:
            return self.rows[at]
        return None

    @cached_property
    def line_height(self) -> float:
        return median([row.height for row in self.rows]) if self.rows else 0.01

    @cached_property
    def is_wide(self) -> bool:
        """A sheet such as A4 rather than a till roll: its longest rows hold many letters."""
        lengths = sorted((row.box[2] - row.box[0]) / self.em[row.page] for row in self.rows)
        return bool(lengths) and lengths[int(len(lengths) * 0.9)] > 62


def rebuild(lines: Sequence[TextLine]) -> Paper:
    """The rows of all lines, page by page. Lines without words, and words without letters, are left out."""
    rows: list[Row] = []
    em: dict[int, float] = {}
    used = [line for line in lines if any(word.text.strip() for word in line.words)]
    for page, found in groupby(sorted(used, key=lambda line: line.page), key=lambda line: line.page):
        members = rows_of(list(found))
        em[page] = _letter_width([word for row in members for word in row])
        for words in members:
            rows.append(_row(words, page=page, index=len(rows), em=em[page]))
    return Paper(rows=tuple(rows), em=em, source=used[0].source if used else OCR)


def _letter_width(words: Sequence[Word]) -> float:
    widths = [(word.box[2] - word.box[0]) / len(word.text) for word in words if len(word.text) >= 3]
    return max(median(widths), 1e-6) if widths else 0.02


def _row(words: Sequence[Word], *, page: int, index: int, em: float) -> Row:
    cells: list[list[Word]] = [[words[0]]]
    for before, word in pairwise(words):
        if word.box[0] - before.box[2] > CELL_GAP * em:
            cells.append([])
        cells[-1].append(word)
    return Row(tuple(words), page, index, tuple(Strip(tuple(cell), page) for cell in cells))
