"""Balance and first page of a statement in a ledger of many transfers; prints figures as one JSON object.

python -m trials.inside.bench_statement TRANSFERS CHECK
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone

from claims.owners import participant_owner
from ledger import queries
from ledger.checks import check
from participants.models import Participant, User
from programs.models import Program
from trials.inside import big_ledger
from trials.inside.pages import opened

TIMES = 41


def asked(act: Callable[[], object]) -> float:
    """Milliseconds that the database takes for all that `act` reads, rows fetched, without Python's part.

    The least of many times: whatever is more is somebody else's.
    """
    questions: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT"):
            questions.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        act()
    times = []
    with connection.cursor() as cursor:
        for _time in range(TIMES):
            started = time.perf_counter()
            for sql, params in questions:
                cursor.execute(sql, params)
                cursor.fetchall()
            times.append((time.perf_counter() - started) * 1000)
    return min(times)


def person(program: Program, name: str) -> Participant:
    """One who takes part."""
    user = User.objects.create(email=f"{name}@bench.example.com")
    return Participant.objects.create(user=user, program=program, name=name, joined_at=timezone.now())


def figures(of: Participant) -> dict[str, float]:
    """What one person's balance, statement and page cost."""
    account: dict[str, Any] = {"program": of.program, "owner": participant_owner(of), "unit": "points"}
    client = Client()
    client.force_login(of.user, backend="django.contrib.auth.backends.ModelBackend")
    page = opened(of.user, "/points/")
    return {
        "balance_ms": asked(partial(queries.balance, **account)),
        "statement_ms": asked(partial(queries.statement, **account)),
        "page_database_ms": asked(partial(client.get, "/points/")),
        "page_ms": page.milliseconds,
        "page_queries": page.queries,
    }


def main(total: int, checks: bool) -> None:
    program = Program.objects.order_by("pk")[0]
    heavy, usual = person(program, "heavy"), person(program, "usual")
    few = {"heavy": figures(heavy), "usual": figures(usual)}
    started = time.monotonic()
    big_ledger.fill(heavy, usual, total, until=int(datetime.now(UTC).timestamp()) - 60)
    told: dict[str, Any] = {"filled_seconds": time.monotonic() - started, "empty": few}
    told |= {"heavy": figures(heavy), "usual": figures(usual)}
    told["problems"] = [str(problem) for problem in check()] if checks else []
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] == "check")
