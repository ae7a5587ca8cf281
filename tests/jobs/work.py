"""Jobs that tests promise. What they did is told by lines in a file, which outlives the process."""

import time
from pathlib import Path

from django.db import transaction

from jobs import leases
from jobs.registry import GiveUp, job


def tell(path: str, line: str) -> None:
    """Append one line at once."""
    with Path(path).open("a") as file:
        file.write(f"{line}\n")


@job()
def note(*, path: str, line: str) -> None:
    """Tells its line."""
    tell(path, line)


@job()
def slow(*, path: str, seconds: float) -> None:
    """Says when it starts and, if nobody took it over meanwhile, that it finished."""
    tell(path, "started")
    time.sleep(seconds)
    with transaction.atomic():
        leases.confirm()
        tell(path, "finished")


def _tell_given_up(*, path: str) -> None:
    tell(path, "given up")


@job(attempts=3, gave_up=_tell_given_up)
def failing(*, path: str) -> None:
    """Fails each time."""
    tell(path, "tried")
    raise RuntimeError("the engine is on fire")


@job(attempts=3, gave_up=_tell_given_up)
def hopeless(*, path: str) -> None:
    """Knows at once that it is of no use."""
    tell(path, "tried")
    raise GiveUp("this file is empty")
