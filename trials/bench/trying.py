"""A rule tried on the claims of a whole year: how long, in how much memory, beside the bare loop of evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trials import postgres
from trials.bench.measures import Measure
from trials.service import Service

BENCH = "points"
MOST_SECONDS = 120
LOOP = "rules.award alone, the facts in memory"


def run(*, quick: bool) -> Iterator[Measure]:
    """On each database, in a home of its own; one process does all the work. On SQLite it is stated, without a goal."""
    claims = 2_000 if quick else 1_000_000
    for database, environment in postgres.databases():
        with Service.unstarted(environment=environment) as service:
            found = service.inside("bench_tryout", str(claims))
        yield from _measures(f"on {database}", found, MOST_SECONDS if environment else float("inf"))


def _measures(where: str, found: Mapping[str, Any], most: float) -> Iterator[Measure]:
    many, few, bare = found["many"], found["few"], found["bare"]
    name = f"rule tried on {many['claims']:,} past claims {where}"
    yield Measure(BENCH, name, many["rate"], "claims/s CPU", bare, of="ratio", about=LOOP)
    for kind, run in (("", many), (", with a cap a month", found["capped"])):
        words, loop = f"a million claims {where}{kind}, at that rate", 1e6 / bare
        yield Measure(BENCH, words, 1e6 / run["rate"], "s CPU", loop, most, about=LOOP)
        on_the_wall = run["wall"] / run["claims"] * 1e6
        yield Measure(BENCH, f"{words}, by the clock", on_the_wall, "s", loop, most, about=LOOP)
    memory, about = f"most memory of that run {where}", "of a tenth of the claims"
    yield Measure(BENCH, memory, many["mb"], "MB", few["mb"], 1.2, of="ratio", about=about)
