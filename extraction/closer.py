"""A closer look at print that fills only a part of the picture, in the full size of the camera's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.engines.base import Engine, Pixels
from extraction.findings import Sheet
from extraction.reading import Box
from extraction.words import TextLine, Word

# Of the longer side of the picture; print that fills more is read as well in the whole picture.
_FAR = 0.6
# Paper around the print, in parts of the picture.
_MARGIN = 0.03
_AS_MUCH = 0.9


def look(engine: Engine, sheet: Sheet, turn: int, picture: Pixels, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines as they are read from nearby, where that is more than what was read in the picture; places on the page.

    `lines` are those read in the whole picture, turned by `turn`. Raises what the engine raises, and Refusal.
    """
    part = _part_to_see(picture, lines)
    if part is None:
        return list(lines)
    seen, place = sheet.file.part(sheet.place, turn, part)
    near = on_page(engine.read(seen, sheet.number), place)
    # Seen from nearby a torn edge or a stain is not taken for letters any more, which makes the text shorter.
    return near if worth(near) > _AS_MUCH * worth(lines) else list(lines)


def _part_to_see(picture: Pixels, lines: Sequence[TextLine]) -> Box | None:
    """Where the print is with a margin, if that is so small a part that it is seen much larger alone."""
    if not lines:
        return None
    lefts, tops, rights, bottoms = zip(*(line.box for line in lines), strict=True)
    left, top, right, bottom = min(lefts), min(tops), max(rights), max(bottoms)
    height, width = picture.shape[:2]
    if max((right - left) * width, (bottom - top) * height) > _FAR * max(width, height):
        return None
    return (
        max(0.0, left - _MARGIN),
        max(0.0, top - _MARGIN),
        min(1.0, right + _MARGIN),
        min(1.0, bottom + _MARGIN),
    )


def worth(lines: Sequence[TextLine]) -> float:
    """How much was read, and how surely; squared, for nonsense is read with little certainty."""
    # Length counts too: one sure word upside down must not win over a page of print.
    return sum(len(word.text) * word.confidence**2 for line in lines for word in line.words if len(word.text) >= 3)


def on_page(lines: Sequence[TextLine], part: Box) -> list[TextLine]:
    """The lines read in a part of the page, with their places on the whole page."""
    return [replace(line, words=tuple(_word_on_page(word, part) for word in line.words)) for line in lines]


def _word_on_page(word: Word, part: Box) -> Word:
    (left, top, right, bottom), box = part, word.box
    across, down = right - left, bottom - top
    there = (left + box[0] * across, top + box[1] * down, left + box[2] * across, top + box[3] * down)
    return replace(word, box=there, rise=None if word.rise is None else word.rise * down / across)
