"""What points cost: posting an award, redeeming a code, opening a long statement, trying a rule on past claims."""

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
    yield from _tried(2_000 if quick else 20_000)


def _tried(claims: int) -> Iterator[Measure]:
    """A run over past claims by the database of this service, one process."""
    with Service.unstarted() as service:
        found = service.inside("bench_tryout", str(claims))
    many, few, bare = found["many"], found["few"], found["bare"]
    loop = "rules.award alone, the facts in memory"
    name = f"rule tried on {many['claims']:,} past claims"
    yield Measure(BENCH, name, many["rate"], "claims/s CPU", bare, of="ratio", about=loop, least=0.4)
    for kind, rate in (("", many["rate"]), (" with a cap a month", found["capped"]["rate"])):
        about = "the bare loop on as many"
        yield Measure(BENCH, f"1,000,000 claims{kind}, at this rate", 1e6 / rate, "s CPU", 1e6 / bare, 120, about=about)
    yield Measure(
        BENCH, "most memory of that run", many["mb"], "MB", few["mb"], 1.2, of="ratio", about="of a tenth of the claims"
    )
