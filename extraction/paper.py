"""Where the paper lies in a small picture: light, evenly shaded islands with print on them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extraction.engines.base import Pixels

Mask = NDArray[np.bool_]

SIDE = 400
"""The longer side of the small picture: letters are specks in it, and the edge of a paper is one clear step."""

# Print is closed over by what is within this many pixels of it.
_CLOSED_OVER = 9
# Shadows fall softly: brightness steps more than this from pixel to pixel only where something ends.
_STEP = 8
# Gaps in an edge are narrower than this.
_GAP = 9
_INK = 0.18
_SMALLEST = 0.01
_DIMMEST = 0.6
_OTHER_COLOUR = 0.045
_FEWEST_INK = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """The small picture in parts. All masks have its size.

    `pieces` are the parts of paper, the surest first: one paper may be in several, parted by a hard shadow. `ink` is
    what stands dark on anything, `grey` the brightness without it.
    """

    pieces: tuple[Mask, ...]
    ink: Mask
    grey: Pixels

    @property
    def paper(self) -> Mask:
        """All pieces together, with what lies between them."""
        together = np.logical_or.reduce(self.pieces) if self.pieces else np.zeros_like(self.ink)
        return hull(together)


def hull(part: Mask) -> Mask:
    """The part with its dents filled: papers have none."""
    filled = np.zeros(part.shape, np.uint8)
    if part.any():
        points = np.argwhere(part)[:, ::-1].astype(np.int32)
        cv2.fillConvexPoly(filled, cv2.convexHull(points), 1)
    return filled > 0


def find_layout(colour: Pixels) -> Layout:
    """The layout of an upright RGB picture."""
    small = _small(colour)
    plain = _without_print(small)
    grey = np.asarray(cv2.cvtColor(plain, cv2.COLOR_RGB2GRAY), np.uint8)
    ink = (grey.astype(np.int16) - cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)) > _INK * grey
    parts, labels = _parts(plain)
    papers = list(_papers(parts, labels, plain, grey, ink))
    return Layout(tuple(_whole(labels == label) for label in papers), ink, grey)


def surface(colour: Pixels) -> Pixels:
    """How light paper and table are, without print, in grey: the small picture of an upright RGB picture."""
    return np.asarray(cv2.cvtColor(_without_print(_small(colour)), cv2.COLOR_RGB2GRAY), np.uint8)


def _small(colour: Pixels) -> Pixels:
    scale = min(1.0, SIDE / max(colour.shape[:2]))
    return np.asarray(cv2.resize(colour, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _without_print(small: Pixels) -> Pixels:
    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_CLOSED_OVER, _CLOSED_OVER))
    return np.asarray(cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, around), 5), np.uint8)


def _parts(plain: Pixels) -> tuple[list[int], NDArray[np.int32]]:
    """The regions within which brightness changes softly, and a map of them."""
    steps = cv2.morphologyEx(plain, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)).max(axis=2)
    soft = cv2.erode((steps < _STEP).astype(np.uint8), np.ones((_GAP, _GAP), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(soft, connectivity=4)
    sizes = stats[:, cv2.CC_STAT_AREA]
    large = [label for label in range(1, len(sizes)) if sizes[label] > _SMALLEST * labels.size]
    return large, np.asarray(labels, np.int32)


def _papers(parts: list[int], labels: NDArray[np.int32], plain: Pixels, grey: Pixels, ink: Mask) -> Iterator[int]:
    """The parts that are paper: the one with most print and light, and those of its colour with print of their own."""
    seen = {label: labels == label for label in parts}
    light = {label: float(grey[mask].mean()) for label, mask in seen.items()}
    printed = {label: int(np.count_nonzero(ink & mask)) for label, mask in seen.items()}
    tint = {label: _tint(plain[mask]) for label, mask in seen.items()}
    # Rough surfaces show as much ink as print does, but none is as light as paper, and large ones are even.
    worth = {label: printed[label] ** 2 / mask.sum() * light[label] ** 3 for label, mask in seen.items()}
    order = sorted(parts, key=worth.__getitem__, reverse=True)
    for label in order:
        is_like_the_first = (
            light[label] > _DIMMEST * light[order[0]] and abs(tint[label] - tint[order[0]]) < _OTHER_COLOUR
        )
        if printed[label] >= _FEWEST_INK and is_like_the_first:
            yield label


def _tint(pixels: Pixels) -> float:
    """How warm a colour is, whatever light falls on it."""
    red, _green, blue = pixels.reshape(-1, 3).mean(axis=0) + 1
    return float(np.log(red / blue))


def _whole(part: Mask) -> Mask:
    """The part up to its edges, which were cut away to tell it from others."""
    return np.asarray(cv2.dilate(part.astype(np.uint8), np.ones((_GAP + 2, _GAP + 2), np.uint8)), np.bool_)
