"""What tells near-same pictures apart from different ones: size and a 64-bit fingerprint of a clean page picture.

Source of the fingerprint: the difference hash (dHash) of N. Krawetz, 2013: the picture in 9 x 8 greys, one bit for each
pixel that is darker than its right neighbour. Two pictures of the same paper differ in few bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

_ROWS, _COLUMNS = 8, 9


@dataclass(frozen=True, slots=True)
class Printed:
    """Width and height in pixels; `fingerprint` as 16 hexadecimal digits, empty for a page of one colour."""

    width: int
    height: int
    fingerprint: str


def of_picture(path: Path) -> Printed:
    """Size and fingerprint of a picture that was made here (never of a file as somebody sent it)."""
    with Image.open(path) as picture:
        width, height = picture.size
        # JPEG gives an eighth of the size at an eighth of the price; more is not needed for 72 greys.
        picture.draft("L", (_COLUMNS * 8, _ROWS * 8))
        small = picture.convert("L").resize((_COLUMNS, _ROWS), Image.Resampling.BOX)
    greys = np.asarray(small, dtype=np.int16)
    bits = (greys[:, :-1] < greys[:, 1:]).flatten()
    return Printed(width, height, _hex(bits) if bits.any() else "")


def _hex(bits: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> str:
    return np.packbits(bits).tobytes().hex()
