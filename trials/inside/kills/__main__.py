"""Prints what so many kills of one kind of work came to, as one JSON object.

python -m trials.inside.kills KIND --kills N [--ended N] [--seed N]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from random import Random

from trials.inside.kills.booking import Desk
from trials.inside.kills.expiring import Expiries
from trials.inside.kills.importing import Files
from trials.inside.kills.making import Batches
from trials.inside.kills.redeeming import Codes
from trials.inside.kills.selling import SalesFiles
from trials.inside.kills.striking import Striker
from trials.inside.kills.works import Kind

KINDS: dict[str, Callable[[Random], Kind]] = {
    "redeeming": Codes,
    "booking": Desk,
    "expiry": Expiries,
    "making": Batches,
    "importing": Files,
    "selling": SalesFiles,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--ended", type=int, default=0, help="sessions of PostgreSQL that are ended, after the kills")
    parser.add_argument("--seed", type=int, default=0)
    told = parser.parse_args()
    chance = Random(f"{told.kind} {told.seed}")
    tally = Striker(KINDS[told.kind](chance), chance).run(kills=told.kills, ended=told.ended)
    sorts = {sort: [one.sentence for one in tally.faults if one.sort == sort] for sort in ("lost", "doubled", "undone")}
    print(json.dumps(sorts | {"counts": tally.counts, "differences": tally.differences, "troubles": tally.troubles}))


if __name__ == "__main__":
    main()
