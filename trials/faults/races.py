"""64 hands at one code, and at one balance: one wins. A control without the guard must show that they do race."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trials.faults.judging import Verdict
from trials.faults.report import Report
from trials.service import Service

RUNS = 1_000
RACES = {"codes": "64 redemptions of one code", "spends": "64 spends of one balance"}
CONTROLS = 10
"""One run without the guard for so many runs with it, and no fewer than this."""

LESS_ON_SQLITE = 10
"""SQLite writes one after another by its nature: a tenth of the runs."""


def run(service: Service, engine: str, *, runs: int, seed: int) -> Iterator[Report]:
    """Both races in this home, which is without its guards afterwards."""
    fewer = runs if engine == "PostgreSQL" else max(1, runs // LESS_ON_SQLITE)
    for name, words in RACES.items():
        told = service.inside("races", name, str(fewer), str(max(CONTROLS, fewer // CONTROLS)))
        yield report(f"{words} on {engine}", seed, told)


def report(name: str, seed: int, told: dict[str, Any]) -> Report:
    """What was found, and whether it means anything."""
    control, troubles = told["control"], list(told["differences"])
    if not control["doubled"] and not control["broken_off"]:
        troubles.append("The control without the guard shows no race: the trial proves nothing.")
    done = {
        "runs": told["runs"],
        "runs without the guard": control["runs"],
        "of these paid more than once": control["doubled"],
        "of these broken off": control["broken_off"],
        "winners at most": control["most"],
        "accounts below zero": control["overdrawn"],
    }
    return Report(name, seed, "all at the same moment", done, Verdict([], told["wrong"], [], troubles))
