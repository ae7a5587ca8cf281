"""Prints what so many runs of a race came to, as one JSON object. The control leaves a database without its guards.

python -m trials.inside.races codes|spends RUNS CONTROLS
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from django.db import connection

from ledger.checks import check
from trials.inside.races.codes import CodeRace
from trials.inside.races.hands import Race, race
from trials.inside.races.spends import SpendRace

RACES: dict[str, Callable[[int], Race]] = {"codes": CodeRace, "spends": SpendRace}


def guarded(name: str, runs: int) -> dict[str, Any]:
    """The race as it is."""
    one = RACES[name](runs)
    answers = race(range(runs), one.deed)
    wrong = [words for run, got in enumerate(answers) for words in one.judge(run, got)]
    return {"runs": len(answers), "wrong": [*wrong, *one.total()], "differences": [str(problem) for problem in check()]}


def control(name: str, runs: int) -> dict[str, int]:
    """The race with its guard switched off: in how many runs it shows, and how."""
    one = RACES[name](runs)
    one.without_guard()
    answers = race(range(runs), one.unguarded)
    wins = [got.count(one.winning) for got in answers]
    # SQLite gives nobody a stale view to write on: those who read too early are broken off.
    broken = [got for got in answers if connection.vendor == "sqlite" and any("locked" in answer for answer in got)]
    return {
        "runs": len(answers),
        "doubled": sum(won > 1 for won in wins),
        "broken_off": len(broken),
        "most": max(wins),
        "overdrawn": one.overdrawn(),
    }


if __name__ == "__main__":
    told = guarded(sys.argv[1], int(sys.argv[2]))
    print(json.dumps(told | {"control": control(sys.argv[1], int(sys.argv[3]))}))
