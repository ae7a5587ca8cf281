"""Triggers by which the database itself keeps the ledger: no line changes, no overdraft, no balance by hand.

A later migration that alters a ledger table calls `remove` first and `install` last: SQLite rebuilds the table, which
drops its own triggers and stumbles over those that mention it.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from ledger.guards import postgresql, sqlite


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place, anew where it already stands."""
    statements = postgresql.install() if connection.vendor == "postgresql" else sqlite.install()
    _run(connection, statements)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away: for migrating backwards, and for tests that must see harm without them."""
    statements = postgresql.remove() if connection.vendor == "postgresql" else sqlite.remove()
    _run(connection, statements)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of guards that should stand in this database and do not."""
    module = postgresql if connection.vendor == "postgresql" else sqlite
    with connection.cursor() as cursor:
        cursor.execute(module.STANDING)
        standing = {row[0] for row in cursor.fetchall()}
    return sorted(set(module.NAMES) - standing)


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
