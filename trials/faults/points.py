"""Points and codes under faults: on the web, and in the midst of each kind of work on SQLite and PostgreSQL."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from trials import postgres
from trials.faults import crowds, kills, races
from trials.faults.report import Report
from trials.service import Service


def run(*, seconds: float, seed: int, kills_each: int, runs: int) -> Iterator[Report]:
    """All of it, each part in a home of its own; on a private PostgreSQL where one is installed."""
    yield crowds.run(seconds=seconds, seed=seed)
    yield from on_engine("SQLite", {}, seed=seed, kills_each=kills_each, runs=runs)
    if not (folder := postgres.programs()):
        print("PostgreSQL is not installed: tried on SQLite only.", file=sys.stderr)
        return
    with postgres.private(folder) as address:
        environment = postgres.environment(address)
        yield from on_engine("PostgreSQL", environment, seed=seed, kills_each=kills_each, runs=runs)


def on_engine(engine: str, environment: dict[str, str], *, seed: int, kills_each: int, runs: int) -> Iterator[Report]:
    """Kills, then races: their controls take the guards away."""
    with Service.unstarted(environment=environment) as service:
        yield from kills.run(service, engine, kills=kills_each, seed=seed)
        yield from races.run(service, engine, runs=runs, seed=seed)
