"""How high and how sharp the print in a picture is, from pixels alone. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extraction.engines.base import Pixels
from extraction.engines.light import flattened

# Darker than this share of the paper around it is ink.
_INK = 0.8
_LOWEST = 4
_FEWEST = 20
# Each step counts as half a difference over two pixels, so a perfect edge from ink to paper is 0.5.
_WAYS = (
    np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], np.float32) / 8,
    np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]], np.float32) / 8,
    np.array([[-2, -1, 0], [-1, 0, 1], [0, 1, 2]], np.float32) / 8,
    np.array([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]], np.float32) / 8,
)


@dataclass(frozen=True, slots=True)
class Print:
    """The letters of a picture: how many, their height in pixels, and how steep their edges are.

    `sharpness` is the share of the way from paper to ink that an edge takes within one pixel, in the direction in which
    it is least: a moved camera blurs in one direction only.
    """

    count: int
    height: float
    sharpness: float


def find_print(grey: Pixels) -> Print:
    """The letters of a grey picture. Nothing is told about a picture with fewer than 20 of them."""
    even = flattened(grey)
    _, labels, stats, _ = cv2.connectedComponentsWithStats((even < _INK * 255).astype(np.uint8))
    width, height, area = (stats[:, at] for at in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    is_letter = (height >= _LOWEST) & (height < grey.shape[0] / 12) & (width < 3 * height) & (width > 1)
    is_letter &= area > height
    # The first one is the paper.
    is_letter[0] = False
    count = int(np.count_nonzero(is_letter))
    if count < _FEWEST:
        return Print(count, 0.0, 0.0)
    return Print(count, float(np.median(height[is_letter])), _sharpness(even, is_letter[labels]))


def _sharpness(even: Pixels, letters: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
    around = cv2.dilate(letters.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    contrast = 255 - float(np.percentile(even[letters], 10))
    steps = (np.abs(cv2.filter2D(even, cv2.CV_32F, way)[around]) for way in _WAYS)
    return min(float(np.percentile(step, 90)) for step in steps) / max(contrast, 1.0)
