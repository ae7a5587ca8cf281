"""What the desk costs when much waits, and what taking in a distributor's sales and comparing claims with them does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trials import postgres
from trials.bench import answering, matching, sales
from trials.bench.measures import Measure
from trials.service import Service

BENCH = "verification"
FEW, FULL, MANY = "10", "30", "1000"
"""A short queue, as many as the page shows, and a long one."""

ORIGINALS = "1000"
"""Claims made one by one, of which all others are copies."""
PAGES = {
    "queue": "queue page",
    "narrowed": "queue narrowed to nothing",
    "behind": "queue from its midst on",
    "next": "next claim",
    "answer": "decision and next claim's page",
}
MOST_MS = 50
MOST_GROWTH = 1.2


def run(*, quick: bool) -> Iterator[Measure]:
    """In homes of their own: a short queue, then a very long one on each database, then answers by HTTP."""
    yield from _short_queues()
    # Fewer would not fill what is counted, and so cost less by nature.
    sizes = ("2000", "20000") if quick else ("10000", "1000000")
    for database, environment in postgres.databases():
        with Service.unstarted(environment=environment | {"ALLOWED_HOSTS": "127.0.0.1"}) as service:
            found = service.inside("bench_desk", ORIGINALS, *sizes)
        yield from _long_queues(database, found, *sizes)
    yield answering.measure()
    yield from sales.run(quick=quick)
    yield from matching.run(quick=quick)


def _long_queues(database: str, found: Mapping[str, Any], few: str, many: str) -> Iterator[Measure]:
    for page, what in PAGES.items():
        name = f"{what}, {int(many):,} waiting on {database}"
        one, other, about = found[many][page], found[few][page], f"with {int(few):,} waiting"
        if page != "answer":
            yield Measure(BENCH, name, one, "ms CPU", other, MOST_MS, about=about)
        yield Measure(BENCH, f"{name}: growth", one, "ms CPU", other, MOST_GROWTH, of="ratio", about=about)
    name, control = f"8 clerks at once on {database}: claims given twice", found["doubles unguarded"]
    yield Measure(BENCH, name, found["doubles"], "claims", control, 0, about="without the guard")


def _short_queues() -> Iterator[Measure]:
    with Service.unstarted() as service:
        found = service.inside("bench_queue", FEW, FULL, MANY)
    for page in ("queue", "claim"):
        few, full, many = (found[size][page] for size in (FEW, FULL, MANY))
        yield Measure(
            BENCH,
            f"{page} page, queries, 1,000 waiting",
            many["queries"],
            "queries",
            few["queries"],
            1,
            of="ratio",
            about="with 10 waiting",
        )
        yield Measure(
            BENCH,
            f"{page} page, 1,000 waiting",
            many["milliseconds"],
            "ms CPU",
            full["milliseconds"],
            1.2,
            of="ratio",
            about="with 30 waiting, as many as it shows",
        )
