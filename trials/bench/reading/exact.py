"""What must be exact: e-invoices, fiscal codes, bar codes. The scripts of the shared folder count."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from trials.bench.measures import Measure
from trials.bench.reading.frames import codes_of
from trials.scoring import tools

BENCH = "reading"


def run() -> Iterator[Measure]:
    """Documents, payloads and pictures that are wholly right."""
    yield from _einvoices()
    yield from _fiscal_codes()
    yield from _barcodes()


def _einvoices() -> Iterator[Measure]:
    said = tools.printed_by("score_einvoices", tools.DATA / "einvoices_expected.json", tools.DATA / "einvoices")
    found, _of, headers, lines, asked = _numbers(
        r"(\d+) of (\d+) found; headers right (\d+).*line counts right (\d+) of (\d+)", said
    )
    yield _share(f"e-invoices ({found}), header right", headers, found, 1.0)
    yield _share(f"e-invoices ({asked}), number of lines right", lines, asked, 0.99)


def _fiscal_codes() -> Iterator[Measure]:
    said = tools.printed_by("score_fiscal_codes", tools.DATA / "fiscal_qr_vectors.json")
    right, of = _numbers(r"(\d+) of (\d+) payloads right", said)
    yield _share(f"fiscal codes ({of}), all fields right", right, of, 1.0)


def _numbers(pattern: str, said: str) -> tuple[int, ...]:
    found = re.search(pattern, said)
    if found is None:
        raise ValueError(f"the script did not say how many are right: {said[-300:]}")
    return tuple(int(one) for one in found.groups())


def _share(told: str, right: int, of: int, least: float) -> Measure:
    return Measure(BENCH, told, right / of, "share", 1.0, about="all", least=least)


def _barcodes() -> Iterator[Measure]:
    folder = tools.DATA / "barcodes"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    with TemporaryDirectory(prefix="kwit-codes-") as scratch:
        predictions = Path(scratch) / "predictions.json"
        found = {one["file"]: codes_of(folder / one["file"]) for one in manifest}
        predictions.write_text(json.dumps(found), encoding="utf-8")
        said = tools.printed_by(
            "score_barcodes", "--manifest", folder / "manifest.json", "--predictions", predictions, "--json"
        )
    every = json.loads(said)["by_symbology"]["all"]
    known = sum(one["baseline"]["cascade"] for one in manifest if one["expected"])
    about = "the cascade of the notes"
    yield Measure(BENCH, f"bar codes read ({every['n']})", every["decoded"], "pictures", known, about=about, least=96)
    yield Measure(
        BENCH, f"pictures read falsely ({len(manifest)})", every["false"], "pictures", 0, about="none", most=0
    )
