"""Verification under faults: files of sales, the claims they prove, and the credit notes that take some back."""

from __future__ import annotations

from collections.abc import Iterator

from trials.faults import engines, kills
from trials.faults.report import Report
from trials.service import Service


def run(*, seed: int, kills_each: int) -> Iterator[Report]:
    """Kills in the midst of it, on each database."""

    def part(service: Service, engine: str) -> Iterator[Report]:
        yield from kills.run(service, engine, kinds=kills.VERIFICATION, kills=kills_each, seed=seed)

    yield from engines.each(part)
