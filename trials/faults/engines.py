"""Trials in the midst of work, without a web server: on SQLite, and on a private PostgreSQL where one is installed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from trials import postgres
from trials.faults.report import Report
from trials.service import Service

Part = Callable[[Service, str], Iterator[Report]]
"""Given a home that nobody serves, and the name of its database."""


def each(part: Part) -> Iterator[Report]:
    """The part on every database, each in a home of its own."""
    yield from _on({}, "SQLite", part)
    if not (folder := postgres.programs()):
        print("PostgreSQL is not installed: tried on SQLite only.", file=sys.stderr)
        return
    with postgres.private(folder) as address:
        yield from _on(postgres.environment(address), "PostgreSQL", part)


def _on(environment: dict[str, str], engine: str, part: Part) -> Iterator[Report]:
    with Service.unstarted(environment=environment) as service:
        yield from part(service, engine)
