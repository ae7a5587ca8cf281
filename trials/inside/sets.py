"""Rows written set by set, as many as a bench wants: what both databases have for it, each in its own words."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.management.color import no_style
from django.db import connection, models

_NUMBERS = {
    "postgresql": "SELECT n FROM generate_series({first}, {last}) AS numbers(n)",
    "sqlite": "WITH RECURSIVE numbers(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
    " SELECT n FROM numbers",
}
_FRESH_UUID = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}


def numbers(first: int, last: int) -> str:
    """A query of the whole numbers `n` from the first to the last."""
    return _NUMBERS[connection.vendor].format(first=first, last=last)


def fresh_uuid() -> str:
    """An expression for a new UUID in each row."""
    return _FRESH_UUID[connection.vendor]


def settle(changed: Sequence[type[models.Model]] = ()) -> None:
    """As it is after a night: numbers of rows go on behind those written, vacuumed, and with statistics."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(changed)):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
