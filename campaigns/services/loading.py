"""Writing codes into their table by the tens of millions: each database by its fastest way that may be repeated.

PostgreSQL: COPY into a table of this transaction's own, from there what is not known yet. SQLite: sorted by digest,
because the index is what costs.
"""

from typing import Any

from django.db import connection, transaction

from campaigns.models import CodeBatch, OnPackCode
from campaigns.models.codes import BITS_OF_A_SERIAL

TABLE = OnPackCode._meta.db_table
COLUMNS = "(id, batch_id, serial, digest, key_number)"
KEY_NUMBER = 1


@transaction.atomic
def load(*, batch: CodeBatch, first: int, digests: list[bytes]) -> int:
    """Write codes from this serial on, and say how many were new: digests and serials that are there already stay."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return _copy(cursor, batch.pk, first, digests)
        return _insert(cursor, batch, first, digests)


def _copy(cursor: Any, batch_id: int, first: int, digests: list[bytes]) -> int:
    cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS new_codes (serial integer, digest bytea) ON COMMIT DROP")
    cursor.execute("TRUNCATE new_codes")
    with cursor.copy("COPY new_codes FROM STDIN") as copy:
        copy.write("".join(f"{serial}\t\\\\x{digest.hex()}\n" for serial, digest in enumerate(digests, start=first)))
    cursor.execute(
        f"INSERT INTO {TABLE} {COLUMNS}"  # noqa: S608 - names of our own
        " SELECT (%s::bigint << %s) | serial, %s, serial, digest, %s FROM new_codes ORDER BY serial"
        " ON CONFLICT DO NOTHING",
        [batch_id, BITS_OF_A_SERIAL, batch_id, KEY_NUMBER],
    )
    return int(cursor.rowcount)


def _insert(cursor: Any, batch: CodeBatch, first: int, digests: list[bytes]) -> int:
    base, batch_id = batch.code_pk(0), batch.pk
    rows = [(digest, serial) for serial, digest in enumerate(digests, start=first)]
    rows.sort()
    cursor.executemany(
        f"INSERT INTO {TABLE} {COLUMNS} VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",  # noqa: S608
        [(base | serial, batch_id, serial, digest, KEY_NUMBER) for digest, serial in rows],
    )
    return int(cursor.rowcount)
