"""`bin/calibrate`: reads labelled documents, stores what was right, fits the confidences and writes the report."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from extraction.options import Options
from trials.calibration import model, report
from trials.calibration.generated import generated_documents
from trials.calibration.judging import Pair, as_csv, pairs_of
from trials.calibration.labelled import SHARED, Labelled, shared_documents
from trials.calibration.printed import digest_of, printed

_ABOUT = (
    "Fits the confidences of extraction to labelled documents. Half of the documents, by their hash, is held back and "
    "only judges. Needs the labelled files beside the project or in $KWIT_SHARED; --refit does without."
)


def main() -> int:
    """0, or 2 if there is nothing to read."""
    parser = argparse.ArgumentParser(prog="bin/calibrate", description=_ABOUT)
    parser.add_argument("--refit", action="store_true", help="fit the stored pairs again and read nothing")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep what engines read, so that next time is quick"
    )
    chosen = parser.parse_args()
    if not chosen.refit:
        if not (SHARED / "data").is_dir():
            print(f"The labelled files are not at {SHARED}; --refit fits what is stored.", file=sys.stderr)
            return 2
        model.PAIRS.write_text(as_csv(_collected(chosen.keep)), encoding="utf-8")
    pairs = model.stored_pairs()
    made = model.write(pairs, today=datetime.now(UTC).date())
    found = report.judged(pairs, made)
    report.write(found, made)
    print(report.table(found))
    return 0


def _collected(kept: Path | None) -> Iterator[Pair]:
    with tempfile.TemporaryDirectory() as scratch:
        seen: set[str] = set()
        for labelled in _documents((kept or Path(scratch)) / "samples"):
            document = digest_of(labelled.paths)
            if document not in seen:
                seen.add(document)
                print(f"{len(seen):4} {labelled.group}: {labelled.paths[0].name}", file=sys.stderr, flush=True)
                yield from pairs_of(document, labelled, printed(labelled.paths, kept=kept, options=Options()))


def _documents(samples: Path) -> Iterator[Labelled]:
    yield from shared_documents()
    yield from generated_documents(samples)


if __name__ == "__main__":
    sys.exit(main())
