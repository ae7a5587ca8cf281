"""`bin/faults [NAME…] [--seconds N] [--seed N]`: prints what was done, lost, doubled; exit 0 if nothing was."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Callable, Sequence

from trials.faults import codes, points
from trials.faults import main as main_job
from trials.faults.report import Report
from trials.service import end_in_good_order

TRIALS: dict[str, tuple[Callable[..., Report], float]] = {
    "main": (main_job.run, main_job.SECONDS),
    "points": (points.run, points.SECONDS),
    "codes": (codes.run, codes.SECONDS),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Each named trial, or all."""
    parser = argparse.ArgumentParser(prog="bin/faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{' or '.join(TRIALS)}; default: all")
    parser.add_argument("--seconds", type=float, help="how long the faults go on; about one kill in 6 seconds")
    parser.add_argument("--seed", type=int, help="repeats the draws of an earlier run")
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(TRIALS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    end_in_good_order()
    seed = options.seed if options.seed is not None else secrets.randbelow(1_000_000)
    reports = []
    for name in options.names or TRIALS:
        run, usual = TRIALS[name]
        print(f"{name}, seed {seed}: begins", flush=True)
        reports.append(run(seconds=options.seconds or usual, seed=seed))
        print(reports[-1], flush=True)
    return 0 if all(report.verdict.is_clean for report in reports) else 1


if __name__ == "__main__":
    sys.exit(main())
