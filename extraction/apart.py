"""Several papers in one photo, told apart once they are read: between their print the table shows. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extraction.engines.base import Pixels
from extraction.paper import surface
from extraction.words import TextLine, Word

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_FEWEST_WORDS = 6
# Degrees by which two papers lie aslant, and how wide the gap between their print must be, in parts of the picture.
_SLANTS = range(-12, 13, 3)
_GAP = 0.03
# Two papers beside each other share this much of the shorter one's length.
_BESIDE = 0.4
# The table is this much darker than the paper on either side of it, nearly all the way along.
_DARKER, _ALL_ALONG = 0.85, 0.9
_PAPER_AROUND = 0.04
_STEPS, _ACROSS = 40, 24


@dataclass(frozen=True, slots=True)
class _Gap:
    """A strip without print, from `start` to `end` in the direction `across`, in parts of the picture's longer side.

    `is_before` says which words lie before it.
    """

    across: Floats
    start: float
    end: float
    is_before: Mask


def papers_apart(picture: Pixels, lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines of each paper in an upright RGB picture; all in one list where no table is seen between any.

    From left to right, or from top to bottom. A line that runs over several papers is parted.
    """
    words = [word for line in lines for word in line.words]
    parts = _parted(picture, words)
    return [_lines_of(part, lines) for part in parts] if len(parts) > 1 else [list(lines)]


def _lines_of(part: Sequence[Word], lines: Sequence[TextLine]) -> list[TextLine]:
    own = {id(word) for word in part}
    kept = (TextLine(tuple(word for word in line.words if id(word) in own), line.page, line.source) for line in lines)
    return [line for line in kept if line.words]


def _parted(picture: Pixels, words: list[Word], grey: Pixels | None = None) -> list[list[Word]]:
    if len(words) < 2 * _FEWEST_WORDS:
        return [words]
    height, width = picture.shape[:2]
    corners = _corners(words) * np.array((width, height)) / max(width, height)
    for gap in sorted(_gaps(corners), key=lambda gap: gap.start - gap.end):
        # Most photos have no such gap, and what lies in it is looked at only then.
        grey = surface(picture) if grey is None else grey
        if _is_table_between(gap, corners, grey):
            sides = (
                [word for word, side in zip(words, gap.is_before == before, strict=True) if side]
                for before in (True, False)
            )
            return [part for side in sides for part in _parted(picture, side, grey)]
    return [words]


def _corners(words: Sequence[Word]) -> Floats:
    """n x 4 x 2: the corners of each word's box."""
    boxes = np.array([word.box for word in words])
    return boxes[:, [[0, 1], [2, 1], [2, 3], [0, 3]]]


def _gaps(corners: Floats) -> Iterator[_Gap]:
    """Every strip without print that has enough words on both sides, upright, level or aslant."""
    for degrees in (*_SLANTS, *(90 + slant for slant in _SLANTS)):
        across = np.array((np.cos(np.radians(degrees)), np.sin(np.radians(degrees))))
        places = corners @ across
        first, last = places.min(axis=1), places.max(axis=1)
        order = np.argsort(first)
        reached = np.maximum.accumulate(last[order])[:-1]
        for at in np.flatnonzero(first[order][1:] - reached > _GAP):
            if _FEWEST_WORDS <= at + 1 <= len(first) - _FEWEST_WORDS:
                is_before = np.zeros(len(first), np.bool_)
                is_before[order[: at + 1]] = True
                yield _Gap(across, float(reached[at]), float(first[order][at + 1]), is_before)


def _is_table_between(gap: _Gap, corners: Floats, grey: Pixels) -> bool:
    """True if all along the gap something lies in it that is darker than the paper on either side."""
    along = np.array((-gap.across[1], gap.across[0]))
    lengths = corners @ along
    one, other = lengths[gap.is_before], lengths[~gap.is_before]
    start, end = max(one.min(), other.min()), min(one.max(), other.max())
    if end - start < _BESIDE * min(np.ptp(one), np.ptp(other)):
        return False
    places = np.linspace(gap.start - _PAPER_AROUND, gap.end + _PAPER_AROUND, _ACROSS)
    points = np.linspace(start, end, _STEPS)[:, None, None] * along + places[None, :, None] * gap.across
    light = _seen(grey, points * max(grey.shape))
    half = _ACROSS // 2
    paper = np.minimum(light[:, :half].max(axis=1), light[:, half:].max(axis=1))
    return bool(np.mean(light.min(axis=1) < _DARKER * paper) > _ALL_ALONG)


def _seen(grey: Pixels, points: Floats) -> Floats:
    across, down = np.rint(points).astype(int).transpose(2, 0, 1)
    height, width = grey.shape
    seen = grey[np.clip(down, 0, height - 1), np.clip(across, 0, width - 1)]
    return np.asarray(seen, np.float64)
