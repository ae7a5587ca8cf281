"""`bin/faults [NAME…]`, with options by `--help`: prints what was done, lost, doubled; exit 0 if nothing was."""

from __future__ import annotations

import argparse
import secrets
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence

from trials.faults import codes, crowds, kills, points, races, verification
from trials.faults import main as main_job
from trials.faults.report import Report
from trials.service import end_in_good_order


def _main(told: Namespace) -> Iterator[Report]:
    yield main_job.run(seconds=told.seconds or main_job.SECONDS, seed=told.seed)


def _points(told: Namespace) -> Iterator[Report]:
    seconds = told.seconds or crowds.SECONDS
    return points.run(seconds=seconds, seed=told.seed, kills_each=told.kills, runs=told.runs)


def _codes(told: Namespace) -> Iterator[Report]:
    yield codes.run(seconds=told.seconds or codes.SECONDS, seed=told.seed)


def _verification(told: Namespace) -> Iterator[Report]:
    return verification.run(seed=told.seed, kills_each=told.kills)


TRIALS: dict[str, Callable[[Namespace], Iterator[Report]]] = {
    "main": _main,
    "points": _points,
    "codes": _codes,
    "verification": _verification,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Each named trial, or all."""
    parser = argparse.ArgumentParser(prog="bin/faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{' or '.join(TRIALS)}; default: all")
    parser.add_argument("--seconds", type=float, help="how long the web service is killed; about one kill in 6 seconds")
    parser.add_argument("--kills", type=int, default=kills.KILLS, help="that hit each kind of work")
    parser.add_argument("--runs", type=int, default=races.RUNS, help="of each race of 64 for one code or balance")
    parser.add_argument("--seed", type=int, help="repeats the draws of an earlier run")
    told = parser.parse_args(arguments)
    if unknown := set(told.names) - set(TRIALS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    end_in_good_order()
    told.seed = told.seed if told.seed is not None else secrets.randbelow(1_000_000)
    is_clean = True
    for name in told.names or TRIALS:
        print(f"{name}, seed {told.seed}: begins", flush=True)
        for report in TRIALS[name](told):
            is_clean &= report.verdict.is_clean
            print(report, flush=True)
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
