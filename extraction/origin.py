"""Hints of where a file comes from: a program that edits pictures or PDF files, a photo taken of a screen. Child only.

Hints, no proofs: honest people crop pictures too. What they cost in false alarms is measured in docs/reading.md, where
it also stands which other signs were measured and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extraction.engines.base import Pixels

EDITED, SCREEN = "edited-file", "screen-photo"

# Programs that change what a page says. Scanners' apps, joiners and shrinkers of files are honest tools.
_EDITORS = re.compile(
    r"photoshop|\bgimp\b|illustrator|inkscape|corel|affinity|pixlr|photopea|picsart|paint\.net|paint ?shop|canva|"
    r"pdfescape|pdffiller|sejda|pdfelement|pdf-xchange editor|foxit (phantom|pdf editor)|nitro pro|master pdf editor|"
    r"dochub",
    re.IGNORECASE,
)

_PATCH = 512
_PLACES = ((0.35, 0.35), (0.5, 0.6), (0.65, 0.45))
_RINGS = 32
# Print lies beneath these frequencies, and rules and columns on the axes.
_FROM, _TO, _AXES = 0.1, 0.48, 4
_PEAK = 40.0


def is_edited(programs: Iterable[str]) -> bool:
    """True if one of the programs that the file names as its makers edits pictures or PDF files."""
    return any(_EDITORS.search(name) for name in programs)


def is_of_screen(grey: Pixels) -> bool:
    """True if the pixels of a screen show through: a regular pattern in all of three places of the picture."""
    return min(_dimension(grey)) >= _PATCH // 2 and peak(grey) > _PEAK


def peak(grey: Pixels) -> float:
    """How far the strongest frequency stands out from those of its wavelength: the middle one of three places."""
    return float(np.median([_peak(_patch(grey, down, across)) for down, across in _PLACES]))


def _dimension(grey: Pixels) -> tuple[int, int]:
    return grey.shape[0], grey.shape[1]


def _patch(grey: Pixels, down: float, across: float) -> NDArray[np.float32]:
    height, width = _dimension(grey)
    top = max(0, min(height - _PATCH, int(height * down - _PATCH / 2)))
    left = max(0, min(width - _PATCH, int(width * across - _PATCH / 2)))
    seen = grey[top : top + _PATCH, left : left + _PATCH].astype(np.float32)
    missing = [(0, _PATCH - side) for side in seen.shape]
    return np.pad(seen, missing, mode="reflect")


def _peak(patch: NDArray[np.float32]) -> float:
    window = np.hanning(_PATCH).astype(np.float32)
    spectrum = np.abs(np.fft.rfft2((patch - patch.mean()) * window[:, None] * window[None, :])).ravel()
    order, ends, looked_at = _rings()
    found = 0.0
    for ring, kept in zip(np.split(spectrum[order], ends), np.split(looked_at, ends), strict=True):
        if kept.any():
            found = max(found, float(ring[kept].max() / max(float(np.median(ring)), 1e-3)))
    return found


@cache
def _rings() -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.bool_]]:
    """The places of a half spectrum by rings of like wavelength, where each ring ends, and which places count."""
    down = np.abs(np.fft.fftfreq(_PATCH))[:, None]
    across = np.fft.rfftfreq(_PATCH)[None, :]
    radius = np.hypot(down, across)
    ring = np.minimum((radius / 0.5 * _RINGS).astype(int), _RINGS).ravel()
    order = np.argsort(ring, kind="stable")
    off_axes = (down > _AXES / _PATCH) & (across > _AXES / _PATCH)
    counts = ((radius > _FROM) & (radius < _TO) & off_axes).ravel()[order]
    return order, np.searchsorted(ring[order], np.arange(1, _RINGS + 1)), counts
