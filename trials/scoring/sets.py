"""The labelled sets, and what `bin/read` says of them."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from extraction.reading import OCR, Reading
from extraction.texts import find_fields, find_lines
from extraction.words import TextLine, Word
from trials.calibration.labelled import FIELD_OF
from trials.scoring.tools import DATA, rules
from trials.service import PROJECT

SETS = ("goldtext", "sroie100", "sroie", "europe", "invoices", "print")
LABEL_OF = {ours: theirs for theirs, ours in FIELD_OF.items()}
_BATCH = 20

Labels = dict[str, dict[str, Any]]
Readings = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Scored:
    """F1 over some fields: exactly right, and with names and addresses right from a likeness of 0.9."""

    exact: float
    fuzzy: float


def labels_of(name: str) -> Labels:
    """The labels of a set by file name, relative to its folder."""
    labels: Labels = json.loads((folder_of(name) / "labels.json").read_text(encoding="utf-8"))
    chosen: Callable[[str, dict[str, Any]], bool] = {
        "goldtext": lambda _file, label: bool(label.get("sample100")),
        "sroie100": lambda _file, label: bool(label.get("sample100")),
        "sroie": lambda file, _label: file.startswith("sroie/"),
        "europe": lambda file, _label: file.startswith("my-receipts/"),
        "invoices": lambda file, _label: file.endswith(".pdf"),
        "print": lambda file, _label: file.endswith(".pdf"),
    }[name]
    return {file: label for file, label in labels.items() if chosen(file, label)}


def folder_of(name: str) -> Path:
    """Where the files of a set lie."""
    return DATA / ("invoices" if name in ("invoices", "print") else "receipts")


def read_set(name: str, labels: Labels) -> tuple[Readings, float]:
    """What `bin/read` says of every file of the set, and the seconds it took."""
    since = time.monotonic()
    if name == "goldtext":
        return dict(_from_gold_text(labels)), time.monotonic() - since
    with tempfile.TemporaryDirectory() as scratch:
        paths = {file: folder_of(name) / file for file in labels}
        if name == "print":
            paths = {
                file: _without_attachments(path, Path(scratch), at) for at, (file, path) in enumerate(paths.items())
            }
        return read_files(paths), time.monotonic() - since


def read_files(paths: dict[str, Path]) -> Readings:
    """What `bin/read` says of each file, by the name given to it."""
    name_of = {str(path): name for name, path in paths.items()}
    files = list(name_of)
    readings = {}
    for at in range(0, len(files), _BATCH):
        command = [str(PROJECT / "bin" / "read"), *files[at : at + _BATCH]]
        done = subprocess.run(command, capture_output=True, text=True)
        for line in done.stdout.splitlines():
            reading = json.loads(line)
            readings[name_of[reading["file"]]] = reading
    return readings


def predictions_of(readings: Readings) -> dict[str, dict[str, str]]:
    """The values as the scoring rules take them."""
    return {
        file: {LABEL_OF[field]: one["value"] for field, one in reading["fields"].items() if field in LABEL_OF}
        for file, reading in readings.items()
    }


def scored(labels: Labels, readings: Readings, *fields: str) -> Scored:
    """F1 over the fields named, all together."""
    found, _misses = rules().score(labels, predictions_of(readings))
    rows = [found[field] for field in fields if field in found]
    gold, given = sum(row["gold"] for row in rows), sum(row["pred"] for row in rows)
    exact, near = sum(row["right"] for row in rows), sum(row["fuzzy"] for row in rows)
    whole = gold + given
    return Scored(2 * exact / whole, 2 * near / whole) if whole else Scored(0.0, 0.0)


def _from_gold_text(labels: Labels) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the text rules say of the published text lines, as far as a line of bin/read is needed here."""
    folder = folder_of("goldtext")
    gold = json.loads((folder / "gold_lines_sroie.json").read_text(encoding="utf-8"))
    for file in labels:
        wide, high = Image.open(folder / file).size
        boxes = [(row[0], (row[1] / wide, row[2] / high, row[3] / wide, row[4] / high)) for row in gold[file]]
        printed = [TextLine((Word(text, box, 1.0),), 1, OCR) for text, box in boxes if text.strip()]
        yield file, Reading(file, fields=find_fields(printed, known={}), lines=find_lines(printed)).as_dict()


def _without_attachments(path: Path, scratch: Path, number: int) -> Path:
    """A copy of a PDF file without embedded files."""
    pdf = pypdfium2.PdfDocument(path)
    for at in reversed(range(pdf.count_attachments())):
        pdf.del_attachment(at)
    copy = scratch / f"{number}.pdf"
    pdf.save(copy)
    return copy
