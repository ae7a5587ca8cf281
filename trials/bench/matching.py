"""Comparing a claim with its distributor's sales costs the same however many they are."""

from __future__ import annotations

from collections.abc import Iterator

from trials import postgres
from trials.bench.measures import Measure
from trials.service import Service

BENCH = "verification"
GROWTH_MOST = 1.2


def run(*, quick: bool) -> Iterator[Measure]:
    """On each database, in a home of its own."""
    few, many = (10_000, 200_000) if quick else (10_000, 10_000_000)
    for database, environment in postgres.databases():
        with Service.unstarted(environment=environment) as service:
            found = service.inside("bench_matching", str(few), str(many))
        value, reference = found["many"]["cpu_ms"], found["few"]["cpu_ms"]
        name = f"claim compared with {many:,} lines of sales on {database}"
        about = f"with {few:,} lines"
        yield Measure(BENCH, name, value, "ms CPU", reference, GROWTH_MOST, of="ratio", about=about)
