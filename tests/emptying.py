"""Empties the database between tests that commit, although the ledger's guards refuse to delete."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from ledger import guards


@pytest.fixture(scope="session", autouse=True)
def ledger_may_be_emptied() -> Iterator[None]:
    """SQLite has no TRUNCATE: Django deletes row by row, so the guards step aside for that moment."""
    if connection.vendor != "sqlite":
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        # On the class: a test that drives a browser runs beside an event loop, where Django opens another connection.
        operations = type(connection.ops)
        flush = operations.execute_sql_flush

        def flush_unguarded(self: Any, statements: list[str]) -> None:
            with transaction.atomic():
                guards.remove(connection)
                flush(self, statements)
                guards.install(connection)

        patch.setattr(operations, "execute_sql_flush", flush_unguarded)
        yield
