"""Kills in the midst of work: by the hundred, without a web server between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from trials.faults.judging import Verdict
from trials.faults.report import Report
from trials.service import Service

KILLS = 200
"""Of each kind."""

POINTS = ("redeeming", "booking", "expiry", "making", "importing")
VERIFICATION = ("selling",)
SESSIONS = 10
"""One ended session of PostgreSQL for so many kills."""


def run(service: Service, engine: str, *, kinds: Sequence[str], kills: int, seed: int) -> Iterator[Report]:
    """Each of these kinds of work in this home, which nobody serves."""
    ended = kills // SESSIONS if engine == "PostgreSQL" else 0
    for kind in kinds:
        told = service.inside("kills", kind, "--kills", f"{kills}", "--ended", f"{ended}", "--seed", f"{seed}")
        yield Report(f"{kind} on {engine}", seed, _faults(told["counts"]), _done(told), _verdict(told))


def _faults(counts: dict[str, int]) -> str:
    words = f"{counts.get('kills', 0)} kills that hit it at work, of {counts.get('kills drawn', 0)} drawn"
    if "sessions ended" in counts:
        words += f"; {counts['sessions ended']} sessions of the database ended"
    return words


def _done(told: dict[str, Any]) -> dict[str, int]:
    counts = told["counts"]
    return {
        "pieces acknowledged": counts["acknowledged"],
        "works": counts["works"],
        "checks of the books": counts["checks"],
        "differences in the books": len(told["differences"]),
    }


def _verdict(told: dict[str, Any]) -> Verdict:
    return Verdict(told["lost"], told["doubled"], told["undone"], [*told["differences"], *told["troubles"]])
