"""Doing the same thing several times at the same moment, each in a thread with its own connection."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection


def at_once(count: int, act: Callable[[int], object]) -> list[object]:
    """What each of `count` threads got from `act(number)`, or the exception it ended with."""
    barrier, results = Barrier(count), [None] * count

    def run(number: int) -> None:
        try:
            barrier.wait(timeout=20)
            results[number] = act(number)
        except Exception as raised:  # the test looks at what was raised
            results[number] = raised
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
