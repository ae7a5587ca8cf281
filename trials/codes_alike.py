"""Whether the time of an answer tells a code that exists from one that does not.

`python -m trials.codes_alike [--rounds N] [--codes N]`; on SQLite, and on a private PostgreSQL where one is installed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from statistics import median, quantiles

from trials import postgres
from trials.service import Service, end_in_good_order

BASE = "unknown"
MUST_DIFFER = "mistyped"
"""Not looked up: a trial that does not see that would see nothing."""

ALIKE = 0.05
"""A chance this near to a half is no help to a guesser: it takes hundreds of answers to the same code to see it."""


@dataclass(frozen=True)
class Compared:
    """One kind's times against those of unknown codes. `chance` is that of an answer to be the slower of two, one of
    each kind: a half if they are alike. `z` says by how many standard deviations it is off, by Mann and Whitney."""

    kind: str
    median: float
    ratio: float
    p95: float
    chance: float
    z: float

    @property
    def is_alike(self) -> bool:
        """Nobody tells them apart."""
        return abs(self.chance - 0.5) <= ALIKE

    def __str__(self) -> str:
        return f"{self.kind:20}{self.median:9.3f} ms{self.ratio:8.3f}{self.p95:9.3f} ms{self.chance:8.3f}{self.z:8.1f}"


def ranks(values: Sequence[float]) -> list[float]:
    """From 1 on, in the order of `values`; equal ones share the mean of their places."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    place = 1
    for _value, same in groupby(order, key=values.__getitem__):
        places = list(same)
        for index in places:
            found[index] = place + (len(places) - 1) / 2
        place += len(places)
    return found


def compare(kind: str, times: Sequence[float], base: Sequence[float]) -> Compared:
    """The rank test of Mann and Whitney, by its normal approximation."""
    many, others = len(times), len(base)
    above = sum(ranks([*times, *base])[:many]) - many * (many + 1) / 2
    spread = sqrt(many * others * (many + others + 1) / 12)
    return Compared(
        kind=kind,
        median=median(times),
        ratio=median(times) / median(base),
        p95=quantiles(times, n=20)[-1],
        chance=above / (many * others),
        z=(above - many * others / 2) / spread,
    )


def judge(times: dict[str, list[float]]) -> tuple[list[Compared], bool]:
    """Every kind, and whether all are alike that should be, and the one that is not is seen."""
    compared = [compare(kind, found, times[BASE]) for kind, found in times.items()]
    fine = all(one.is_alike is (one.kind != MUST_DIFFER) for one in compared)
    return compared, fine


def databases() -> Iterator[tuple[str, dict[str, str]]]:
    """Each with what a service on it needs to be told."""
    yield "SQLite", {}
    if folder := postgres.programs():
        with postgres.private(folder) as address:
            yield "PostgreSQL", postgres.environment(address)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 if no kind is told from another."""
    parser = argparse.ArgumentParser(prog="python -m trials.codes_alike", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3_000, help="answers of each kind")
    parser.add_argument("--codes", type=int, default=50_000, help="codes of each kind in the database")
    options = parser.parse_args(arguments)
    end_in_good_order()
    fine = True
    for name, environment in databases():
        with Service.unstarted(environment=environment) as service:
            times = service.inside("answers", str(options.rounds), str(options.codes))
        compared, is_fine = judge(times)
        fine = fine and is_fine
        print(f"{name}, {options.rounds} answers of each kind, {5 * options.codes} codes", flush=True)
        print(f"{'':20}{'median':>12}{'ratio':>8}{'95 %':>12}{'chance':>8}{'z':>8}")
        print("\n".join(map(str, compared)), flush=True)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
