"""Awards booked over many connections at once, for people of one program and of many; prints one JSON object.

python -m trials.inside.bench_booking CONNECTIONS TURNS SECONDS
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
from dataclasses import dataclass
from datetime import date
from random import randrange
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from ledger import services as ledger
from ledger.checks import check
from ledger.models import Account
from ledger.services import Leg, Owner
from programs.models import Program
from trials.inside import bare_booking

PEOPLE = 1024
PROGRAMS = 32
HOLD_SECONDS = 0.1
START_SECONDS = 0.3
"""Until everybody has heard of a slice."""


@dataclass(frozen=True, slots=True)
class Way:
    """Awards for the people of one program or of many; `hot` updates a row with each that all share.

    `held` is how many seconds the transaction stays open after it, as when a decision has more to write.
    """

    programs: int
    hot: bool = False
    held: float = 0.0


WAYS = {"many": Way(PROGRAMS), "one": Way(1)}
HELD = {
    "many_held": Way(PROGRAMS, held=HOLD_SECONDS),
    "one_held": Way(1, held=HOLD_SECONDS),
    "hot_held": Way(1, hot=True, held=HOLD_SECONDS),
}
"""Only where writers do not wait for each other anyway."""


@dataclass(frozen=True, slots=True)
class Slice:
    """What one connection does: book in this way, in a stretch of the monotonic clock."""

    name: str
    way: Way
    programs: list[Program]
    start: float
    end: float


@dataclass(slots=True)
class Booked:
    """How many awards, those under way at the end in part, and the longest that one took."""

    awards: float = 0.0
    number: int = 0
    longest: float = 0.0

    def add(self, began: float, ended: float, end: float) -> None:
        """One more."""
        self.awards += min(1.0, (end - began) / (ended - began))
        self.number += 1
        self.longest = max(self.longest, ended - began)


def person(number: int) -> UUID:
    """The same number is the same person in every program."""
    return UUID(int=number)


def crowd() -> list[Program]:
    """The programs, with everybody's accounts in the first one and in one of them all, so that no slice opens any."""
    programs = Program.objects.bulk_create(
        Program(slug=f"bench-{number}", name=f"Bench {number}", contact_email="bench@example.com")
        for number in range(PROGRAMS)
    )
    held: list[tuple[Program, Owner, int | None]] = [(one, Owner.organizer(one.uuid), None) for one in programs]
    for number in range(PEOPLE):
        places = {0, number % PROGRAMS}
        held += [(programs[place], Owner.participant(person(number)), 0) for place in places]
    Account.objects.bulk_create(
        Account(program=program, unit=unit, kind=owner.kind, owner=owner.ref, balance=start)
        for unit in ("points", "credits")
        for program, owner, start in held
    )
    return programs


def award(way: Way, programs: list[Program], number: int, reference: str) -> None:
    """Points and credits as a claim gives them."""
    program = programs[number % way.programs]
    to, giver = Owner.participant(person(number)), Owner.organizer(program.uuid)
    legs = [
        Leg(unit="points", debit=giver, credit=to, amount=40, expires_on=date(2030, 1, 1)),
        Leg(unit="credits", debit=giver, credit=to, amount=3),
    ]
    with transaction.atomic():
        ledger.post(program=program, reference=reference, legs=legs, kind="award", by=None, now=timezone.now())
        if way.hot:
            with connection.cursor() as cursor:
                cursor.execute(bare_booking.TOUCH)
        time.sleep(way.held)


def work(one: Slice) -> Booked:
    """One connection in a process of its own."""
    booked, name = Booked(), f"{os.getpid()}:{one.start}"
    connection.ensure_connection()
    time.sleep(max(0.0, one.start - time.monotonic()))
    while (began := time.monotonic()) < one.end:
        award(one.way, one.programs, randrange(PEOPLE), f"bench:{name}:{booked.number}")
        booked.add(began, time.monotonic(), one.end)
    return booked


def by_service(connections: int, turns: int, seconds: float, programs: list[Program]) -> dict[str, dict[str, float]]:
    """Awards a second by `ledger.post`, and how long the slowest took, by way.

    Every way has its turn in short slices, there and back: what else the machine does meets all of them alike.
    """
    ways = WAYS | HELD if connection.vendor == "postgresql" else WAYS
    booked: dict[str, list[Booked]] = {name: [] for name in ways}
    # A forked process must not share its parent's connection.
    connection.close()
    with multiprocessing.get_context("fork").Pool(connections) as pool:
        for turn in range(turns):
            for name in list(ways)[:: -1 if turn % 2 else 1]:
                start = time.monotonic() + START_SECONDS
                one = Slice(name, ways[name], programs, start, start + seconds)
                booked[name] += pool.map(work, [one] * connections, chunksize=1)
    return {name: _figures(parts, turns * seconds) for name, parts in booked.items()}


def _figures(parts: list[Booked], seconds: float) -> dict[str, float]:
    return {
        "rate": sum(part.awards for part in parts) / seconds,
        "longest_seconds": max(part.longest for part in parts),
    }


def main(connections: int, turns: int, seconds: float) -> None:
    programs = crowd()
    bare_booking.prepare()
    told: dict[str, Any] = {"service": by_service(connections, turns, seconds, programs)}
    if connection.vendor == "postgresql":
        told["bare"] = bare_booking.rates(connections, turns, seconds, programs[0].pk, PROGRAMS, PEOPLE)
    told["problems"] = [str(problem) for problem in check()]
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
