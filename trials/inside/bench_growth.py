"""Redeeming live codes in printing order while few, and while very many, are kept; prints one JSON object.

python -m trials.inside.bench_growth FEW MANY
"""

from __future__ import annotations

import json
import sys
from itertools import islice

from django.db import connection
from django.utils import timezone

from campaigns.batches import BatchState
from campaigns.models.codes import BITS_OF_A_SERIAL
from claims.services import codes
from participants.models import Participant
from trials.inside.bench_codes import cpu_seconds
from trials.inside.bench_redeem import a_batch, a_live_batch

EACH = 1_000
"""Codes redeemed for a figure."""

_FILL = {
    "postgresql": """
        INSERT INTO campaigns_onpackcode (id, batch_id, serial, digest, key_number)
        SELECT (%(batch)s::bigint << %(bits)s) | n, %(batch)s, n, sha256(convert_to(n || 'kwit', 'UTF8')), 1
        FROM generate_series(1, %(count)s) n
    """,
    "sqlite": """
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %(count)s)
        INSERT INTO campaigns_onpackcode (id, batch_id, serial, digest, key_number)
        SELECT (%(batch)s << %(bits)s) | n, %(batch)s, n, randomblob(32), 1 FROM numbers
    """,
}


def fill(count: int) -> None:
    """A further batch of so many codes, none of them known to anybody."""
    batch = a_batch(count, BatchState.PRINTED)
    with connection.cursor() as cursor:
        cursor.execute(_FILL[connection.vendor], {"batch": batch.pk, "bits": BITS_OF_A_SERIAL, "count": count})


def settled() -> None:
    """Nothing left to tidy up or to write out: figures begin here."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def wal_bytes() -> int:
    """What PostgreSQL has written to its log since it was made; 0 elsewhere."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint")
        [written] = cursor.fetchone()
    return int(written)


def redeemed(person: Participant, printed: list[str]) -> dict[str, float]:
    """CPU milliseconds, the database's too, and bytes of its log, for each code."""
    settled()
    cpu, wal = cpu_seconds(), wal_bytes()
    for code in printed:
        codes.redeem(participant=person, text=code, now=timezone.now())
    return {
        "cpu_ms": (cpu_seconds() - cpu) * 1000 / len(printed),
        "wal_bytes": (wal_bytes() - wal) / len(printed),
    }


def main(few: int, many: int) -> None:
    person = Participant.objects.select_related("program", "user", "company").order_by("pk")[1]
    _batch, printed = a_live_batch(few)
    fresh = iter(printed)
    redeemed(person, list(islice(fresh, EACH // 4)))
    told = {"few": redeemed(person, list(islice(fresh, EACH)))}
    fill(many)
    told["many"] = redeemed(person, list(islice(fresh, EACH)))
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
