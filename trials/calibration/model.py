"""The model as a file: curves, how many examples they rest on, when and from what they were made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from extraction.texts.confidence import MODEL
from trials.calibration.fitting import curves, is_held_back
from trials.calibration.judging import Pair, from_csv

PAIRS = Path(__file__).with_name("pairs.csv")
FORMAT = 1


def stored_pairs() -> list[Pair]:
    """The pairs in the repository."""
    return from_csv(PAIRS.read_text(encoding="utf-8"))


def fitted(pairs: Sequence[Pair]) -> dict[str, Any]:
    """All of the model but its version and date, from the half of the documents that is not held back."""
    used = [pair for pair in pairs if not is_held_back(pair)]
    documents = {(pair.group, pair.document) for pair in used}
    return {
        "documents": dict(sorted(Counter(group for group, _document in documents).items())),
        "examples": dict(sorted(Counter(pair.name for pair in used).items())),
        "curves": {name: [list(point) for point in points] for name, points in curves(used).items()},
    }


def write(pairs: Sequence[Pair], *, today: date) -> dict[str, Any]:
    """Fits and stores the model. Its version counts up when the curves change; an equal model stays as it is."""
    known = json.loads(MODEL.read_text(encoding="utf-8")) if MODEL.is_file() else {"version": 0}
    made = fitted(pairs)
    if all(known.get(name) == value for name, value in made.items()):
        return dict(known)
    model = {"format": FORMAT, "version": known["version"] + 1, "made_on": today.isoformat(), **made}
    MODEL.write_text(_written(model), encoding="utf-8")
    return model


def _written(model: dict[str, Any]) -> str:
    """One curve a line."""
    rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(points)}" for name, points in model["curves"].items())
    head = json.dumps({name: value for name, value in model.items() if name != "curves"}, indent=1)
    return f'{head[:-2]},\n "curves": {{\n{rows}\n }}\n}}\n'
