"""One go: a forked process at its work, watched through a pipe, and struck at a moment that was drawn before."""

from __future__ import annotations

import os
import select
import signal
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from django.db import connection, connections

from trials.inside.kills.works import Work

HANGS_SECONDS = 60.0
"""A process that says nothing for so long is ended."""

Strike = Callable[[int, int], None]
"""Given the process of the go, and the number of its session in the database."""


def kill(pid: int, _session: int) -> None:
    """As the kernel does when memory ends: nothing is unwound, nobody says goodbye."""
    os.kill(pid, signal.SIGKILL)


def end_session(_pid: int, session: int) -> None:
    """The database ends the session; the process finds itself without one in the midst of its work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [session])


@dataclass(frozen=True, slots=True)
class Go:
    """What a go came to."""

    told: list[str]
    hit: bool
    """Whether the strike found it in the midst of its work."""
    finished: bool
    seconds: float
    broken: str
    """What the process raised, if it did."""


def go(work: Work, told: Sequence[str], *, seconds: float, strike: Strike) -> Go:
    """Begin the work or go on with it, in a process of its own; strike after so many seconds if it still works then."""
    # A session belongs to one process; two would talk over each other.
    connections.close_all()
    reading, writing = os.pipe()
    if not (pid := os.fork()):
        os.close(reading)
        _do(work, told, writing)
    os.close(writing)
    try:
        return _watch(pid, reading, seconds, strike)
    finally:
        os.close(reading)
        os.waitpid(pid, 0)


def _do(work: Work, told: Sequence[str], writing: int) -> NoReturn:
    """In the process of the go. It leaves without clean-up of any sort: all it has is its parent's."""

    def tell(words: str) -> None:
        os.write(writing, words.encode() + b"\n")

    try:
        tell(f"begun {_session()}")
        work.do(told, tell)
        tell("finished")
    except BaseException:
        tell(f"broken {traceback.format_exc().strip()[-1500:].replace(chr(10), ' | ')}")
    finally:
        os._exit(0)


def _session() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid) if connection.vendor == "postgresql" else os.getpid()


def _watch(pid: int, reading: int, seconds: float, strike: Strike) -> Go:
    """The clock starts with the first words, so that no strike hits a process that is only coming up."""
    heard, session, struck = b"", 0, False
    started = time.monotonic()
    due = started + HANGS_SECONDS
    while True:
        left = HANGS_SECONDS if struck else max(0.0, due - time.monotonic())
        if not select.select([reading], [], [], left)[0]:
            (kill if struck else strike)(pid, session)
            struck = True
        elif words := os.read(reading, 65536):
            heard += words
            if not session and b"\n" in heard:
                session, started = int(heard.split()[1]), time.monotonic()
                due = started + seconds
        else:
            return _summed_up(heard.decode(), time.monotonic() - started, strike if struck else None)


def _summed_up(heard: str, seconds: float, struck: Strike | None) -> Go:
    """Whose session is ended may still finish: it works on with a new one."""
    lines = heard.splitlines()[1:]
    finished = "finished" in lines
    broken = next((line.removeprefix("broken ") for line in lines if line.startswith("broken ")), "")
    pieces = [line for line in lines if line != "finished" and not line.startswith("broken ")]
    return Go(pieces, struck is end_session or (struck is kill and not finished), finished, seconds, broken)
