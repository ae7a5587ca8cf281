"""A ledger of millions of transfers written set by set, without the guards; the check finds nothing to say of it.

One owner of account has a hundredth of all lines, each other has a hundred. Every fourth line spends two of the three
awards of 10 points before it, the oldest lots first.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from ledger import guards
from ledger.kinds import Holder
from ledger.models import Account, Lot, Transfer
from participants.models import Participant
from trials.inside import sets

SECONDS = 6
"""From one line to the next."""
LASTS_DAYS = 1500

_MOMENT = {"postgresql": "to_timestamp({})", "sqlite": "datetime({}, 'unixepoch')"}
_DAY = {"postgresql": "CAST(to_timestamp({}) AT TIME ZONE 'UTC' AS date)", "sqlite": "date({}, 'unixepoch')"}

# Line i is the k-th of owner o: every hundredth belongs to owner 0, the others take turns.
_LINES = """
SELECT i, k, o, k % 4 = 3 AS spends, (k + 1) / 4 * 10 + (k + 1) % 4 * 10 AS held FROM (
    SELECT i, CASE WHEN i % 100 = 99 THEN i / 100 ELSE (i - i / 100) / {others} END AS k,
           CASE WHEN i % 100 = 99 THEN 0 ELSE (i - i / 100) % {others} + 1 END AS o
    FROM ({numbers}) AS numbers
) AS owned
"""
_TRANSFERS = """
INSERT INTO ledger_transfer (id, program_id, reference, leg, kind, unit, debit_id, credit_id, amount,
                             debit_balance, credit_balance, note, made_at)
SELECT {first} + i, {program}, substr('bench:000000000000', 1, 18 - length(CAST(i AS text))) || CAST(i AS text), 0,
       CASE WHEN spends THEN 'spend' ELSE 'award' END, 'points',
       CASE WHEN spends THEN {owner} + o ELSE {giver} END, CASE WHEN spends THEN {taker} ELSE {owner} + o END,
       CASE WHEN spends THEN 20 ELSE 10 END, CASE WHEN spends THEN held END, CASE WHEN spends THEN NULL ELSE held END,
       '', {moment} FROM ({lines}) AS lines
"""
# A lot has the number of its award; the first two of every three awards are spent as soon as the fourth line is there.
_LOTS = """
INSERT INTO ledger_lot (id, account_id, transfer_id, amount, remaining, expires_on, stretch)
SELECT {first} + i, {owner} + o, {first} + i, 10,
       CASE WHEN k / 4 * 3 + k % 4 < CASE WHEN o = 0 THEN {total} / 100 ELSE 100 END / 4 * 2 THEN 0 ELSE 10 END,
       {day}, '' FROM ({lines}) AS lines WHERE NOT spends
"""
_USES = """
INSERT INTO ledger_lotuse (lot_id, transfer_id, amount)
SELECT {first} + CASE WHEN o = 0 THEN k_used * 100 + 99
                 ELSE k_used * {others} + o - 1 + (k_used * {others} + o - 1) / 99 END, {first} + i, 10
FROM (SELECT i, o, (k / 4 * 2 + of_two) / 3 * 4 + (k / 4 * 2 + of_two) % 3 AS k_used
      FROM ({lines}) AS lines CROSS JOIN (SELECT 0 AS of_two UNION ALL SELECT 1) AS two WHERE spends) AS used
"""


# The last line of each is a spending, so that all is as after a fourth line.
_BALANCES = """
UPDATE ledger_account SET balance = CASE WHEN o = 0 THEN {total} / 100 ELSE 100 END / 4 * 10, moved_at = {moment}
FROM (SELECT o, CASE WHEN o = 0 THEN {total} - 1 ELSE m + m / 99 END AS i
      FROM (SELECT i AS o, {others} * 99 + i - 1 AS m FROM ({owners}) AS numbers) AS placed) AS last
WHERE ledger_account.id = {owner} + o
"""


def fill(heavy: Participant, usual: Participant, total: int, *, until: int) -> None:
    """`total` transfers, a multiple of 10,000; `heavy` has a hundredth of them, `usual` a hundred, the last `until`."""
    names: dict[str, Any] = {"total": total, "others": total // 100 * 99 // 100, "program": heavy.program.pk}
    start = until - total * SECONDS
    accounts = _accounts(heavy, usual, names["others"])
    names |= {"giver": accounts[0].pk, "taker": accounts[1].pk, "owner": accounts[2].pk}
    names["first"] = 1 + max(model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in (Transfer, Lot))
    moment = f"{start} + i * {SECONDS}"
    names["moment"] = _MOMENT[connection.vendor].format(moment)
    names["day"] = _DAY[connection.vendor].format(f"{moment} + {LASTS_DAYS} * 86400")
    names["lines"] = _LINES.format(numbers=_counted(total), **names)
    names["owners"] = _counted(names["others"] + 1)
    with _unguarded(), _without_indexes(), connection.cursor() as cursor:
        for statement in (_TRANSFERS, _LOTS, _USES, _BALANCES):
            cursor.execute(statement.format(**names))
    sets.settle([Transfer, Lot])


def _counted(total: int) -> str:
    """So many rows, `i` from 0 on."""
    return f"SELECT n AS i FROM ({sets.numbers(0, total - 1)}) AS each_one"  # noqa: S608 - whole numbers


def _accounts(heavy: Participant, usual: Participant, others: int) -> list[Account]:
    program = heavy.program

    def opened(owner: str, kind: str) -> Account:
        balance = 0 if kind == Holder.PARTICIPANT else None
        return Account(program=program, owner=owner, unit="points", kind=kind, balance=balance)

    owners = [f"participant:{heavy.uuid}", f"participant:{usual.uuid}"]
    owners += [f"participant:bench-{number}" for number in range(others - 1)]
    shared = [opened("program:bench", Holder.ORGANIZER), opened("course:bench", Holder.COURSE)]
    return Account.objects.bulk_create(
        [*shared, *(opened(owner, Holder.PARTICIPANT) for owner in owners)], batch_size=5000
    )


@contextmanager
def _unguarded() -> Iterator[None]:
    """Neither guards nor foreign keys are asked: what is written here is known to fit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'")
            yield
            cursor.execute("SET session_replication_role = origin")
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size = -1000000")
        cursor.execute("PRAGMA foreign_keys = OFF")
        guards.remove(connection)
        yield
        guards.install(connection)
        cursor.execute("PRAGMA foreign_keys = ON")


@contextmanager
def _without_indexes() -> Iterator[None]:
    """Built at the end, each in one go."""
    indexes = [(model, index) for model in (Transfer, Lot) for index in model._meta.indexes]
    again = [str(index.create_sql(model, connection.schema_editor())) for model, index in indexes]
    with connection.cursor() as cursor:
        for _model, index in indexes:
            cursor.execute(f"DROP INDEX {index.name}")
        with transaction.atomic():
            yield
        for statement in again:
            cursor.execute(statement)
