"""The pages of one opened file, whatever its kind, and what is done to every drawn page alike. Child only."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from PIL import Image

from extraction.limits import PHOTO_SIDE
from extraction.reading import Box
from extraction.words import Word

# People see a clean copy of at most this.
WEB_SIDE = 2000
WEB_QUALITY = 80
# Codes are looked for at full size up to here; beyond it the readers cost seconds and find no more.
SYMBOL_SIDE = 4500


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page as upright pixels: `colour` (RGB) for engines and people, `grey` (L) at full size for codes."""

    colour: Image.Image
    grey: Image.Image
    # True when a program drew the page, so that nothing of it is blurred, tilted or shaded.
    is_crisp: bool = False
    # Where a crisp page states its words, if it was not turned.
    words: tuple[Box, ...] = ()


class Pages(Protocol):
    """An opened file. Pages count from 1. All methods may raise Refusal."""

    count: int

    def draw(self, number: int, turn: int) -> Drawn:
        """The page upright, then turned counter-clockwise by `turn` degrees (0, 90, 180, 270)."""

    def glance(self) -> Image.Image | None:
        """The upright picture, decoded as cheaply as it can be, if the file is one photo; else nothing."""

    def words(self, number: int) -> list[Word]:
        """The words of the text layer as printed, or none if the page is a picture."""

    def attachments(self) -> list[bytes]:
        """XML files that travel inside the file."""

    def programs(self) -> list[str]:
        """The programs that the file names as its makers."""


def on_white(picture: Image.Image) -> Image.Image:
    """The picture as RGB, transparent parts white."""
    if not picture.has_transparency_data:
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    seen = picture.convert("RGBA")
    return Image.composite(seen.convert("RGB"), Image.new("RGB", seen.size, "white"), seen.getchannel("A"))


def grey_on_white(picture: Image.Image) -> Image.Image:
    """The picture as L, transparent parts white, in less memory than by way of RGB."""
    if not picture.has_transparency_data:
        return picture if picture.mode == "L" else picture.convert("L")
    seen = picture.convert("RGBA") if picture.mode != "LA" else picture
    return Image.composite(seen.convert("L"), Image.new("L", seen.size, 255), seen.getchannel("A"))


def at_most(picture: Image.Image, side: float) -> Image.Image:
    """The picture with its longer side at most `side` pixels."""
    scale = side / max(picture.size)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def reading_side(width: float, height: float, usual: int) -> float:
    """How long the longer side may be for the engines: more than usual for long receipts, or their print is lost."""
    aspect = max(width, height) / max(1e-6, min(width, height))
    return usual * min(4.0, max(1.0, aspect / 2.5))


def turned(picture: Image.Image, turn: int) -> Image.Image:
    """The picture turned counter-clockwise by 0, 90, 180 or 270 degrees."""
    ways = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    return picture.transpose(ways[turn]) if turn in ways else picture


# What a page may carry outside of its print, in parts of its height and width: holes, the scanner's lid, a page number.
_EDGES = (0.04, 0.09)


def is_blank(grey: Image.Image) -> bool:
    """True if nothing stands on the page but its paper, shadows, holes, dark edges, and the noise of a scanner."""
    pixels = np.asarray(at_most(grey, 800))
    down, across = (int(part * side) for part, side in zip(_EDGES, pixels.shape, strict=True))
    pixels = pixels[down : pixels.shape[0] - down, across : pixels.shape[1] - across]
    # Print is a sharp step, along or across the page; shadows and creases are soft ones.
    pairs = ((pixels[1:], pixels[:-1]), (pixels[:, 1:], pixels[:, :-1]))
    steps = max(np.count_nonzero(cv2.absdiff(*pair) > 30) for pair in pairs)
    return bool(steps < 30)


def part(grey: Image.Image, box: Sequence[float]) -> tuple[Image.Image, Box]:
    """What lies in the box (parts of the page), as large as engines can use it, and that box to a pixel."""
    (left, top, right, bottom), (width, height) = box, grey.size
    place = (
        min(width - 1, max(0, int(left * width))),
        min(height - 1, max(0, int(top * height))),
        max(1, min(width, round(right * width))),
        max(1, min(height, round(bottom * height))),
    )
    seen = grey.crop(place)
    cut = (place[0] / width, place[1] / height, place[2] / width, place[3] / height)
    return at_most(seen, reading_side(*seen.size, PHOTO_SIDE)), cut


def web_copy(colour: Image.Image) -> bytes:
    """A JPEG for people: small, and nothing in it but pixels."""
    kept = io.BytesIO()
    shown = at_most(colour, WEB_SIDE)
    # Pillow writes comment and colour profile of the original again unless they are dropped.
    shown.info.clear()
    shown.save(kept, "JPEG", quality=WEB_QUALITY)
    return kept.getvalue()
