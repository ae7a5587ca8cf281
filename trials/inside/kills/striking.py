"""Kills work of one kind at random moments, begins it again until it is finished, and judges it.

A kill counts if it hit: the process had begun, and had not yet said that it was finished.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from dataclasses import dataclass, field
from random import Random
from statistics import mean

from django.db import connection

from ledger.checks import check
from trials.inside.kills.goes import HANGS_SECONDS, Go, Strike, end_session, go, kill
from trials.inside.kills.works import Fault, Kind, Work

IN_A_ROW = 2
"""Strikes at one work, begun again after each. The third go finishes it: a job has three attempts at least."""

MEASURED = 3
"""Works that nobody strikes, at the beginning: how long a work takes."""

MEASURED_EVERY = 10
"""And one of so many after that: else no strike would come late enough on a machine that became busier."""

REMEMBERED = 12
"""Works by whose length a moment is drawn: the last that went through, since the machine is not always as busy."""

CHECKED_EVERY = 25
"""Works between two looks at the books; there is one more at the end."""

OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@dataclass
class Tally:
    """What the goes of one kind came to."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    """What the checker of the books found."""
    troubles: list[str] = field(default_factory=list)
    """What was raised where nothing had struck."""


class Striker:
    """All goes of one kind of work."""

    def __init__(self, kind: Kind, chance: Random) -> None:
        self._kind, self._chance = kind, chance
        self._lengths: deque[float] = deque(maxlen=REMEMBERED)
        self.tally = Tally()

    def run(self, *, kills: int, ended: int = 0) -> Tally:
        """So many kills that hit, and so many sessions ended in the midst; then the last look."""
        for _number in range(MEASURED):
            self._see_through(kill, "", most=0)
        for what, number, strike in (("kills", kills, kill), ("sessions ended", ended, end_session)):
            while (left := number - self.tally.counts[what]) > 0:
                is_measured = self.tally.counts["works"] % MEASURED_EVERY == 0
                self._see_through(strike, what, most=0 if is_measured else min(IN_A_ROW, left))
        settle()
        self.tally.faults += self._kind.close()
        self._look_at_books()
        return self.tally

    def _see_through(self, strike: Strike, what: str, *, most: int) -> None:
        """A new work from its beginning to its end, struck at most so many times."""
        work, told = self._kind.lay_out(), list[str]()
        for number in range(most + 1):
            seen = self._strike(work, told, strike, what) if number < most else _undisturbed(work, told)
            told += seen.told
            if seen.broken and strike is kill:
                self.tally.troubles.append(seen.broken)
            if seen.finished:
                if not (number or seen.hit):
                    self._lengths.append(seen.seconds)
                break
            told += work.standing()
        else:
            self.tally.faults.append(Fault("undone", f"a work was not finished: {seen.broken or 'it hung'}"))
        self._judge(work, told)

    def _strike(self, work: Work, told: list[str], strike: Strike, what: str) -> Go:
        seen = go(work, told, seconds=self._chance.uniform(0, mean(self._lengths)), strike=strike)
        self.tally.counts.update({f"{what} drawn": 1, what: int(seen.hit)})
        return seen

    def _judge(self, work: Work, told: list[str]) -> None:
        settle()
        self.tally.counts.update({"works": 1, "acknowledged": len(set(told))})
        self.tally.faults += work.judge(told)
        if self.tally.counts["works"] % CHECKED_EVERY == 0:
            self._look_at_books()

    def _look_at_books(self) -> None:
        self.tally.counts["checks"] += 1
        self.tally.differences += [str(problem) for problem in check()]


def _undisturbed(work: Work, told: list[str]) -> Go:
    return go(work, told, seconds=HANGS_SECONDS, strike=kill)


def settle() -> None:
    """Wait until the database has noticed every death: it may still be carrying out what the dead had asked for."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        while cursor.fetchone()[0]:
            time.sleep(0.002)
            cursor.execute(OTHERS)
