"""Makes a photo look like a scan, for engines that need it: even light, print of a fair size."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

_SMALL = 600
# Paper under even light differs less than this over the page.
_EVEN = 24
_FAIR_HEIGHT = 30
_MOST_SIDE = 4000


def is_uneven(grey: Grey) -> bool:
    """True for a photo: shadows lie on the paper, or a table shows around it."""
    paper = _paper(_small(grey))
    low, high = np.percentile(paper, (10, 90))
    return bool(high - low > _EVEN)


def flattened(grey: Grey) -> Grey:
    """The picture divided by its own paper, so that the paper is white everywhere."""
    paper = _paper(_small(grey))
    paper = np.asarray(
        cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR), dtype=np.uint8
    )
    return np.asarray(cv2.divide(grey, np.maximum(paper, 1), scale=255), dtype=np.uint8)


def _paper(small: Grey) -> Grey:
    """The picture without its print: dark strokes closed over by what is around them."""
    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (25, 25))
    return np.asarray(cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, around), 21), dtype=np.uint8)


def _small(grey: Grey) -> Grey:
    scale = _SMALL / max(grey.shape)
    if scale >= 1:
        return grey
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def print_height(grey: Grey) -> float:
    """The height in pixels of the letters: the middle of what stands dark on the paper; 0 if nothing does."""
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    widths = stats[1:, cv2.CC_STAT_WIDTH]
    letters = heights[(heights >= 6) & (heights < grey.shape[0] / 10) & (widths < heights * 3)]
    # Small letters are two thirds of a line's height.
    return float(np.median(letters)) * 1.5 if letters.size >= 20 else 0.0


def fairly_sized(grey: Grey) -> Grey:
    """Small print brought to about 30 pixels; anything else as it is."""
    height = print_height(grey)
    if not 0 < height < 0.8 * _FAIR_HEIGHT:
        return grey
    scale = min(_FAIR_HEIGHT / height, 3.0, _MOST_SIDE / max(grey.shape))
    if scale <= 1:
        return grey
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
