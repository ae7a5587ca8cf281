"""Scores what bin/read says about labelled receipts and invoices: right fields, and what its confidence is worth.

usage: bin/score-reading [SET...] [--misses] [--keep FOLDER] [--from FOLDER]

Sets: sroie100 (the sample of 100 scans), sroie (all 190), europe (28 scanner files), invoices (34 PDF files as they
are), print (the same PDF files with their embedded e-invoice taken out, so that only the text rules are measured),
goldtext (the sample of 100 from its published text lines, without any engine: what the rules alone get wrong).
Without a SET all of them are scored. --keep stores the lines of bin/read, --from scores stored lines and reads nothing.

The labelled files and the scoring rules lie in the shared folder beside the project, or in $KWIT_SHARED.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trials.calibration.labelled import SHARED
from trials.scoring import tools
from trials.scoring.sets import LABEL_OF, SETS, Labels, Readings, labels_of, predictions_of, read_set

NAMES = ("company", "address")
LEVELS = (0.95, 0.9, 0.8, 0.5, 0.0)


def main() -> int:
    """0, or 2 if the labelled files are not there."""
    parser = argparse.ArgumentParser(
        prog="bin/score-reading", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--misses", action="store_true", help="also print every field that is not right")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--from", type=Path, metavar="FOLDER", dest="kept")
    options = parser.parse_args()
    if unknown := set(options.sets) - set(SETS):
        parser.error(f"no such set: {', '.join(sorted(unknown))}")
    if not tools.are_there():
        print(f"The labelled files are not at {SHARED}; nothing was scored.", file=sys.stderr)
        return 2
    for name in options.sets or SETS:
        labels = labels_of(name)
        readings, seconds = _stored(name, labels, options.kept) if options.kept else read_set(name, labels)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            stored = json.dumps(readings, ensure_ascii=False)
            (options.keep / f"{name}.json").write_text(stored, encoding="utf-8")
        report(name, labels, readings, seconds, misses=options.misses)
    return 0


def _stored(name: str, labels: Labels, kept: Path) -> tuple[Readings, float]:
    stored = kept / f"{'sroie' if name == 'sroie100' else name}.json"
    found: Readings = json.loads(stored.read_text(encoding="utf-8"))
    return {file: found[file] for file in labels if file in found}, 0.0


def report(name: str, labels: Labels, readings: Readings, seconds: float, *, misses: bool) -> None:
    """Prints a set's table."""
    rules = tools.rules()
    scores, missed = rules.score(labels, predictions_of(readings))
    errors = sum(bool(reading["error"]) for reading in readings.values())
    print(f"\n{name}: {len(labels)} documents, {errors} with an error, {seconds:.0f} s")
    print(f"{'field':<11}{'gold':>6}{'given':>7}{'right':>7}{'F1':>8}{'F1 fuzzy':>10}")
    for field in (*LABEL_OF.values(), "ALL"):
        if field in scores:
            row = scores[field]
            print(
                f"{field:<11}{row['gold']:>6}{row['pred']:>7}{row['right']:>7}{row['f1']:>8.3f}{row['f1_fuzzy']:>10.3f}"
            )
    print_reliability(rules, labels, readings)
    print_lines(labels, readings)
    for miss in missed if misses else ():
        print("miss", *map(repr, miss))


def print_reliability(rules: Any, labels: Labels, readings: Readings) -> None:
    """Of the fields read from print with at least a confidence, how many are right; names and addresses fuzzy."""
    judged = list(judgements(rules, labels, readings))
    print("confidence " + "".join(f"{f'>= {level}':>14}" for level in LEVELS))
    for field in (*LABEL_OF.values(), "all"):
        own = [(sure, right) for label, sure, right in judged if field in (label, "all")]
        if own:
            print(f"{field:<11}" + "".join(f"{share(own, level):>14}" for level in LEVELS))


def judgements(rules: Any, labels: Labels, readings: Readings) -> Iterator[tuple[str, float, bool]]:
    for file, reading in readings.items():
        for name, found in reading["fields"].items():
            label = LABEL_OF.get(name, "")
            gold = labels[file].get(label)
            plain = rules.normaliser(label, "dmy")
            wanted = [plain(one) for one in (gold if isinstance(gold, list) else [gold]) if one]
            if wanted and found["source"] in ("ocr", "text-layer"):
                value = plain(found["value"])
                near = label in NAMES and any(rules.similarity(value, one) >= rules.FUZZY_MIN for one in wanted)
                yield label, found["confidence"], value in wanted or near


def share(own: list[tuple[float, bool]], level: float) -> str:
    over = [right for sure, right in own if sure >= level]
    return f"{sum(over)} of {len(over)}" if over else "-"


def print_lines(labels: Labels, readings: Readings) -> None:
    """How many documents give as many line items as their label says, and how many give any."""
    counted = [
        (labels[file]["n_lines"], reading["lines"]) for file, reading in readings.items() if labels[file].get("n_lines")
    ]
    if counted:
        same = sum(number == len(lines) for number, lines in counted)
        print(f"line items: the labelled number in {same} of {len(counted)} documents")
    some = sum(bool(reading["lines"]) for reading in readings.values())
    print(f"line items in {some} of {len(readings)} documents")


if __name__ == "__main__":
    sys.exit(main())
