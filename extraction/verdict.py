"""The verdict on a photo before anybody reads it: what is wrong with it, told from its pixels alone. Pure.

All thresholds are measured by `python -m trials.picture_quality`, which prints how often each code is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import cv2
import numpy as np

from extraction.engines.base import Pixels
from extraction.letters import Print, find_print
from extraction.paper import Layout, Mask, find_layout, hull

SIDES = ("top", "right", "bottom", "left")
"""Clockwise; a picture turned counter-clockwise by 90 degrees has its top where its right side was."""

_DARK = 60
_SMALL_PRINT = 5.6
_BLURRED = 0.09
_WHITE = 250
_LIGHTER = 12
_SPOT = 0.004
_AROUND = 15
_PRINTED = 0.03
_ON_PAPER = 0.3
_ERASED = 0.15
_OWN_PRINT = 300
_OWN_SIZE = 0.05
_OVERLAP = 0.05
_DARKER = 0.8
_TABLE = 0.06
_FREE = 0.1
_BAND = 5
_ALONG = 0.6
_TOUCHING = 0.15
_PRINT_ACROSS = 0.04
_NEAR = {"top": 0.03, "bottom": 0.03, "left": 0.02, "right": 0.02}


def judge(colour: Pixels) -> list[str]:
    """Codes of `sentences.WARNINGS` for an upright RGB picture of at most 2000 pixels, worst first."""
    layout = find_layout(colour)
    if np.percentile(layout.grey[layout.paper] if layout.pieces else layout.grey, 90) < _DARK:
        return ["too-dark"]
    seen = find_print(np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), np.uint8))
    of_the_print = list(_of_the_print(seen))
    # Where print is blurred away it looks as if a light hid it.
    return [*of_the_print, *(() if of_the_print else _glare(layout)), *_cut(layout), *_several(layout)]


def _of_the_print(seen: Print) -> Iterator[str]:
    if not seen.height:
        return
    if seen.sharpness < _BLURRED:
        yield "blurred"
    elif seen.height < _SMALL_PRINT:
        yield "small-print"


def _glare(layout: Layout) -> Iterator[str]:
    """A blown-out spot in the middle of print: paper that is white all over cannot show any."""
    usual = float(np.median(layout.grey[layout.paper])) if layout.pieces else 255.0
    if usual > _WHITE - _LIGHTER:
        return
    spots = cv2.morphologyEx((layout.grey >= _WHITE).astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(spots)
    for spot in range(1, count):
        if stats[spot, cv2.CC_STAT_AREA] > _SPOT * labels.size and _hides_print(labels == spot, layout):
            yield "glare"
            return


def _hides_print(spot: Mask, layout: Layout) -> bool:
    """True if printed paper goes on around the spot, and no print is left in it."""
    # The edge of the spot is a step, so the piece of paper that it lies on begins a little away from it.
    if _share(np.logical_or.reduce(layout.pieces), _ring(spot, 2 * _AROUND)) < _ON_PAPER:
        return False
    ring = _ring(spot, _AROUND)
    down, across = np.indices(spot.shape) - np.argwhere(spot).mean(axis=0)[:, None, None]
    is_beside = np.abs(across) > np.abs(down)
    ways = (is_beside & (across < 0), is_beside & (across > 0), ~is_beside & (down < 0), ~is_beside & (down > 0))
    left, right, above, below = (_share(layout.ink, ring & way) for way in ways)
    around = max(min(left, right), min(above, below))
    return around > _PRINTED and _share(layout.ink, spot) < _ERASED * around


def _ring(spot: Mask, width: int) -> Mask:
    return (cv2.dilate(spot.astype(np.uint8), np.ones((width, width), np.uint8)) > 0) & ~spot


def _share(ink: Mask, place: Mask) -> float:
    return _count(ink & place) / max(1, _count(place))


def _cut(layout: Layout) -> Iterator[str]:
    """The sides at which the paper runs out of the picture, while the table shows at another side."""
    if not layout.pieces:
        return
    paper, ink = layout.paper, layout.ink & layout.paper
    turned = [(np.rot90(paper, turn), np.rot90(ink, turn)) for turn in range(4)]
    is_free = [np.mean(seen[:_BAND].any(axis=0)).item() < _FREE for seen, _ in turned]
    is_cut = [
        _runs_out(seen, print_there, _NEAR[side], opposite_is_free=is_free[at - 2])
        for at, (side, (seen, print_there)) in enumerate(zip(SIDES, turned, strict=True))
    ]
    # Scans are cropped at the paper, ragged edges and all. A photo that misses one side shows the table at others.
    if sum(is_free) >= 2 and any(is_cut[at] and is_free[at - 2] for at in range(4)):
        cut = [side for side, is_outside in zip(SIDES, is_cut, strict=True) if is_outside]
        yield f"cut-{cut[0]}" if len(cut) == 1 else "cut-edge"


def _runs_out(paper: Mask, ink: Mask, near: float, *, opposite_is_free: bool) -> bool:
    """True if paper reaches the upper border, and either print does too or the whole other end is there."""
    across = _count(paper.any(axis=0))
    touching = _count(paper[:3].any(axis=0)) / across
    if touching > _ALONG and opposite_is_free:
        return True
    printed = _count(ink[: round(near * ink.shape[0])].any(axis=0)) / across
    return touching > _TOUCHING and printed > _PRINT_ACROSS


def _several(layout: Layout) -> Iterator[str]:
    """Papers with print that lie beside each other, the table between them."""
    own = [
        paper
        for paper in _papers(layout)
        if _count(layout.ink & paper) > _OWN_PRINT and _count(paper) > _OWN_SIZE * paper.size
    ]
    if len(own) > 1:
        yield "two-receipts"


def _papers(layout: Layout) -> list[Mask]:
    """The pieces put together that are of one paper: a shadow parts it, but nothing darker than the shadow does."""
    papers: list[list[Mask]] = []
    for piece in layout.pieces:
        is_apart = [all(_are_apart(piece, other, layout.grey) for other in paper) for paper in papers]
        same = chain.from_iterable(paper for paper, apart in zip(papers, is_apart, strict=True) if not apart)
        papers = [[piece, *same], *(paper for paper, apart in zip(papers, is_apart, strict=True) if apart)]
    return [np.logical_or.reduce(paper) for paper in papers]


def _are_apart(one: Mask, other: Mask, grey: Pixels) -> bool:
    """True if something darker than both pieces lies between them."""
    first, second = hull(one), hull(other)
    smaller = min(_count(first), _count(second))
    if _count(first & second) > _OVERLAP * smaller:
        return False
    dark = _DARKER * min(float(grey[piece].mean()) for piece in (one, other))
    return _count(hull(first | second) & ~first & ~second & (grey < dark)) > _TABLE * smaller


def _count(mask: Mask | np.bool) -> int:
    return int(np.count_nonzero(mask))
