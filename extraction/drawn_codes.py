"""Where a page that a program drew can carry a code: what is dense in edges and is neither print nor a rule.

Such a page is sharp, upright and evenly lit, so that most of it is told from a code without any reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extraction.reading import Box
from extraction.symbol_regions import Grey, Region

_CELL = 8
"""Pixels to a cell of the map: one millimetre at 200 dpi."""
# The mean step from pixel to pixel. Black and white by turns, each ten pixels wide, have 25.
_BUSY, _DENSE_BARS, _ONE_WAY = 5.0, 20.0, 2.5
# Cells both ways: rules are narrower.
_LEAST = 3
_QUIET = 3
_AROUND, _CROWDED = 7, 0.6
_SMALLEST = 100
# Half of a code is dark; of the place of a word a fifth is, and rarely a third.
_DARK = 0.37


def code_regions(grey: Grey, words: Iterable[Box]) -> list[Region]:
    """The parts in which readers have to look; `words` are the places of those that the page states, as fractions.

    Words in a font of bar codes look like a code and not like print, so their places are looked at all the same.
    """
    high, wide = grey.shape
    if min(high, wide) < _SMALLEST:
        return [Region(0, 0, wide, high, 0.0)]
    prints = [box for box in words if _is_print(grey, box)]
    return list(_around(_likely(grey, prints), grey))


def _is_print(grey: Grey, box: Box) -> bool:
    (high, wide), (left, top, right, bottom) = grey.shape, box
    place = grey[int(top * high) : int(bottom * high) + 1, int(left * wide) : int(right * wide) + 1]
    return not place.size or cv2.mean(place)[0] > 255 * (1 - _DARK)


def _likely(grey: Grey, prints: Sequence[Box]) -> NDArray[np.uint8]:
    """A map of the page, 1 in each cell of a part that may be a code."""
    across, down = _changes(grey, grey[:, 1:]), _changes(grey, grey[1:])
    printed = _printed(across.shape, prints)
    upright = printed & (across > _DENSE_BARS) & (across > _ONE_WAY * down)
    lying = printed & (down > _DENSE_BARS) & (down > _ONE_WAY * across)
    other = ~printed & (np.maximum(across, down) > _BUSY)
    return _solid(upright) | _solid(lying) | _solid(other) | _crowded(other)


def _changes(grey: Grey, neighbours: Grey) -> NDArray[np.float32]:
    """The mean step from each pixel to its neighbour, for each whole cell of the page."""
    high, wide = ((side - 1) // _CELL for side in grey.shape)
    area = np.s_[: high * _CELL, : wide * _CELL]
    steps = cv2.absdiff(grey[area], neighbours[area])
    return np.asarray(cv2.resize(steps, (wide, high), interpolation=cv2.INTER_AREA), np.float32)


def _printed(shape: tuple[int, ...], prints: Sequence[Box]) -> NDArray[np.bool_]:
    printed = np.zeros(shape, np.bool_)
    high, wide = shape
    for left, top, right, bottom in prints:
        printed[int(top * high) : int(bottom * high) + 1, int(left * wide) : int(right * wide) + 1] = True
    return printed


def _solid(cells: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The cells with small gaps closed, where they are not just a line."""
    block = np.ones((_LEAST, _LEAST), np.uint8)
    closed = cv2.morphologyEx(cells.astype(np.uint8), cv2.MORPH_CLOSE, block)
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, block), np.uint8)


def _crowded(cells: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Where about half of the cells around are among them, as in a code whose modules are larger than a cell."""
    share = cv2.boxFilter(cells.astype(np.float32), -1, (_AROUND, _AROUND), borderType=cv2.BORDER_CONSTANT)
    return np.asarray(share > _CROWDED, np.uint8)


def _around(cells: NDArray[np.uint8], grey: Grey) -> Iterator[Region]:
    """The boxes around the cells with the quiet zone that readers want; boxes that meet become one."""
    grown = np.zeros_like(cells)
    for left, top, wide, high in _boxes(cells):
        # The wide bars at the ends of a very large code have hardly an edge.
        more = _QUIET + max(wide, high) // 8
        grown[max(0, top - more) : top + high + more, max(0, left - more) : left + wide + more] = 1
    for left, top, wide, high in _boxes(grown):
        right, bottom = min(grey.shape[1], (left + wide + 1) * _CELL), min(grey.shape[0], (top + high + 1) * _CELL)
        yield Region(left * _CELL, top * _CELL, right, bottom, 0.0)


def _boxes(cells: NDArray[np.uint8]) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, width and height of what hangs together, in cells."""
    _number, _labels, stats, _centres = cv2.connectedComponentsWithStats(cells, connectivity=8)
    for left, top, wide, high, _area in stats[1:]:
        yield int(left), int(top), int(wide), int(high)
