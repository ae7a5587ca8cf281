"""A label of a sheet, stuck on a carton and photographed with a phone; and what stands in its symbol."""

from __future__ import annotations

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from campaigns.sheets import COLUMNS, LABEL, MARGIN
from extraction.symbols import find_symbols

SCALE = 8
"""Pixels to a point: 576 to an inch, as a good printer."""

SIZE = (1600, 1200)
CORNERS = ((330, 250), (1330, 430), (1200, 1010), (170, 850))
"""Where the label's corners are seen: turned by ten degrees, and from one side."""

CARTON = 120
READING_SECONDS = 20


def label(sheet: bytes, place: int) -> Image.Image:
    """One label of the sheet's first page, counted from 0."""
    page: Image.Image = pypdfium2.PdfDocument(sheet)[0].render(scale=SCALE).to_pil()
    row, column = divmod(place, COLUMNS)
    left, top = MARGIN + column * LABEL[0], MARGIN + row * LABEL[1]
    edges = (left, top, left + LABEL[0], top + LABEL[1])
    return page.crop(tuple(round(edge * SCALE) for edge in edges))


def photo(sheet: bytes, place: int) -> Image.Image:
    """The label as a phone sees it: turned, aslant, unsharp, with more light on one side, and with noise."""
    flat = np.asarray(label(sheet, place).convert("L"), np.float32)
    height, width = flat.shape
    outline = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    view = cv2.getPerspectiveTransform(outline, np.array(CORNERS, np.float32))
    seen = cv2.warpPerspective(flat, view, SIZE, flags=cv2.INTER_AREA, borderValue=CARTON)
    lit = (30 + 0.75 * seen) * np.linspace(1, 0.55, SIZE[0], dtype=np.float32)
    noise = np.random.default_rng(4).normal(0, 6, lit.shape)
    taken = cv2.GaussianBlur(lit, (0, 0), 2.5) + noise
    return Image.fromarray(np.clip(taken, 0, 255).astype(np.uint8))


def read_symbol(picture: Image.Image) -> str:
    """The symbol's text, read as the service reads symbols on documents; empty if there is none."""
    found = find_symbols(np.asarray(picture.convert("L"), np.uint8), seconds=READING_SECONDS)
    return found[0].text if found else ""
