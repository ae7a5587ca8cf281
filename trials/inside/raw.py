"""The reference of benchmarks that write: the same rows by the same statements, and nothing but them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, transaction

Statement = tuple[str, Any]
WRITES = ("INSERT", "UPDATE", "DELETE")


class _Undone(Exception):
    """Leaves a transaction without a trace."""


def captured(act: Callable[[], object]) -> list[Statement]:
    """The statements by which `act` writes; what it wrote is undone."""
    found: list[Statement] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES):
            found.append((sql, params))
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(listen), transaction.atomic():
            act()
            raise _Undone
    except _Undone:
        return found


def replay(statements: Iterable[Statement]) -> None:
    """The same rows again, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)


def cpu_ms(act: Callable[[], object]) -> float:
    """CPU milliseconds of this process: steadier than the clock on the wall, and SQLite works inside the process."""
    gc.collect()
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000
