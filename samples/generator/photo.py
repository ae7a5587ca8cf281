"""A page as a phone photographs it: on a desk, seen aslant, bent or folded, in uneven light, with sensor noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from samples.generator.desk import Picture, blotches, desk

SIZE = (3024, 4032)
"""Twelve megapixels, the usual size of a phone picture."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the picture was taken. Angles in degrees; the other numbers are strengths, 0 for none."""

    seed: int
    desk: str
    tilt: float
    turn: float
    shadow: str
    fill: float
    folds: int = 0
    crumple: float = 0.0
    light: float = 1.0
    warm: float = 0.3


def look_from(entry: dict[str, Any]) -> Look:
    """The look as `cases.json` writes it."""
    return Look(**{key: value for key, value in entry.items() if key not in ("kind", "lying")})


def photograph(page: Image.Image, look: Look) -> Image.Image:
    """The picture that the phone would save, upright."""
    return photograph_together([Lying(page, look)])


@dataclass(frozen=True, slots=True)
class Lying:
    """One of several papers on a desk, and how far from the middle of the picture it lies, in parts of its width."""

    page: Image.Image
    look: Look
    aside: float = 0.0


def photograph_together(papers: Sequence[Lying]) -> Image.Image:
    """One picture of several papers, on the desk and in the light of the first one."""
    look = papers[0].look
    rng = np.random.default_rng(look.seed)
    bent = [_bent(np.asarray(one.page.convert("RGB"), np.float32), one.look, rng) for one in papers]
    scene = desk(look.desk, SIZE, rng)
    for one, parts in zip(papers, bent, strict=True):
        moved = np.array([(1, 0, one.aside * SIZE[0]), (0, 1, 0), (0, 0, 1)], np.float32)
        view = (moved @ view_of(one.page.size, one.look)).astype(np.float32)
        paper, light, mask = (cv2.warpPerspective(part, view, SIZE, flags=cv2.INTER_AREA) for part in parts)
        scene = _laid(scene, paper, light[..., None], mask[..., None])
    scene = scene * _lighting(look, rng) * look.light
    scene *= np.array([1 + 0.07 * look.warm, 1.0, 1 - 0.12 * look.warm], np.float32)
    return _exposed(scene, look, rng)


def _bent(page: Picture, look: Look, rng: np.random.Generator) -> tuple[Picture, Picture, Picture]:
    """Page, its light and its outline after curling, folding and crumpling."""
    height, width = page.shape[:2]
    size = (width, height)
    curl = blotches(rng, size, (3, 4))[..., 0] * (1 + 0.5 * look.crumple)
    slope_y, slope_x = np.gradient(curl)
    folds, panels = _folds(height, look, rng)
    grid_x, grid_y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    # A panel that stands up is nearer to the lens at its edge, so lines bend at each fold.
    from_x = (grid_x + slope_x * width * 3.5 + (grid_x - width / 2) * folds).astype(np.float32)
    from_y = (grid_y + slope_y * width * 3.5).astype(np.float32)
    paper = cv2.remap(page, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    outline = np.ones((height, width), np.float32)
    mask = cv2.remap(outline, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    # Light falls from the upper left: slopes that face it are brighter.
    light = 1 - (slope_x + slope_y) * width * 0.045 + panels + _creases(size, look, rng)
    return paper, np.clip(light, 0.7, 1.08).astype(np.float32), mask


def _folds(height: int, look: Look, rng: np.random.Generator) -> tuple[Picture, Picture]:
    """For each row: how much wider it is seen, and how much more light it gets. Folded for the pocket, then opened."""
    edges = np.linspace(0, height, look.folds + 2)
    wider = np.interp(np.arange(height), edges, [0.0, *([0.012, -0.006] * look.folds)[: look.folds], 0.0])
    light = np.zeros(height)
    if look.folds:
        tones = rng.uniform(-0.06, 0.05, look.folds + 1)
        light = tones[np.searchsorted(edges[1:-1], np.arange(height))]
        for edge in edges[1:-1]:
            light -= 0.16 * np.exp(-(((np.arange(height) - edge) / (height / 900)) ** 2))
    return wider[:, None].astype(np.float32), cv2.blur(light[:, None].astype(np.float32), (1, 5))


def _creases(size: tuple[int, int], look: Look, rng: np.random.Generator) -> Picture | float:
    """Sharp dents of a paper that was crushed in a hand, as light and dark sides of ridges."""
    if not look.crumple:
        return 0.0
    facets = np.abs(blotches(rng, size, (5, 11))[..., 0]) + 0.5 * np.abs(blotches(rng, size, (9, 20))[..., 0])
    slope_y, slope_x = np.gradient(facets)
    ridges = np.asarray(-(slope_x + slope_y) * size[0] * 0.007 * look.crumple, np.float32)
    return cv2.GaussianBlur(ridges, (0, 0), 2.5).astype(np.float32)


def view_of(page: tuple[int, int], look: Look) -> NDArray[np.float32]:
    """The perspective in which a flat page of that size is seen: turned, and narrower at the far edge."""
    width, height = page
    scale = look.fill * min(SIZE[0] / width, SIZE[1] / height)
    half_w, half_h = width * scale / 2, height * scale / 2
    far = 1 - 0.06 * look.tilt
    corners = np.array(
        [(-half_w * far, -half_h), (half_w * far, -half_h), (half_w, half_h * (2 - far)), (-half_w, half_h * (2 - far))]
    )
    angle = np.radians(look.turn)
    turned = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    # What the tilt or turn pushes over the edge is brought back: people hold the phone a little higher.
    turned *= min(1.0, *(0.985 * np.array(SIZE) / np.ptp(turned, axis=0)))
    turned += np.array(SIZE) / 2 - (turned.max(axis=0) + turned.min(axis=0)) / 2
    outline = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    return cv2.getPerspectiveTransform(outline, turned.astype(np.float32)).astype(np.float32)


def _laid(scene: Picture, paper: Picture, light: Picture, mask: Picture) -> Picture:
    moved = np.roll(mask[..., 0], (26, 18), axis=(0, 1))
    shade = _blurred(moved, 22)[..., None]
    under = scene * (1 - 0.5 * shade)
    # Paper is never quite white in a picture, nor ink quite black.
    sheet = (28 + paper * 0.86) * light
    return np.asarray(under * (1 - mask) + sheet * mask, np.float32)


def _blurred(picture: Picture, sigma: float) -> Picture:
    """A wide blur, done on an eighth of the size: the eye cannot tell, the clock can."""
    small = cv2.resize(picture, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), sigma / 8)
    return np.asarray(cv2.resize(blurred, SIZE, interpolation=cv2.INTER_LINEAR), np.float32)


def _lighting(look: Look, rng: np.random.Generator) -> Picture:
    light = 1 + 0.06 * blotches(rng, SIZE, (2, 3))
    shade = np.zeros((SIZE[1], SIZE[0]), np.float32)
    outline = np.array(_SHADOWS[look.shadow]) * SIZE
    cv2.fillPoly(shade, [outline.astype(np.int32)], 1.0)
    shade = _blurred(shade, 70)
    return (light * (1 - 0.27 * shade[..., None])).astype(np.float32)


_SHADOWS = {
    "hand": [(1.0, 0.55), (0.72, 0.62), (0.6, 0.72), (0.66, 0.84), (0.8, 1.0), (1.0, 1.0)],
    "phone": [(0.12, 0.0), (0.62, 0.0), (0.66, 0.42), (0.16, 0.44)],
    "edge": [(0.0, 0.0), (0.34, 0.0), (0.2, 1.0), (0.0, 1.0)],
}


def _exposed(scene: Picture, look: Look, rng: np.random.Generator) -> Image.Image:
    """Lens and sensor: a little blur, corners darker, more noise in less light."""
    height, width = scene.shape[:2]
    y, x = np.ogrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    scene = scene * (1 - 0.09 * (x * x + y * y))[..., None].astype(np.float32)
    grain = rng.normal(0, 4.0 / look.light, (height, width, 1)).astype(np.float32)
    noise = cv2.GaussianBlur(grain, (0, 0), 0.9)[..., None]
    # In less light the shutter stays open longer.
    scene = cv2.GaussianBlur(scene.astype(np.float32), (0, 0), 0.8 + 1.4 * (1 - look.light)) + noise
    return Image.fromarray(np.clip(scene, 0, 255).astype(np.uint8))
