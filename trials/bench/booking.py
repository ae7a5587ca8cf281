"""Awards booked over many connections: in one program as fast as in many, because no row is everybody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trials import postgres
from trials.bench.measures import Measure
from trials.service import Service, TrialBroken

BENCH = "points"
CONNECTIONS = 32
LEAST = 0.9
MOST_OF_CONTROL = 0.6
"""A bench that sees no more than this of a row that everybody writes would not see one in the product either."""

LONGEST_SECONDS = 20
"""When SQLite gives a waiting writer up."""


def run(*, quick: bool) -> Iterator[Measure]:
    """On each database, in a home of its own: both ways of each pair in turn, in one run."""
    turns, seconds = (2, 1) if quick else (8, 3)
    for database, environment in postgres.databases():
        with Service.unstarted(environment=environment) as service:
            found = service.inside("bench_booking", str(CONNECTIONS), str(turns), str(seconds))
        if found["problems"]:
            raise TrialBroken(f"The ledger on {database} breaks its laws: {found['problems'][:5]}")
        yield from _measures(database, found)


def _measures(database: str, found: Mapping[str, Any]) -> Iterator[Measure]:
    rates = {name: figures["rate"] for name, figures in found["service"].items()}
    what = f"{CONNECTIONS} connections on {database}"
    yield _pair(what, rates["one"], rates["many"])
    longest = {name: figures["longest_seconds"] for name, figures in found["service"].items()}
    name, about = f"{what}: longest wait for an award", "with 32 programs"
    yield Measure(BENCH, name, longest["one"], "s", longest["many"], LONGEST_SECONDS, about=about)
    if "one_held" in rates:
        held = f"{what}, 0.1 s more in each transaction"
        yield _pair(held, rates["one_held"], rates["many_held"])
        yield _control(held, rates["hot_held"], rates["many_held"])
    if bare := found.get("bare"):
        yield _pair(f"{what}, by pgbench", bare["one"], bare["many"])
        yield _control(f"{what}, by pgbench", bare["hot"], bare["many"])


def _pair(what: str, one: float, many: float) -> Measure:
    about = "as many people in 32 programs"
    return Measure(BENCH, f"{what}: one program", one, "awards/s", many, of="ratio", about=about, least=LEAST)


def _control(what: str, hot: float, many: float) -> Measure:
    name, about = f"{what}: control, all write one row too", "in 32 programs without that row"
    return Measure(BENCH, name, hot, "awards/s", many, MOST_OF_CONTROL, of="ratio", about=about)
