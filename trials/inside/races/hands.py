"""64 hands in a few processes, each a thread with a connection of its own, let go together run by run."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any, Protocol

from django.db import connection, connections

HANDS = 64
PROCESSES = 4
PATIENCE = 120.0
"""Seconds that a hand waits for the others."""

Deed = Callable[[int, int], str]
"""Given the numbers of the run and of the hand, what the hand got in a word."""


class Race(Protocol):
    """Something of which each run has one, and one hand can have it."""

    winning: str
    """What the hand gets that has it."""

    def deed(self, run: int, hand: int) -> str:
        """Go for it; what the hand got, in a word."""

    def unguarded(self, run: int, hand: int) -> str:
        """The same, as it would be without the guard."""

    def without_guard(self) -> None:
        """Take the guard away from the database: it is thrown away afterwards."""

    def judge(self, run: int, got: list[str]) -> Iterator[str]:
        """What is not as it should be in this run."""

    def total(self) -> Iterator[str]:
        """What is not as it should be over all runs."""

    def overdrawn(self) -> int:
        """Accounts below zero."""


_fork = multiprocessing.get_context("fork")


def race(runs: range, deed: Deed) -> list[list[str]]:
    """For each run what each of the hands got, or the exception that ended its try."""
    # A session belongs to one process.
    connections.close_all()
    start, of_each = _fork.Barrier(HANDS), HANDS // PROCESSES
    wires = [_fork.Pipe(duplex=False) for _number in range(PROCESSES)]
    processes = [
        _fork.Process(target=_process, args=(range(number * of_each, (number + 1) * of_each), runs, deed, start, wire))
        for number, (_reading, wire) in enumerate(wires)
    ]
    for process in processes:
        process.start()
    # So that the end of the last process is heard, should they fail.
    for _reading, writing in wires:
        writing.close()
    answers: list[list[str]] = [answer for reading, _writing in wires for answer in reading.recv()]
    for process in processes:
        process.join()
    return [list(run) for run in zip(*answers, strict=True)]


def _process(hands: range, runs: range, deed: Deed, start: Barrier, wire: Connection[Any, Any]) -> None:
    with ThreadPoolExecutor(len(hands)) as crowd:
        wire.send(list(crowd.map(lambda hand: _hand(hand, runs, deed, start), hands)))


def _hand(hand: int, runs: range, deed: Deed, start: Barrier) -> list[str]:
    connection.ensure_connection()
    answers = []
    for run in runs:
        start.wait(PATIENCE)
        try:
            answers.append(deed(run, hand))
        except Exception as wrong:  # the judge looks at what was raised
            answers.append(f"{type(wrong).__name__}: {wrong}"[:300])
    connection.close()
    return answers
