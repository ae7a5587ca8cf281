"""Where on a picture a code is likely: places where light and dark change more densely than in any print of words.

A linear code changes along one direction only, so its slant can be told; such a part is turned upright before reading.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

_CELL = 16
"""Pixels to a cell of the map; a code of this size or less cannot be read anyway."""
_MOST = 8
_DENSE_BARS, _DENSE_SQUARES = 12.0, 22.0
_ONE_WAY = 1.8
_SMALLEST = 2
_LEAST_ALONG = 0.7
_MARGIN = 28
_LARGEST = 1100


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the picture, in pixels, and by how many degrees its bars are off upright; 0 for squares."""

    left: int
    top: int
    right: int
    bottom: int
    slant: float


def likely_regions(grey: Grey) -> list[Region]:
    """The parts worth a closer look, densest first, at most eight."""
    if min(grey.shape) < _CELL:
        return []
    across, down = _changes(grey, axis=1), _changes(grey, axis=0)
    strong, weak = np.maximum(across, down), np.minimum(across, down)
    bars = (strong > _DENSE_BARS) & (strong > _ONE_WAY * weak)
    squares = weak > _DENSE_SQUARES
    found = [*_parts(bars, strong, grey, is_linear=True), *_parts(squares, weak, grey, is_linear=False)]
    return [region for _weight, region in sorted(found, key=lambda one: -one[0])[:_MOST]]


def _changes(grey: Grey, *, axis: int) -> NDArray[np.float32]:
    """The mean step between neighbouring pixels along an axis, for each cell."""
    before, after = (grey[:, :-1], grey[:, 1:]) if axis else (grey[:-1], grey[1:])
    steps = cv2.absdiff(before, after)
    size = (max(1, grey.shape[1] // _CELL), max(1, grey.shape[0] // _CELL))
    return np.asarray(cv2.resize(steps, size, interpolation=cv2.INTER_AREA), np.float32)


def _parts(
    likely: NDArray[np.bool_], weight: NDArray[np.float32], grey: Grey, *, is_linear: bool
) -> Iterator[tuple[float, Region]]:
    closed = cv2.morphologyEx(likely.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    number, labels, stats, _centres = cv2.connectedComponentsWithStats(closed, connectivity=8)
    for at in range(1, number):
        left, top, width, height, _area = (int(one) for one in stats[at])
        if max(width, height) < _SMALLEST or max(width, height) * _CELL > _LARGEST:
            continue
        box = (left * _CELL, top * _CELL, (left + width) * _CELL, (top + height) * _CELL)
        slant = _slant(grey[box[1] : box[3], box[0] : box[2]]) if is_linear else 0.0
        if is_linear and _runs_across(width, height, slant):
            continue
        yield float(weight[labels == at].sum()), Region(*_within(box, grey), slant)


def _runs_across(width: int, height: int, slant: float) -> bool:
    """True for a line of print: it is long where its light and dark do not change."""
    along, other = (height, width) if abs(slant) > 45 else (width, height)
    return along < _LEAST_ALONG * other


def _within(box: tuple[int, int, int, int], grey: Grey) -> tuple[int, int, int, int]:
    """The box with the quiet zone that readers want around a code."""
    left, top, right, bottom = box
    height, width = grey.shape
    return max(0, left - _MARGIN), max(0, top - _MARGIN), min(width, right + _MARGIN), min(height, bottom + _MARGIN)


def _slant(part: Grey) -> float:
    """The direction in which light changes, in degrees off the horizontal, from -90 to 90."""
    if min(part.shape) < 3:
        return 0.0
    across, down = (cv2.Sobel(part, cv2.CV_32F, *order, ksize=3) for order in ((1, 0), (0, 1)))
    both = float((across * down).sum())
    return math.degrees(0.5 * math.atan2(2 * both, float((across**2).sum() - (down**2).sum())))
