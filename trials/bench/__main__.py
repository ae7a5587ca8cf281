"""`bin/bench [NAME…] [--json] [--quick]`: prints each measure beside its reference; exit 0 if every goal is met."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence

from trials.bench import elearning, main, points, reading, verification
from trials.bench.measures import Measure, as_json, as_table
from trials.service import end_in_good_order

BENCHES: dict[str, Callable[..., Iterator[Measure]]] = {
    "main": main.run,
    "reading": reading.run,
    "points": points.run,
    "verification": verification.run,
    "elearning": elearning.run,
}


def run(arguments: Sequence[str] | None = None) -> int:
    """Each named bench, or all."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHES)}; default: all")
    parser.add_argument("--json", action="store_true", help="one JSON line a measure, as soon as it is there")
    parser.add_argument("--quick", action="store_true", help="smaller sizes: a look, not a figure to quote")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(BENCHES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    end_in_good_order()
    if options.quick:
        print("Quick: smaller sizes, figures are rough.", file=sys.stderr)
    measures = []
    for name in options.names or BENCHES:
        for measure in BENCHES[name](quick=options.quick):
            measures.append(measure)
            if options.json:
                print(as_json([measure]), flush=True)
    if not options.json:
        print(as_table(measures))
    return 0 if all(measure.met for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(run())
