"""Reads a page with an engine, and again turned if it was photographed lying on its side or on its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extraction.closer import worth
from extraction.engines.base import Engine, Pixels
from extraction.findings import Sheet
from extraction.words import TextLine, Word

# Upright print that can be read at all is read with more certainty than this.
_UNSURE = 0.7
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Read:
    """The lines of a page and the turn at which they were read."""

    turn: int
    picture: Pixels
    lines: list[TextLine]


def read(engine: Engine, sheet: Sheet, picture: Pixels) -> Read:
    """The best reading of the page, whose picture as it lies is given. Raises what the engine raises."""
    first = Read(sheet.turn, picture, engine.read(picture, sheet.number))
    others = [_read_turned(engine, sheet, (sheet.turn + turn) % 360) for turn in _turns_to_try(first)]
    # An engine may read towers letter for letter, but their lines stand beside each other, not below.
    candidates = others if _lies_on_its_side(first) else [first, *others]
    return max(candidates, key=lambda one: worth(one.lines))


def _read_turned(engine: Engine, sheet: Sheet, turn: int) -> Read:
    picture = sheet.file.pixels(sheet.place, turn)
    return Read(turn, picture, engine.read(picture, sheet.number))


def _turns_to_try(first: Read) -> tuple[int, ...]:
    words = _words(first.lines)
    if len(words) < _FEWEST_WORDS:
        return ()
    if _lies_on_its_side(first):
        return (90, 270)
    return (180,) if sum(word.confidence for word in words) / len(words) < _UNSURE else ()


def _lies_on_its_side(first: Read) -> bool:
    height, width = first.picture.shape[:2]
    words = _words(first.lines)
    tall = [word for word in words if _is_tall(word, width, height)]
    return len(words) >= _FEWEST_WORDS and len(tall) > 0.6 * len(words)


def _is_tall(word: Word, width: int, height: int) -> bool:
    """True if the run of several letters stands upright like a tower."""
    left, top, right, bottom = word.box
    return (bottom - top) * height > 1.5 * (right - left) * width


def _words(lines: Sequence[TextLine]) -> list[Word]:
    return [word for line in lines for word in line.words if len(word.text) >= 3]
