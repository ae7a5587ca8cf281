"""Points and codes under faults: on the web, and in the midst of each kind of work on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

from trials.faults import crowds, engines, kills, races
from trials.faults.report import Report
from trials.service import Service


def run(*, seconds: float, seed: int, kills_each: int, runs: int) -> Iterator[Report]:
    """All of it; after the kills the races, since their controls take the guards away."""

    def part(service: Service, engine: str) -> Iterator[Report]:
        yield from kills.run(service, engine, kinds=kills.POINTS, kills=kills_each, seed=seed)
        yield from races.run(service, engine, runs=runs, seed=seed)

    yield crowds.run(seconds=seconds, seed=seed)
    yield from engines.each(part)
