"""One balance in 64 hands, enough for one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone

from ledger import services as ledger
from ledger.kinds import Kind
from ledger.models import Account, Transfer
from ledger.services import Leg, NotEnough, Owner
from trials.inside.kills.works import program
from trials.inside.races.hands import HANDS

SPENT, REFUSED = "spent", "refused"
BALANCE = 100
AT_ONCE = 200
"""Accounts that are paid in one transaction."""

UNGUARDED = """
CREATE OR REPLACE FUNCTION ledger_transfer_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger_account SET balance = balance - NEW.amount, moved_at = NEW.made_at
    WHERE id = NEW.debit_id AND balance IS NOT NULL;
    UPDATE ledger_account SET balance = balance + NEW.amount, moved_at = NEW.made_at
    WHERE id = NEW.credit_id AND balance IS NOT NULL;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION ledger_lotuse_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger_lot SET remaining = remaining - NEW.amount WHERE id = NEW.lot_id;
    RETURN NULL;
END $$;
DROP TRIGGER ledger_transfer_moves ON ledger_transfer;
DROP TRIGGER ledger_lotuse_moves ON ledger_lotuse;
CREATE CONSTRAINT TRIGGER ledger_transfer_moves AFTER INSERT ON ledger_transfer
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transfer_moves();
CREATE CONSTRAINT TRIGGER ledger_lotuse_moves AFTER INSERT ON ledger_lotuse
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_lotuse_moves();
ALTER TABLE ledger_account DROP CONSTRAINT a_participant_is_never_overdrawn;
ALTER TABLE ledger_lot DROP CONSTRAINT a_lot_gives_no_more_than_it_holds;
"""
"""The sums without the checks, and only at the end of a transaction: the update that sums up is a lock, too."""


class SpendRace:
    """An account for each run, with just enough for one."""

    winning = SPENT

    def __init__(self, runs: int) -> None:
        self._program, self._shop = program(), Owner.course(UUID(int=0))
        self._owners = [Owner.participant(uuid4()) for _number in range(runs)]
        for start in range(0, runs, AT_ONCE):
            self._pay(self._owners[start : start + AT_ONCE])
        # Otherwise the first run would open it.
        self._pay([self._shop])

    def _pay(self, owners: list[Owner]) -> None:
        giver = Owner.organizer(self._program.uuid)
        legs = [Leg("points", giver, owner, BALANCE) for owner in owners]
        reference = f"trial:{uuid4()}"
        ledger.post(program=self._program, reference=reference, legs=legs, kind=Kind.GRANT, by=None, now=timezone.now())

    def deed(self, run: int, hand: int) -> str:
        """Spend all of it."""
        try:
            ledger.spend(
                program=self._program,
                unit="points",
                owner=self._owners[run],
                to=self._shop,
                amount=BALANCE,
                reference=f"race:{self._owners[run].ref}:{hand}",
                by=None,
                now=timezone.now(),
            )
        except NotEnough:
            return REFUSED
        return SPENT

    def unguarded(self, run: int, hand: int) -> str:
        """The same code, its lock taken out of the statements: all read the balance, then all write."""
        with _without_lock():
            return self.deed(run, hand)

    def judge(self, run: int, got: list[str]) -> Iterator[str]:
        """What is not as it should be: one spends, all others are told that it is not enough."""
        if (got.count(SPENT), got.count(REFUSED)) != (1, HANDS - 1):
            yield f"run {run}: {sorted(set(got))}, {got.count(SPENT)} spent"

    def total(self) -> Iterator[str]:
        """Every account is empty, by one line."""
        accounts = Account.objects.filter(owner__in=[owner.ref for owner in self._owners], kind="participant")
        if wrong := accounts.exclude(balance=0).count():
            yield f"{wrong} of {len(self._owners)} accounts do not hold 0"
        lines = Transfer.objects.filter(debit__in=accounts, kind=Kind.SPEND).count()
        if lines != len(self._owners):
            yield f"{lines} lines spent from {len(self._owners)} accounts"

    def overdrawn(self) -> int:
        """Accounts below zero: none, unless the guards are off."""
        owners = [owner.ref for owner in self._owners]
        return Account.objects.filter(owner__in=owners, kind="participant", balance__lt=0).count()

    def without_guard(self) -> None:
        """Nothing is checked any more. SQLite has only its lock to lose."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(UNGUARDED)


def _without_lock() -> AbstractContextManager[None]:
    return connection.execute_wrapper(_strip)


def _strip(execute: Any, sql: str, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
    return execute(sql.replace(" FOR NO KEY UPDATE", "").replace("BEGIN IMMEDIATE", "BEGIN"), params, many, context)
