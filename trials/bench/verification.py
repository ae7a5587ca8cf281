"""What the desk costs when much waits: the queue and a claim's page."""

from __future__ import annotations

from collections.abc import Iterator

from trials.bench.measures import Measure
from trials.service import Service

BENCH = "verification"
FEW, FULL, MANY = "10", "50", "1000"
"""A short queue, as many as the page shows, and a long one."""


def run(*, quick: bool) -> Iterator[Measure]:
    """In a home of its own, without a web server. `quick` changes nothing: it is quick."""
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
            about="with 50 waiting, as many as it shows",
        )
