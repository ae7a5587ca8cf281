"""Line items: those with description, quantity and amount right, counted as F1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from extraction.options import Options
from extraction.reading import OCR, Line
from extraction.texts import find_lines
from samples.generator.item_tables import write_item_tables
from trials.bench.measures import Measure
from trials.calibration.generated import generated_documents
from trials.calibration.judging import judged_lines
from trials.calibration.labelled import Labelled, shared_documents
from trials.calibration.printed import printed

BENCH = "reading"
_KNOWN = 0.37
_ABOUT = "open tools' F1 on line items, as published"


@dataclass(slots=True)
class Count:
    """Lines that the documents have, that were read, and that were read right."""

    documents: int = 0
    wanted: int = 0
    read: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of right of read and right of wanted."""
        whole = self.wanted + self.read
        return 2 * self.right / whole if whole else 0.0


def run(*, quick: bool) -> Iterator[Measure]:
    """Own documents, and the print of e-invoices beside what they state, apart by whether an engine had to read."""
    counts: dict[tuple[str, bool], Count] = {}
    with TemporaryDirectory(prefix="kwit-items-") as scratch:
        for document in islice(documents(Path(scratch)), 0, None, 8 if quick else 1):
            add(document, counts)
    for (group, is_scanned), count in sorted(counts.items()):
        told = f"items, {group}, {'by engine' if is_scanned else 'born digital'} ({count.wanted} in {count.documents})"
        yield Measure(BENCH, told, count.f1, "F1", _KNOWN, about=_ABOUT, least=0.85 if is_scanned else 0.95)


def documents(folder: Path) -> Iterator[Labelled]:
    """All whose lines are known."""
    yield from (one for one in shared_documents() if one.lines)
    yield from generated_documents(folder)
    yield from hard_tables(folder / "tables")


def hard_tables(folder: Path, *, count: int = 24, seed: int = 1) -> Iterator[Labelled]:
    """Invented invoices in eight languages, written for their item tables only."""
    for name, items in write_item_tables(folder, count=count, seed=seed).items():
        lines = (Line(one["description"], quantity=one["quantity"], amount=one["amount"]) for one in items)
        yield Labelled((folder / name,), "hard tables", {}, tuple(lines))


def add(document: Labelled, counts: dict[tuple[str, bool], Count]) -> None:
    """Reads the print of a document and counts it in."""
    page = printed(document.paths, kept=None, options=Options())
    wanted = document.lines or ()
    read = find_lines(page)
    count = counts.setdefault((document.group, any(line.source == OCR for line in page)), Count())
    count.documents += 1
    count.wanted += len(wanted)
    count.read += len(read)
    count.right += sum(is_right for _line, is_right in judged_lines(read, wanted))
