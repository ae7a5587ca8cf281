"""Making a batch of codes, beside the bare steps; prints figures as one JSON object.

python -m trials.inside.bench_codes COUNT
"""

from __future__ import annotations

import hmac
import json
import resource
import secrets
import sys
import time
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from campaigns.batches import BatchState
from campaigns.models import CodeBatch
from campaigns.services import loading, making
from participants.models import User

TICKS = 100
"""Of the system's clock in /proc, a second."""

SIGNS = 13


def cpu_seconds() -> float:
    """Of this process, and of the database's process that serves it, where there is one."""
    own = time.process_time()
    if connection.vendor != "postgresql":
        return own
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / TICKS


def product(count: int) -> dict[str, float]:
    """A whole batch as its jobs make it, in this process; then its first part is loaded once more."""
    known = CodeBatch.objects.select_related("campaign", "product").order_by("pk")[0]
    batch = CodeBatch(campaign=known.campaign, product=known.product, name="Bench", count=count, points=1)
    started = cpu_seconds()
    making.order(batch=batch, by=User.objects.order_by("pk")[0], now=timezone.now())
    while batch.state == BatchState.NEW:
        making.make_part(batch=batch, now=timezone.now())
        batch.refresh_from_db()
    seconds = cpu_seconds() - started
    part = batch.codes.filter(serial__lte=making.AT_ONCE).order_by("pk")
    digests = [bytes(digest) for digest in part.values_list("digest", flat=True)]
    started = cpu_seconds()
    added = loading.load(batch=batch, first=1, digests=digests)
    again = cpu_seconds() - started
    return {
        "microseconds": seconds * 1e6 / count,
        "made": batch.codes.count(),
        "again_added": added,
        "again_microseconds": again * 1e6 / len(digests),
    }


def bare(count: int) -> float:
    """Microseconds a code of random bytes, their HMAC and a table of two indexes: no check sign, no file, no state."""
    with connection.cursor() as cursor:
        binary = "bytea" if connection.vendor == "postgresql" else "blob"
        cursor.execute(f"CREATE TABLE bare_codes (id bigint PRIMARY KEY, digest {binary} NOT NULL UNIQUE)")
        started = cpu_seconds()
        for first in range(1, count + 1, making.AT_ONCE):
            block = secrets.token_bytes(SIGNS * min(making.AT_ONCE, count - first + 1))
            codes = (block[start : start + SIGNS] for start in range(0, len(block), SIGNS))
            rows = [(first + place, hmac.digest(b"k" * 50, code, "sha256")) for place, code in enumerate(codes)]
            with transaction.atomic():
                _load_bare(cursor, rows)
        return (cpu_seconds() - started) * 1e6 / count


def _load_bare(cursor: Any, rows: list[tuple[int, bytes]]) -> None:
    """COPY to a staging table and from there what is new, or sorted inserts."""
    if connection.vendor != "postgresql":
        rows.sort(key=lambda row: row[1])
        cursor.executemany("INSERT INTO bare_codes VALUES (%s, %s)", rows)
        return
    cursor.execute("CREATE TEMPORARY TABLE staged (LIKE bare_codes) ON COMMIT DROP")
    with cursor.copy("COPY staged FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int8", "bytea"])
        for row in rows:
            copy.write_row(row)
    cursor.execute("INSERT INTO bare_codes SELECT * FROM staged ON CONFLICT DO NOTHING")


def main(count: int) -> None:
    told = product(count)
    told["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told["bare_microseconds"] = bare(count)
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]))
