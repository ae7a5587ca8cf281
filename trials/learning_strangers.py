"""What memory does to papers that were not made for it: labelled files in order, each confirmed with its labels.

`python -m trials.learning_strangers [--keep FOLDER]` needs the labelled files beside the project or in $KWIT_SHARED.
Memory speaks only where an issuer comes back; counted are values that it puts right, and right ones that it spoils.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from extraction.memory import Confirmed, recall, recognise, signs_of
from extraction.options import Options
from trials.calibration.judging import as_read, is_right
from trials.calibration.labelled import SHARED, Labelled, shared_documents
from trials.calibration.printed import printed
from trials.learning import Memory, told_by

FACTS = tuple(one.name for one in fields(Confirmed))
COUNTED = ("documents", "recognised", "values", "put right", "spoiled")


def counted(documents: Iterator[Labelled], *, kept: Path | None) -> dict[str, Counter[str]]:
    """By group of documents: how many there are, of known issuers, their labelled values, and what memory changed."""
    memories: dict[str, Memory] = defaultdict(Memory)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for labelled in documents:
        lines = printed(labelled.paths, kept=kept, options=Options())
        data, memory, count = told_by(lines), memories[labelled.group], counts[labelled.group]
        count["documents"] += 1
        if issuer := recognise(signs_of(data), memory.known()):
            count["recognised"] += 1
            for name, was, became in _judged(labelled, data["fields"], recall(data, issuer)):
                count["values"] += 1
                count["put right"] += became > was
                count["spoiled"] += became < was
                if became != was:
                    print(f"{labelled.paths[0].name}: {name} {'put right' if became else 'spoiled'}", file=sys.stderr)
        memory.confirm(data, _confirmed(labelled, data["fields"]))
    return counts


def _judged(labelled: Labelled, read: dict[str, Any], told: dict[str, Any]) -> Iterator[tuple[str, bool, bool]]:
    for name in FACTS:
        if wanted := labelled.fields.get(name):
            yield name, _is_right(labelled, name, read, wanted), _is_right(labelled, name, read | told, wanted)


def _is_right(labelled: Labelled, name: str, values: dict[str, Any], wanted: Sequence[str]) -> bool:
    as_printed = name in labelled.as_printed
    found = str(values[name]["value"]) if name in values else ""
    return bool(found) and is_right(name, found, wanted, as_printed=as_printed, to_the_letter=True)


def _confirmed(labelled: Labelled, read: dict[str, Any]) -> Confirmed:
    """The labels; the tax id as read where there is none, for a claim without one is rare."""
    stated = {
        name: as_read(name, labelled.fields[name][0], as_printed=name in labelled.as_printed)
        for name in FACTS
        if labelled.fields.get(name)
    }
    if "issuer_tax_id" in read:
        stated.setdefault("issuer_tax_id", str(read["issuer_tax_id"]["value"]))
    return Confirmed(**stated)


def main() -> int:
    """Prints a row for each group; 2 if there is nothing to read."""
    parser = argparse.ArgumentParser(prog="python -m trials.learning_strangers")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what engines read")
    kept = parser.parse_args().keep
    if not (SHARED / "data").is_dir():
        print(f"The labelled files are not at {SHARED}.", file=sys.stderr)
        return 2
    print(f"{'':18}", *(f"{name:>11}" for name in COUNTED))
    for group, count in counted(shared_documents(), kept=kept).items():
        print(f"{group:18}", *(f"{count[name]:11}" for name in COUNTED))
    return 0


if __name__ == "__main__":
    sys.exit(main())
