"""What points cost: awards, also over many connections, codes, a long statement, trying rules on past claims."""

from __future__ import annotations

import os
from collections.abc import Iterator

from trials import postgres
from trials.bench import booking, redeeming, statement, trying
from trials.bench.measures import Measure
from trials.service import Service, TrialBroken

BENCH = "points"
BARE = "the same rows by the same statements, nothing else"


BARE_CODES = "random bytes, HMAC and load into a bare table"


def run(*, quick: bool) -> Iterator[Measure]:
    """In a home of its own, without a web server; codes also on a private PostgreSQL, where one is installed."""
    yield from _awards(quick=quick)
    yield from redeeming.run(quick=quick)
    yield from redeeming.growth(quick=quick)
    yield from booking.run(quick=quick)
    yield from statement.run(quick=quick)
    yield from trying.run(quick=quick)
    count = int(os.environ.get("BENCH_CODES") or (50_000 if quick else 1_000_000))
    yield from _making("SQLite", count, {})
    if folder := postgres.programs():
        with postgres.private(folder) as address:
            yield from _making("PostgreSQL", count, postgres.environment(address))


def _making(database: str, count: int, environment: dict[str, str]) -> Iterator[Measure]:
    """The CPU of the database's process counts too."""
    with Service.unstarted(environment=environment) as service:
        found = service.inside("bench_codes", str(count))
    what = f"{count:,} codes on {database}"
    if found["made"] != count:
        raise TrialBroken(f"{found['made']} of {count} codes were made")
    bare, again = found["bare_microseconds"], found["again_microseconds"]
    yield Measure(BENCH, f"{what}: made", found["microseconds"], "us CPU a code", bare, 20, about=BARE_CODES)
    yield Measure(BENCH, f"{what}: loaded again", again, "us CPU a code", bare, 20, about=BARE_CODES)
    yield Measure(BENCH, f"{what}: new by that", found["again_added"], "codes", count, 0, about="codes made")
    yield Measure(BENCH, f"{what}: memory", found["megabytes"], "MB", 200, 200, about="goal, for any number of codes")


def _awards(*, quick: bool) -> Iterator[Measure]:
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
