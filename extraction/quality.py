"""What a person could do better with a photo, told from the pixels and from how the reading went."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from extraction.engines.base import Pixels
from extraction.engines.light import is_uneven
from extraction.words import TextLine

_UNSURE = 0.8
_BLURRED = 60.0
_SMALL_PRINT = 11.0
_DARK = 60
_AT_EDGE = 0.004
_SIDE = 1000


def hints(picture: Pixels, lines: Sequence[TextLine]) -> list[str]:
    """Codes of `sentences.WARNINGS`, worst first; none for a scan that reads well."""
    small = _small_grey(picture)
    if not lines:
        return ["too-dark"] if small.mean() < _DARK else ["nothing-found"]
    found = []
    is_unsure = sum(line.confidence for line in lines) / len(lines) < _UNSURE
    if is_unsure and _sharpness(small, lines) < _BLURRED:
        found.append("blurred")
    if is_unsure and median(_heights(lines, picture.shape[0])) < _SMALL_PRINT:
        found.append("small-print")
    if is_unsure and np.percentile(small, 90) < 2 * _DARK:
        found.append("too-dark")
    if _lines_at_edge(lines) >= 3 and is_uneven(small):
        found.append("cut-edge")
    return found


def _small_grey(picture: Pixels) -> Pixels:
    scale = min(1.0, _SIDE / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _sharpness(grey: Pixels, lines: Sequence[TextLine]) -> float:
    """How sharp the print is: the median over the lines of the variance of the Laplacian."""
    height, width = grey.shape
    edges = cv2.Laplacian(grey, cv2.CV_64F)
    seen = []
    for left, top, right, bottom in (line.box for line in lines):
        print_there = edges[int(top * height) : int(bottom * height) + 1, int(left * width) : int(right * width) + 1]
        seen.append(float(print_there.var()) if print_there.size else 0.0)
    return median(seen)


def _heights(lines: Sequence[TextLine], height: int) -> list[float]:
    return [(word.box[3] - word.box[1]) * height for line in lines for word in line.words]


def _lines_at_edge(lines: Sequence[TextLine]) -> int:
    return sum(line.box[0] < _AT_EDGE or line.box[2] > 1 - _AT_EDGE for line in lines)
