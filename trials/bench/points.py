"""What points cost: posting an award, redeeming a code, opening a long statement."""

from __future__ import annotations

from collections.abc import Iterator

from trials.bench.measures import Measure
from trials.service import Service

BENCH = "points"
BARE = "the same rows by the same statements, nothing else"


def run(*, quick: bool) -> Iterator[Measure]:
    """In a home of its own, without a web server."""
    postings, lines = (40, 1_000) if quick else (200, 10_000)
    with Service.unstarted() as service:
        found = service.inside("bench_points", str(postings), str(lines))
    for name, key, most in (("award posted", "award", 6), ("code redeemed", "code", 10)):
        yield Measure(BENCH, name, found[key]["value"], "ms CPU", found[key]["reference"], most, of="ratio", about=BARE)
    long, about = found["statement"], "the page of 100 lines"
    yield Measure(
        BENCH,
        f"statement page, {lines:,} lines",
        long["many_ms"],
        "ms CPU",
        long["few_ms"],
        1.2,
        of="ratio",
        about=about,
    )
    queries = "queries of that page"
    yield Measure(BENCH, queries, long["many_queries"], "queries", long["few_queries"], 1, of="ratio", about=about)
