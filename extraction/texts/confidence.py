"""How sure a choice is: the score of its evidence, set against how often that score was right on labelled documents.

The curves are fitted by `bin/calibrate` from `trials/calibration/pairs.csv` and stand in `confidence.json` beside this
module: for each field, and for a field from one source where enough examples were seen, points of (score, share of
right answers) with straight lines between them.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from math import exp
from pathlib import Path

from extraction.reading import Field
from extraction.texts.candidates import Candidate

MODEL = Path(__file__).with_name("confidence.json")
Curve = tuple[tuple[float, float], ...]

# For fields of which too few examples are known: right every second time at the first number, and how fast it gets
# better from there. Nothing is called sure by it alone.
_DEFAULT = (0.5, 1.0)
_MOST_BY_DEFAULT = 0.9
_LINE = "line"


def _curves() -> Mapping[str, Curve]:
    stored = json.loads(MODEL.read_text(encoding="utf-8"))["curves"]
    return {name: tuple((float(score), float(share)) for score, share in points) for name, points in stored.items()}


CURVES = _curves()


def as_field(name: str, found: Candidate, source: str) -> Field:
    """The chosen candidate as a field of a Reading."""
    sure = min(confidence(name, found.score, source), found.most)
    return Field(found.value, sure, source, found.page, found.box)


def confidence(name: str, score: float, source: str = "") -> float:
    """The share of right answers to expect at this score, 0 to 0.99."""
    curve = CURVES.get(f"{name}/{source}") or CURVES.get(name)
    if curve:
        return on_curve(curve, score)
    middle, slope = _DEFAULT
    return round(min(1 / (1 + exp(-slope * (score - middle))), _MOST_BY_DEFAULT), 3)


def of_line(score: float) -> float:
    """The same for a line item, whose score is 0 to 1 by what multiplies out and adds up.

    Scores lower than any that was fitted are not raised: the first point of a curve is only where it begins.
    """
    if _LINE not in CURVES:
        return score
    seen_from = CURVES[_LINE][1][0]
    return confidence(_LINE, score) if score >= seen_from else min(score, confidence(_LINE, score))


def on_curve(curve: Curve, score: float) -> float:
    """The height of the curve at a score; before the first and behind the last point it runs level."""
    at = bisect_right(curve, score, key=lambda point: point[0])
    if at in (0, len(curve)):
        return curve[max(at - 1, 0)][1]
    (left, low), (right, high) = curve[at - 1], curve[at]
    return round(low + (high - low) * (score - left) / (right - left), 3)
