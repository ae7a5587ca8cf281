"""Balance and first page of a statement in a big ledger: of one with a hundredth of all lines, and of a usual one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trials import postgres
from trials.bench.measures import Measure
from trials.service import Service, TrialBroken

BENCH = "points"
MOST_MS = 5
MEMORY = {"shared_buffers": "1GB", "max_wal_size": "8GB"}
"""Else a database of several gigabytes is only filled more slowly."""


def run(*, quick: bool) -> Iterator[Measure]:
    """On each database, in a home of its own. A small ledger is checked whether it is one; a big one is made alike."""
    total = 100_000 if quick else 10_000_000
    for database, environment in postgres.databases(**MEMORY):
        with Service.unstarted(environment=environment | {"ALLOWED_HOSTS": "testserver"}) as service:
            found = service.inside("bench_statement", str(total), "check" if quick else "trust")
        if found["problems"]:
            raise TrialBroken(f"The ledger on {database} breaks its laws: {found['problems'][:5]}")
        yield from _measures(f"{total:,} transfers on {database}", total, found)


def _measures(what: str, total: int, found: Mapping[str, Any]) -> Iterator[Measure]:
    for person, lines in (("heavy", total // 100), ("usual", 100)):
        told, empty = found[person], found["empty"][person]
        for name, key in (
            ("balance", "balance_ms"),
            ("first lines of the statement", "statement_ms"),
            ("all that its page asks", "page_database_ms"),
        ):
            about = "in the demo's ledger, nothing booked"
            words = f"{what}, {lines:,} of one: {name}"
            yield Measure(BENCH, words, told[key], "ms in the database", empty[key], MOST_MS, about=about)
        about = "the same page, nothing booked"
        yield Measure(
            BENCH, f"{what}, {lines:,} of one: page", told["page_ms"], "ms CPU", empty["page_ms"], 50, about=about
        )
