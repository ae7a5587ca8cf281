"""Finds bar codes and 2-D codes in the grey picture of a page. Runs in the child only.

The order of the readers, the formats and the rules against false reads come from measurements on 1,611 pictures:
zxing-cpp reads 2-D codes far better and keeps GS1 data; zbar reads somewhat more linear codes in large frames;
neither alone is enough, and a frame must not be scaled down first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

import cv2
import numpy as np
from numpy.typing import NDArray

from extraction import symbol_readers as readers
from extraction.symbol_readers import Found
from extraction.symbol_regions import Region, likely_regions
from extraction.symbol_rules import believable

Grey = NDArray[np.uint8]
Step = Callable[[], list[Found]]
Reader = Callable[[Grey], list[Found]]

_LARGE = 4_000_000
_MEDIUM = 2_000_000
_SMALL = 1_500_000
_CLOSE_UP, _PARTS = 500_000, 2
_TILTS = (-6, 6)


def find_symbols(grey: Grey, *, seconds: float, within: Sequence[Region] | None = None) -> list[Found]:
    """The codes of one page, places in pixels of `grey`. Stops at the first step that finds one, or when time is up.

    `seconds` are of CPU; `within` are the only parts to look at of a page that a program drew: there, the plain readers
    are enough.
    """
    until = time.process_time() + seconds
    steps = chain(_plain_steps(grey), _patient_steps(grey)) if within is None else _crisp_steps(grey, within)
    seen: list[Found] = []
    for step in steps:
        # What one step alone cannot vouch for may be confirmed by the next reader.
        seen += step()
        if found := believable(seen):
            return found
        if time.process_time() > until:
            break
    return []


def _plain_steps(grey: Grey) -> tuple[Step, ...]:
    if grey.size > _LARGE:
        # In large frames each reader misses what the other reads, and a document may carry both kinds.
        return (lambda: readers.zxing(grey) + readers.zbar(grey),)
    return (lambda: readers.zxing(grey), lambda: readers.zbar(grey))


def _crisp_steps(grey: Grey, regions: Sequence[Region]) -> Iterator[Step]:
    for read in (readers.zxing, readers.zbar):
        yield partial(_read_parts, grey, regions, read)


def _read_parts(grey: Grey, regions: Sequence[Region], read: Reader) -> list[Found]:
    found = ((region, one) for region in regions for one in read(_part(grey, region)))
    return [one.shifted(region.left, region.top) for region, one in found]


def _part(grey: Grey, region: Region) -> Grey:
    return np.ascontiguousarray(grey[region.top : region.bottom, region.left : region.right])


def _patient_steps(grey: Grey) -> Iterator[Step]:
    width = grey.shape[1]
    if grey.size > _LARGE:
        # Every pass over such a frame costs as much as reading its text: only parts of it are looked at again.
        for region in likely_regions(grey):
            yield partial(_closely, grey, region)
        return
    yield lambda: readers.zxing(_contrast(grey))
    yield lambda: _turned(_halved(grey) if grey.size > _MEDIUM else grey, 45, readers.zbar, width)
    yield lambda: [found.scaled(2) for found in readers.zbar(_halved(grey))]
    # Long codes, GS1-128 above all, bear hardly six degrees of tilt.
    yield lambda: _turned(grey, -10, readers.zxing, width)
    yield lambda: _turned(grey, 10, readers.zxing, width)
    if grey.size <= _SMALL:
        yield lambda: [found.scaled(0.5) for found in readers.zxing(_resized(grey, 2.0))]
    if grey.size <= _CLOSE_UP:
        # So few pixels are worth taking for a code if they are one from near by; a receipt has more.
        for region in likely_regions(grey)[:_PARTS]:
            yield partial(_closely, grey, region)


def _closely(grey: Grey, region: Region) -> list[Found]:
    """One part, upright, in several lights and sizes, until a reader reads it."""
    for found in _looks(_part(grey, region), region.slant):
        if found:
            return [one.shifted(region.left, region.top) for one in found]
    return []


def _looks(part: Grey, slant: float) -> Iterator[list[Found]]:
    width = part.shape[1]
    yield _turned(part, slant, readers.zxing, width) + _turned(part, slant, readers.zbar, width)
    large = _sharpened(_resized(part, 2.0))
    yield _turned(large, slant, readers.zxing, width) + _turned(large, slant, readers.zbar, width)
    clear = _contrast(part)
    yield readers.zxing(clear) + _turned(clear, 45, readers.zbar, width)
    for degrees in _TILTS:
        yield _turned(part, slant + degrees, readers.zxing, width)


def _sharpened(grey: Grey) -> Grey:
    return np.asarray(cv2.addWeighted(grey, 1.8, cv2.GaussianBlur(grey, (0, 0), 2), -0.8, 0), dtype=np.uint8)


def _contrast(grey: Grey) -> Grey:
    """Contrast evened out place by place (CLAHE)."""
    return np.asarray(cv2.createCLAHE(clipLimit=3, tileGridSize=(8, 8)).apply(grey), dtype=np.uint8)


def _resized(grey: Grey, scale: float) -> Grey:
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=way), dtype=np.uint8)


def _halved(grey: Grey) -> Grey:
    return _resized(grey, 0.5) if min(grey.shape) > 1 else grey


def _turned(grey: Grey, degrees: float, read: Reader, full_width: int) -> list[Found]:
    """Codes that stand slanted: read in the picture turned, their places turned back."""
    height, width = grey.shape
    forth = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    across, down = abs(forth[0, 0]), abs(forth[0, 1])
    size = (int(width * across + height * down) + 2, int(width * down + height * across) + 2)
    forth[:, 2] += size[0] / 2 - width / 2, size[1] / 2 - height / 2
    sheet = cv2.warpAffine(grey, forth, size, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,))
    back = np.asarray(cv2.invertAffineTransform(forth), dtype=np.float64)
    found = read(np.asarray(sheet, dtype=np.uint8))
    return [one.moved(back).scaled(full_width / width) for one in found]
