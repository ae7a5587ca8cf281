"""What a person could do better with a photo: the verdict on its pixels, weighed by how the reading went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import cv2
import numpy as np

from extraction.engines.base import Pixels
from extraction.engines.light import is_uneven
from extraction.verdict import SIDES
from extraction.words import TextLine

_UNSURE = 0.8
_BLURRED = 60.0
_SMALL_PRINT = 11.0
_DARK = 60
_AT_EDGE = 0.004
_SIDE = 1000
# An engine that reads print with certainty knows better than its looks.
_READING_KNOWS = frozenset({"blurred", "small-print", "too-dark"})


def hints(picture: Pixels, lines: Sequence[TextLine], *, verdict: Sequence[str] = ()) -> list[str]:
    """Codes of `sentences.WARNINGS`, worst first; none for a scan that reads well.

    What the `verdict` said of sharpness, size and light is withdrawn where the print was read with certainty. What lies
    outside the picture or under a glare no engine can know.
    """
    small = _small_grey(picture)
    if not lines:
        return list(verdict) or (["too-dark"] if small.mean() < _DARK else ["nothing-found"])
    is_unsure = sum(line.confidence for line in lines) / len(lines) < _UNSURE
    found = [code for code in verdict if is_unsure or code not in _READING_KNOWS]
    if is_unsure:
        found += [code for code in _of_the_print(picture, small, lines) if code not in verdict]
    if _lines_at_edge(lines) >= 3 and is_uneven(small) and not any(code.startswith("cut-") for code in verdict):
        found.append("cut-edge")
    return found


def turned(verdict: Sequence[str], turn: int) -> list[str]:
    """The verdict as it is for the picture turned counter-clockwise by `turn` degrees: its sides have other names."""
    names = {f"cut-{side}": f"cut-{SIDES[(at - turn // 90) % 4]}" for at, side in enumerate(SIDES)}
    return [names.get(code, code) for code in verdict]


def _of_the_print(picture: Pixels, small: Pixels, lines: Sequence[TextLine]) -> Iterator[str]:
    if _sharpness(small, lines) < _BLURRED:
        yield "blurred"
    if median(_heights(lines, picture.shape[0])) < _SMALL_PRINT:
        yield "small-print"
    if np.percentile(small, 90) < 2 * _DARK:
        yield "too-dark"


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
