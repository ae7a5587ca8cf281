"""What lies under the paper: surfaces of a workshop or a van, drawn from blotches of noise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Picture: TypeAlias = NDArray[Any]
"""Height × width × 3 in RGB, 0 to 255, in 32-bit floats; other channels where a function says so."""


def desk(kind: str, size: tuple[int, int], rng: np.random.Generator) -> Picture:
    """A surface of `size` (width, height). Phones focus on the paper, so it is a little soft."""
    return _soft(_SURFACES[kind](size, rng), 2.0)


def blotches(rng: np.random.Generator, size: tuple[int, int], cells: tuple[int, int]) -> Picture:
    """Smooth noise around 0 with as many hills as there are cells; height × width × 1."""
    coarse = rng.normal(0, 1, (cells[1], cells[0])).astype(np.float32)
    hills = np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), np.float32)
    return np.asarray(hills.reshape((size[1], size[0], 1)), np.float32)


def _coloured(rgb: tuple[int, int, int], light: Picture) -> Picture:
    return np.asarray(np.array(rgb, np.float32) * (1 + light), np.float32)


def _soft(picture: Picture, sigma: float) -> Picture:
    return cv2.GaussianBlur(picture, (0, 0), sigma).astype(np.float32)


def _wood(size: tuple[int, int], rng: np.random.Generator) -> Picture:
    grain = 0.07 * blotches(rng, size, (6, 260)) + 0.05 * blotches(rng, size, (3, 40))
    planks = _coloured((139, 98, 62), grain + 0.08 * blotches(rng, size, (2, 5)))
    for y in range(size[1] // 5, size[1], size[1] // 4):
        planks[y : y + 9] *= 0.45
    return planks


def _van(size: tuple[int, int], rng: np.random.Generator) -> Picture:
    return _coloured((58, 60, 64), 0.12 * blotches(rng, size, (300, 400)) + 0.15 * blotches(rng, size, (4, 5)))


def _tiles(size: tuple[int, int], rng: np.random.Generator) -> Picture:
    floor = _coloured((196, 186, 170), 0.03 * blotches(rng, size, (60, 80)) + 0.04 * blotches(rng, size, (5, 6)))
    step = size[0] // 2 + 90
    for at in range(step // 3, max(size), step):
        floor[:, at : at + 22] *= 0.72
        floor[at : at + 22] *= 0.72
    return floor


def _steel(size: tuple[int, int], rng: np.random.Generator) -> Picture:
    return _coloured((150, 154, 158), 0.05 * blotches(rng, size, (500, 4)) + 0.12 * blotches(rng, size, (3, 4)))


def _concrete(size: tuple[int, int], rng: np.random.Generator) -> Picture:
    light = 0.06 * blotches(rng, size, (150, 200)) + 0.08 * blotches(rng, size, (20, 26))
    return _coloured((128, 124, 118), light)


_SURFACES: dict[str, Callable[[tuple[int, int], np.random.Generator], Picture]] = {
    "wood": _wood,
    "van": _van,
    "tiles": _tiles,
    "steel": _steel,
    "concrete": _concrete,
}
