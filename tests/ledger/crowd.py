"""Many hands at once: threads with a connection of their own, let go at the same moment."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection


def at_once(deeds: list[Callable[[], Any]], *, around: Callable[[], Any] | None = None) -> list[Any]:
    """Do all deeds at the same moment, each in its own thread; answers with results or exceptions, in their order."""
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            with around() if around else connection.execute_wrapper(_slow):
                start.wait(timeout=30)
                return deed()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def _slow(execute, sql, params, many, context):
    """A pause before lines are written: whoever read too early writes too late."""
    if sql.startswith('INSERT INTO "ledger_transfer"'):
        time.sleep(0.01)
    return execute(sql, params, many, context)


def _without_lock(execute, sql, params, many, context):
    sql = sql.replace(" FOR NO KEY UPDATE", "").replace("BEGIN IMMEDIATE", "BEGIN")
    return _slow(execute, sql, params, many, context)


@contextmanager
def unlocked() -> Iterator[None]:
    """The same code with its lock taken out of the statements: accounts are read, then written, by all at once."""
    with connection.execute_wrapper(_without_lock):
        yield
