"""What taking in a distributor's sales costs: a large CSV file, new and known, its time and memory."""

from __future__ import annotations

import os
from collections.abc import Iterator

from trials import postgres
from trials.bench.measures import Measure
from trials.service import Service, TrialBroken

BENCH = "verification"
ROWS, QUICK_ROWS = 1_000_000, 20_000
LINES = 3
"""Rows of one document."""

MOST_SECONDS, MOST_MEGABYTES = 300, 300
"""For a million rows; the memory for any number."""


def run(*, quick: bool) -> Iterator[Measure]:
    """In a home of its own, by the job's own service; on SQLite, and on PostgreSQL where one is installed."""
    rows = int(os.environ.get("BENCH_SALES") or (QUICK_ROWS if quick else ROWS))
    for database, environment in postgres.databases():
        yield from _taken(database, rows, environment)


def _taken(database: str, rows: int, environment: dict[str, str]) -> Iterator[Measure]:
    with Service.unstarted(environment=environment) as service:
        found = service.inside("bench_sales", str(rows), str(LINES))
    documents = -(-rows // LINES)
    if (found["new"], found["same"], found["bad"]) != (documents, documents, 0):
        raise TrialBroken(f"{documents} sales in the file, but told was {found}")
    what, goal = f"{rows:,} rows on {database}", MOST_SECONDS * rows / ROWS
    about = "goal, as 300 s for a million rows"
    yield Measure(BENCH, f"{what}: taken", found["seconds"], "s", goal, goal, about=about)
    yield Measure(BENCH, f"{what}: known before", found["again_seconds"], "s", goal, goal, about=about)
    memory = "goal, for any number of rows"
    yield Measure(BENCH, f"{what}: memory", found["megabytes"], "MB", MOST_MEGABYTES, MOST_MEGABYTES, about=memory)
