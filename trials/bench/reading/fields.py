"""Key fields on labelled sets and on photos of our own, as F1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from samples.generator.photo_set import write_photo_set
from trials.bench.measures import Measure
from trials.scoring import sets

BENCH = "reading"
PHOTOS, PHOTO_SEED = 50, 2
"""The rules were looked at with the photos of another seed."""
_KEY = ("company", "date", "total", "address")
_EUROPE = ("company", "date", "total", "tax_id", "doc_number", "currency")
_YARDSTICK = "a page of regular expressions on the same engine's text"


@dataclass(frozen=True, slots=True)
class Row:
    """A set, the fields whose F1 counts, the goal, and what was known before."""

    name: str
    told: str
    fields: tuple[str, ...]
    least: float
    known: float
    is_fuzzy: bool = False


ROWS = (
    Row("sroie", "flat scans (190), exact", _KEY, 0.93, 0.869),
    Row("sroie", "flat scans (190), names fuzzy", _KEY, 0.965, 0.930, is_fuzzy=True),
    Row("sroie", "flat scans (190), date", ("date",), 0.985, 0.969),
    Row("sroie", "flat scans (190), total", ("total",), 0.985, 0.98),
    Row("europe", "European scans (28)", _EUROPE, 0.95, 0.859),
    Row("invoices", "invoice PDF (34) as it is", _EUROPE, 0.95, 0.582),
    Row("print", "invoice PDF (34), e-invoice taken out", _EUROPE, 0.95, 0.582),
)


def labelled(*, quick: bool) -> Iterator[Measure]:
    """The sets beside the project, each read once."""
    kept: dict[str, tuple[sets.Labels, sets.Readings]] = {}
    for row in ROWS:
        if row.name not in kept:
            labels = sets.labels_of(row.name)
            if quick:
                labels = dict(list(labels.items())[::10])
            kept[row.name] = labels, sets.read_set(row.name, labels)[0]
        yield _measure(row, *kept[row.name])


def photos(*, quick: bool) -> Iterator[Measure]:
    """Own receipts photographed in a hurry (`samples.generator.photo_set`)."""
    with TemporaryDirectory(prefix="kwit-photos-") as scratch:
        folder = Path(scratch)
        labels = dict(write_photo_set(folder, count=10 if quick else PHOTOS, seed=PHOTO_SEED))
        readings = sets.read_files({name: folder / name for name in labels})
        known: sets.Labels = json.loads(json.dumps(labels))
        yield _measure(
            Row("", f"hard photos ({len(labels)})", ("company", "date", "total"), 0.88, 0.816), known, readings
        )


def _measure(row: Row, labels: sets.Labels, readings: sets.Readings) -> Measure:
    found = sets.scored(labels, readings, *row.fields)
    value = found.fuzzy if row.is_fuzzy else found.exact
    return Measure(BENCH, row.told, value, "F1", row.known, about=_YARDSTICK, least=row.least)
