"""The words of a PDF page's text layer, each with its place on the drawn page. Runs in the child only."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as raw

from extraction.reading import Box
from extraction.words import Word

_MOST_CHARACTERS = 60_000
# Device units that the page is laid over while places are asked for; large, so that rounding does not show.
_FINE = 100_000
_Corners = list[float]


def words_of(page: Any) -> list[Word]:
    """Runs of characters without a blank between them, in the order of the file."""
    text_page = page.get_textpage()
    words = []
    for characters, corners in _runs(text_page.raw):
        if box := _on_page(page.raw, corners):
            words.append(Word("".join(characters), box, 1.0))
    return words


def _runs(text_page: Any) -> Iterator[tuple[list[str], _Corners]]:
    """Characters of one word with the rectangle around them, in page units: left, right, bottom, top."""
    characters: list[str] = []
    around: _Corners = []
    for index in range(min(raw.FPDFText_CountChars(text_page), _MOST_CHARACTERS)):
        character = chr(raw.FPDFText_GetUnicode(text_page, index))
        corners = None if character.isspace() or character in "\0\ufffe\ufeff" else _corners(text_page, index)
        breaks = corners is None or (around and _stands_apart(around, corners))
        if breaks and characters:
            yield characters, around
            characters, around = [], []
        if corners is not None:
            characters.append(_plain(character))
            around = _around(around, corners) if around else corners
    if characters:
        yield characters, around


def _plain(character: str) -> str:
    # pdfium marks a hyphen at the line's end as U+0002.
    return "-" if character in "\x02\xad" else character


def _corners(text_page: Any, index: int) -> _Corners | None:
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
        return None
    return [box.left, box.right, box.bottom, box.top]


def _stands_apart(around: _Corners, corners: _Corners) -> bool:
    """True for a jump to another place without a blank in between, as between cells of a table."""
    height = max(around[3] - around[2], corners[3] - corners[2])
    width = max(around[1] - around[0], corners[1] - corners[0])
    size = max(1e-3, min(height, width) if height and width else max(height, width))
    right_gap = max(corners[0] - around[1], around[0] - corners[1])
    up_gap = max(corners[2] - around[3], around[2] - corners[3])
    return right_gap > size or up_gap > 0.5 * size


def _around(one: _Corners, other: _Corners) -> _Corners:
    return [min(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), max(one[3], other[3])]


def _on_page(page: Any, corners: _Corners) -> Box | None:
    """The rectangle as fractions of the page as drawn, its own rotation applied; None if it lies outside."""
    x0, y0 = _device(page, corners[0], corners[3])
    x1, y1 = _device(page, corners[1], corners[2])
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if right <= 0 or left >= 1 or bottom <= 0 or top >= 1:
        return None
    return (max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom))


def _device(page: Any, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value / _FINE, down.value / _FINE
