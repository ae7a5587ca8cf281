"""The desk with very many claims waiting, and with many clerks at once; prints figures as one JSON object.

python -m trials.inside.bench_desk ORIGINALS SIZE…
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from claims.models import Claim
from claims.reasons import Reason
from common.refusals import Refused
from distributors.models import Clerk, Distributor
from participants.models import User
from trials.inside import many_waiting
from trials.inside.bench_queue import put
from verification.desks import desk_of
from verification.models import Offer
from verification.services import decisions, offers
from verification.waiting import Wanted

TIMES = 41
CLERKS = 8
EACH = 25


def milliseconds(act: Callable[[], Any]) -> float:
    """CPU that the web process and its database process need for it: the least of many times."""
    database = _database_process()
    times = []
    for _time in range(TIMES):
        started = _cpu(database)
        act()
        times.append((_cpu(database) - started) / 1e6)
    return min(times)


def _cpu(database: Path | None) -> int:
    """Nanoseconds so far."""
    return time.process_time_ns() + (int(database.read_text().split()[0]) if database else 0)


def _database_process() -> Path | None:
    """Where the system counts what this connection's own process needs; SQLite works inside ours."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return Path(f"/proc/{cursor.fetchone()[0]}/schedstat")


def signed_in(user: User) -> Client:
    client = Client(SERVER_NAME=urlsplit(settings.SITE_URL).hostname or "")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def expect(answer: Any, *statuses: int) -> Any:
    if answer.status_code not in statuses:
        raise RuntimeError(f"answered {answer.status_code}, not one of {statuses}")
    return answer


def times_of(clerk: Clerk) -> dict[str, float]:
    """What a clerk costs who looks at the queue, narrowed or not, asks for the next claim, and answers."""
    client, middle = signed_in(clerk.user), _middle(clerk)
    for path in ("/queue/", "/queue/next/"):
        client.get(path, follow=True)
    return {
        "queue": milliseconds(lambda: expect(client.get("/queue/"), 200)),
        "narrowed": milliseconds(lambda: expect(client.get("/queue/?least=1000000&problem=no-product"), 200)),
        "behind": milliseconds(lambda: expect(client.get(f"/queue/?after={middle.uuid}"), 200)),
        "next": milliseconds(lambda: expect(client.get("/queue/next/"), 302)),
        "answer": _answering(client),
    }


def _middle(clerk: Clerk) -> Claim:
    """A claim in the midst of the queue."""
    lane = Claim.objects.filter(distributor=clerk.distributor, document_number__startswith="original/")
    return lane.order_by("-due_on", "-pk")[lane.count() // 2]


def _answering(client: Client) -> float:
    """From the decision to the next claim's page, which is its answer."""
    address = expect(client.get("/queue/next/"), 302).url
    client.get(address)

    def confirm() -> None:
        nonlocal address
        answer = expect(client.post(f"{address}confirm/", headers={"HX-Request": "true"}), 200)
        address = answer["HX-Push-Url"]

    return milliseconds(confirm)


def doubles(distributor: Distributor, *, guarded: bool) -> int:
    """How often one claim was given to two of the clerks who ask at the same moments."""
    clerks = [_clerk(number, distributor) for number in range(CLERKS)]
    Offer.objects.all().delete()
    start = Barrier(CLERKS)

    def work(clerk: Clerk) -> list[int]:
        desk = desk_of(clerk.user)
        assert desk
        got: list[int] = []
        start.wait()
        try:
            for _turn in range(EACH):
                claim = _next(desk, guarded=guarded)
                if claim is None:
                    break
                got.append(claim.pk)
                _refuse(claim, clerk.user)
        finally:
            connection.close()
        return got

    with ThreadPoolExecutor(CLERKS) as crowd:
        given = [pk for part in crowd.map(work, clerks) for pk in part]
    return len(given) - len(set(given))


def _next(desk: Any, *, guarded: bool) -> Claim | None:
    if guarded:
        return offers.take_next(desk=desk, wanted=Wanted(), now=timezone.now())
    # As it would be without an offer: whoever looks first believes to be alone.
    waits = Claim.objects.filter(distributor=desk.distributor, status="submitted", desk="distributor")
    return waits.order_by("doubt", "due_on", "pk").first()


def _refuse(claim: Claim, user: User) -> None:
    try:
        decisions.refuse(claim=claim, reason=Reason.RETURNED, by=user, now=timezone.now())
    except Refused:
        pass  # only without the guard: somebody else had it too


def _clerk(number: int, distributor: Distributor) -> Clerk:
    user, _new = User.objects.get_or_create(email=f"clerk{number}@bench.example.com")
    return Clerk.objects.get_or_create(user=user, distributor=distributor, defaults={"joined_at": timezone.now()})[0]


def main(originals: int, sizes: list[int]) -> None:
    clerk = Clerk.objects.select_related("user", "distributor__program").order_by("pk")[0]
    first = put(clerk.distributor, range(originals), "original")[0].pk
    figures: dict[str, Any] = {}
    turn = 1
    for size in sizes:
        many_waiting.multiply(first, range(turn, size // originals))
        turn = size // originals
        figures[str(size)] = times_of(clerk)
    figures["doubles"] = doubles(clerk.distributor, guarded=True)
    figures["doubles unguarded"] = doubles(clerk.distributor, guarded=False)
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]), [int(size) for size in sys.argv[2:]])
