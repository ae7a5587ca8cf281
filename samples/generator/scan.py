"""A page as a flatbed scanner or a fax gives it: a little askew, greyish, with specks, or in pure black and white."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter


def scanned(page: Image.Image, *, seed: int, turn: float) -> Image.Image:
    """Grey, turned by `turn` degrees, with the grain of the paper and some dust."""
    rng = np.random.default_rng(seed)
    turned = page.convert("L").rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
    scanned_light = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.6)), np.float32)
    grey = 22 + scanned_light * 0.9 + rng.normal(0, 2.2, scanned_light.shape)
    for _ in range(25):
        x, y = int(rng.integers(grey.shape[1] - 3)), int(rng.integers(grey.shape[0] - 3))
        grey[y : y + 2, x : x + 2] -= 90
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def faxed(page: Image.Image, *, seed: int, turn: float) -> Image.Image:
    """Black and white without greys."""
    return scanned(page, seed=seed, turn=turn).point(lambda level: 255 if level > 150 else 0).convert("1")


def thermal(strip: Image.Image, *, zoom: int) -> Image.Image:
    """A till receipt as it comes out: dots that run into one another, dark grey, paler where the head is worn."""
    large = strip.resize((strip.width * zoom, strip.height * zoom), Image.Resampling.BICUBIC)
    soft = np.asarray(large.filter(ImageFilter.GaussianBlur(zoom * 0.35)), np.float32)
    worn = 1 - 0.14 * np.cos(np.linspace(0, 9, soft.shape[1], dtype=np.float32))[None, :] ** 8
    ink = (255 - soft) * 0.8 * worn
    return Image.fromarray(np.clip(250 - ink, 0, 255).astype(np.uint8))
