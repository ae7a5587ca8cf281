"""The verdict on a photo before anybody reads it: what is wrong with it, told from its pixels alone. Pure.

All thresholds are measured by `python -m trials.picture_quality`, which prints how often each code is right.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from extraction.engines.base import Pixels
from extraction.letters import Print, find_print
from extraction.paper import Layout, Mask, find_layout

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
_ERASED = 0.15
_FREE = 0.05
_TOUCHING = 0.5
_PRINT_ACROSS = 0.04
_NEAR = {"top": 0.03, "bottom": 0.03, "left": 0.02, "right": 0.02}


def judge(colour: Pixels) -> list[str]:
    """Codes of `sentences.WARNINGS` for an upright RGB picture of at most 2000 pixels, worst first."""
    layout = find_layout(colour)
    if np.percentile(layout.grey[layout.paper] if layout.pieces else layout.grey, 90) < _DARK:
        return ["too-dark"]
    seen = find_print(np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), np.uint8))
    return [*_of_the_print(seen), *_glare(layout), *_cut(layout), *_several(layout)]


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
        if stats[spot, cv2.CC_STAT_AREA] > _SPOT * labels.size and _hides_print(labels == spot, layout.ink):
            yield "glare"
            return


def _hides_print(spot: Mask, ink: Mask) -> bool:
    """True if print surrounds the spot and none is left in it."""
    near = cv2.dilate(spot.astype(np.uint8), np.ones((_AROUND, _AROUND), np.uint8)) > 0
    around, inside = float(ink[near & ~spot].mean()), float(ink[spot].mean())
    return around > _PRINTED and inside < _ERASED * around


def _cut(layout: Layout) -> Iterator[str]:
    """The sides at which paper and print run out of the picture, while the table shows at another side."""
    if not layout.pieces:
        return
    turned = [(np.rot90(layout.paper, turn), np.rot90(layout.print_on_paper, turn)) for turn in range(4)]
    shares = [float(paper[:3].any(axis=0).mean()) for paper, _ in turned]
    cut = [side for side, (paper, ink) in zip(SIDES, turned, strict=True) if _runs_out(paper, ink, side)]
    if not cut or min(shares) > _FREE:
        return
    yield f"cut-{cut[0]}" if len(cut) == 1 else "cut-edge"


def _runs_out(paper: Mask, ink: Mask, side: str) -> bool:
    """True if paper and print reach the upper border."""
    across = np.count_nonzero(paper.any(axis=0))
    if np.count_nonzero(paper[:3].any(axis=0)) < _TOUCHING * across:
        return False
    depth = _NEAR[side] * ink.shape[0]
    return int(np.count_nonzero(ink[: round(depth)].any(axis=0))) > _PRINT_ACROSS * across


def _several(layout: Layout) -> Iterator[str]:
    """Pieces of paper with print that lie beside each other, the table between them."""
    return iter(())
