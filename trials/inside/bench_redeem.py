"""Redeeming codes over several connections at once; prints one JSON object.

python -m trials.inside.bench_redeem prepare PEOPLE CODES      people with sessions, and codes that nobody redeemed yet
python -m trials.inside.bench_redeem bare CONNECTIONS SECONDS  codes a second by the one statement, in PostgreSQL
python -m trials.inside.bench_redeem service FILE              codes a second by the service, in processes
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from itertools import cycle
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from campaigns.batches import BatchState
from campaigns.codes import digest, make_codes
from campaigns.models import CodeBatch
from campaigns.services import loading
from claims.owners import participant_owner
from claims.services import codes
from ledger.models import Account
from participants.models import Participant, User
from trials.inside import bare_redeeming, crowd

BARE_CODES = 1_000_000
START_SECONDS = 0.3
REDEEMED_BEFORE = 20
PROGRAM_OF = 10_000
"""People, as many as the bare statement has. Of a handful the database would read every row, not use an index."""


def a_batch(count: int, state: BatchState) -> CodeBatch:
    """A batch as the demo's, without its codes."""
    known = CodeBatch.objects.select_related("campaign", "product").order_by("pk")[0]
    return CodeBatch.objects.create(
        campaign=known.campaign,
        product=known.product,
        name="Bench",
        count=count,
        points=40,
        state=state,
        written=count,
        made_at=timezone.now(),
    )


def a_live_batch(count: int) -> tuple[CodeBatch, list[str]]:
    """A live batch, and its codes in printing order."""
    batch, printed = a_batch(count, BatchState.LIVE), make_codes(count)
    loading.load(batch=batch, first=1, digests=[digest(code, key=settings.CODE_KEY) for code in printed])
    return batch, printed


def prepare(people: int, count: int) -> dict[str, Any]:
    """A program of ten thousand people. Those who take turns have redeemed codes before, so their accounts are open.

    The database is told how its tables are: of tables that it takes for empty it would read every row, too.
    """
    before = people * REDEEMED_BEFORE
    _batch, printed = a_live_batch(before + count)
    emails = crowd.make(people)
    _others(PROGRAM_OF - people)
    redeem_all(emails, printed[:before], time.monotonic())
    if connection.vendor == "postgresql":
        bare_redeeming.prepare(BARE_CODES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"emails": emails, "sessions": [_session(email) for email in emails], "codes": printed[before:]}


def _others(count: int) -> None:
    """People of the same program with an account each, who only make it as large as it is."""
    program = Participant.objects.select_related("program").order_by("pk")[0].program
    now = timezone.now()
    users = User.objects.bulk_create(User(email=f"other-{number}@trial.example.com") for number in range(count))
    parts = Participant.objects.bulk_create(
        Participant(user=user, program=program, name=user.email, joined_at=now) for user in users
    )
    Account.objects.bulk_create(
        Account(program=program, owner=participant_owner(part).ref, unit="points", kind="participant", balance=0)
        for part in parts
    )


def _session(email: str) -> str:
    """As signing in by password makes it; so many at once would be taken for guessing."""
    client = Client()
    client.force_login(_person(email).user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


def _person(email: str) -> Participant:
    return Participant.objects.select_related("program", "user", "company").get(user__email=email)


def service(connections: int, emails: list[str], printed: list[str]) -> dict[str, float]:
    """Codes a second by all together; each process redeems its own share for its own people."""
    connection.close()
    with multiprocessing.get_context("fork").Pool(connections) as pool:
        start = time.monotonic() + START_SECONDS
        work = [(emails[number::connections], printed[number::connections], start) for number in range(connections)]
        ends = pool.starmap(redeem_all, work, chunksize=1)
    return {"rate": len(printed) / (max(ends) - start)}


def redeem_all(emails: list[str], printed: list[str], start: float) -> float:
    """These people's codes, in turn, from this moment on; the moment of the last one, on the monotonic clock."""
    people = cycle([_person(email) for email in emails])
    time.sleep(max(0.0, start - time.monotonic()))
    for code in printed:
        codes.redeem(participant=next(people), text=code, now=timezone.now())
    return time.monotonic()


def main(what: str, *arguments: str) -> None:
    if what == "prepare":
        told: dict[str, Any] = prepare(int(arguments[0]), int(arguments[1]))
    elif what == "bare":
        told = {"rate": bare_redeeming.rate(int(arguments[0]), int(arguments[1]), BARE_CODES)}
    else:
        told = service(**json.loads(Path(arguments[0]).read_text()))
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
