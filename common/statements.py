"""SQL of our own that every request runs: PostgreSQL plans it once for each connection, not once for each request."""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection


def rows(sql: str, values: Sequence[Any]) -> list[Any]:
    """What the statement gives. In PostgreSQL it stays prepared, so it must not be behind a pooler of transactions."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())
    connection.close_if_health_check_failed()  # as a cursor of Django's begins
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as prepared:
        return list(prepared.execute(sql.encode(), values, prepare=True).fetchall())
