"""The picture of a badge: a disc in the program's colour with a tick; and the badge baked into it.

Drawn as numbers, so that no picture library is needed here. Baking is section 5.3 of Open Badges 3.0: the credential
stands as text in an iTXt chunk of the PNG.
"""

import struct
import zlib
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

SIZE = 400
KEYWORD = b"openbadgecredential"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
TICK = ((118, 208), (178, 266), (286, 144))
WHITE = (255, 255, 255)

Shape = Any
"""How far each dot lies outside a shape; inside it is below zero."""


@lru_cache(maxsize=32)
def picture(colour: str) -> bytes:
    """The badge as PNG; `colour` is `#0b5cad`."""
    own = tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
    x, y = np.meshgrid(np.arange(SIZE, dtype=float), np.arange(SIZE, dtype=float))
    far = np.hypot(x - SIZE / 2 + 0.5, y - SIZE / 2 + 0.5)
    dots = np.zeros((SIZE, SIZE, 4))
    ring = np.maximum(far - 176, 164 - far)
    for shape, ink in ((far - 196, own), (ring, WHITE), (_tick(x, y), WHITE)):
        _paint(dots, shape, ink)
    return _png(np.rint(dots).astype(np.uint8))


def _tick(x: Any, y: Any) -> Shape:
    strokes = [_stroke(x, y, start, end) for start, end in pairwise(TICK)]
    return np.minimum(*strokes) - 15


def _stroke(x: Any, y: Any, start: tuple[int, int], end: tuple[int, int]) -> Shape:
    """The distance of each dot from a line between two points."""
    wide, tall = end[0] - start[0], end[1] - start[1]
    along = np.clip(((x - start[0]) * wide + (y - start[1]) * tall) / (wide**2 + tall**2), 0, 1)
    return np.hypot(x - start[0] - along * wide, y - start[1] - along * tall)


def _paint(dots: Any, shape: Shape, ink: tuple[int, ...]) -> None:
    """Over what is there, with a soft edge one dot wide."""
    cover = np.clip(0.5 - shape, 0, 1)[..., None]
    dots[..., :3] = np.where(dots[..., 3:] > 0, dots[..., :3] * (1 - cover) + np.array(ink) * cover, np.array(ink))
    dots[..., 3:] = np.maximum(dots[..., 3:], cover * 255)


def _png(dots: Any) -> bytes:
    rows = b"".join(b"\x00" + row.tobytes() for row in dots)
    head = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
    return SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def baked(png: bytes, jwt: str) -> bytes:
    """The picture with the signed badge inside, uncompressed, ahead of its end."""
    # Keyword, not compressed, no language, no translated keyword, the text.
    text = _chunk(b"iTXt", KEYWORD + b"\x00\x00\x00\x00\x00" + jwt.encode())
    end = len(png) - len(_chunk(b"IEND", b""))
    return png[:end] + text + png[end:]
