"""The job that takes back points past their last day, account by account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import uuid4

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from jobs.services import after_commit
from ledger import services as ledger
from ledger.kinds import Kind
from ledger.models import Account, Lot, Transfer
from ledger.services import Leg, Owner
from trials.inside.kills.works import Fault, Tell, do_jobs, jobs_left, program, undone_jobs

TASK = "ledger.tasks.sweep"
ACCOUNTS = 12
"""With something to expire, in one work."""

ENDED, LASTING = 10, 5
"""Points of each account that are past their day, and that are not."""


@dataclass(frozen=True)
class Expiring:
    """Some accounts with points past their day, and the job of this hour."""

    owners: Sequence[Owner]

    def do(self, told: Sequence[str], tell: Tell) -> None:
        """As the worker does."""
        do_jobs(tell, TASK)

    def standing(self) -> list[str]:
        """The accounts that are swept already."""
        swept = self._accounts().filter(balance=LASTING)
        return [f"swept {owner}" for owner in swept.values_list("owner", flat=True)]

    def judge(self, told: Sequence[str]) -> Iterator[Fault]:
        """Every account has lost what was past its day, once, and nothing else."""
        yield from undone_jobs(told)
        swept = {f"swept {owner}" for owner in self._accounts().values_list("owner", flat=True)}
        yield from (
            Fault("lost", f"{piece} is gone") for piece in told if piece.startswith("swept ") and piece not in swept
        )
        lines = Transfer.objects.filter(kind=Kind.EXPIRY, debit__in=self._accounts()).values_list("debit__owner")
        found = {owner: (number, amount) for owner, number, amount in lines.annotate(Count("pk"), Sum("amount"))}
        for account in self._accounts():
            number, amount = found.get(account.owner, (0, 0))
            if amount < ENDED:
                yield Fault("undone", f"{account}: {amount} of {ENDED} expired")
            elif (number, amount, account.balance) != (1, ENDED, LASTING):
                yield Fault("doubled", f"{account}: {amount} expired in {number} lines, {account.balance} are left")

    def _accounts(self) -> QuerySet[Account]:
        return Account.objects.filter(owner__in=[owner.ref for owner in self.owners], kind="participant")


class Expiries:
    """One sweep after another, each with accounts of its own."""

    def __init__(self, _chance: Random) -> None:
        self._program = program()
        self._long_ago = (timezone.now() - timedelta(days=400)).date()

    def lay_out(self) -> Expiring:
        """Accounts that were paid long ago and today."""
        owners, giver = [Owner.participant(uuid4()) for _number in range(ACCOUNTS)], Owner.organizer(self._program.uuid)
        ended = [Leg("points", giver, owner, ENDED, expires_on=self._long_ago) for owner in owners]
        lasting = [Leg("points", giver, owner, LASTING) for owner in owners]
        ledger.post(
            program=self._program,
            reference=f"trial:{uuid4()}",
            legs=[*ended, *lasting],
            kind=Kind.GRANT,
            by=None,
            now=timezone.now(),
        )
        after_commit(TASK, key=f"{TASK}#{uuid4()}")
        return Expiring(owners)

    def close(self) -> Iterator[Fault]:
        """Nothing past its day is left, and no job."""
        for lot in Lot.objects.filter(remaining__gt=0, expires_on__lte=self._long_ago):
            yield Fault("undone", f"lot {lot.pk} holds {lot}")
        yield from jobs_left(TASK)
