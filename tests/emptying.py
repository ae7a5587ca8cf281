"""Empties the database between tests that commit, although the ledger's guards refuse to delete."""

from collections.abc import Iterator

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
        flush = connection.ops.execute_sql_flush

        def flush_unguarded(statements: list[str]) -> None:
            with transaction.atomic():
                guards.remove(connection)
                flush(statements)
                guards.install(connection)

        patch.setattr(connection.ops, "execute_sql_flush", flush_unguarded)
        yield
