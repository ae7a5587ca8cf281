"""What pages and reports ask the ledger. Nothing here locks or changes anything."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet, Sum

from ledger.kinds import KEPT, Holder, Kind
from ledger.legs import Owner
from ledger.models import Account, Lot, Transfer
from programs.lasting import Lasting
from programs.models import Program


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One line of a statement. `amount` is what the account gained, below zero what it lost; `balance` stands after."""

    made_at: datetime
    kind: Kind
    amount: int
    balance: int
    reference: str
    note: str

    @property
    def text(self) -> str:
        """The words of the line: its note, else what its kind says in the reader's language."""
        return self.note or str(self.kind.label)


@dataclass(frozen=True, slots=True)
class Expiry:
    """How much ends with one day."""

    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What a program gave of one unit, reversals taken off, and what its participants hold of it now."""

    given: int
    outstanding: int


GIVING = (Kind.AWARD, Kind.GRANT)


def totals(*, program: Program, unit: str) -> Totals:
    """Over all participants of the program, in two questions."""
    gifts = Q(kind__in=GIVING) | Q(kind=Kind.REVERSAL, reverses__kind__in=GIVING)
    moved = Transfer.objects.filter(gifts, program=program, unit=unit)
    sums = moved.aggregate(
        given=Sum("amount", filter=Q(kind__in=GIVING)), back=Sum("amount", filter=Q(kind=Kind.REVERSAL))
    )
    held = Account.objects.filter(program=program, unit=unit, kind=Holder.PARTICIPANT).aggregate(sum=Sum("balance"))
    return Totals(given=(sums["given"] or 0) - (sums["back"] or 0), outstanding=held["sum"] or 0)


def balance(*, program: Program, owner: Owner, unit: str) -> int:
    """Credits minus debits. Kept for participants and what they owe (below zero); summed from the lines for others."""
    account = _account(program, owner, unit)
    if account is None:
        return 0
    return account.balance if account.balance is not None else _summed(account)


def owed(*, program: Program, owner: Owner, unit: str) -> int:
    """What later awards of this participant have to make up for; 0 for nearly everybody."""
    return -balance(program=program, owner=owner.debt, unit=unit)


def statement(
    *, program: Program, owner: Owner, unit: str, before: datetime | None = None, limit: int = 50
) -> list[StatementRow]:
    """Newest lines of a participant, made before the given moment.

    A page holds at most `limit` lines and never half a moment, so the next page is the one `before` the last row;
    only a moment with more lines than that comes as a longer page of its own. An empty page is the end.
    """
    account = _account(program, owner, unit)
    if account is None or account.kind not in KEPT:
        return []
    earlier = Q(made_at__lt=before) if before else Q()
    lines = _newest(account, earlier, limit + 1)
    if len(lines) > limit:
        cut = lines[limit].made_at
        lines = [line for line in lines if line.made_at > cut] or _newest(account, Q(made_at=cut), None)
    return [_row(account, line) for line in lines]


def balance_on(*, program: Program, owner: Owner, unit: str, day: date) -> int:
    """Balance at the end of that day in the program's time zone."""
    account = _account(program, owner, unit)
    if account is None:
        return 0
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=program.zone)
    if account.kind not in KEPT:
        return _summed(account, Q(made_at__lt=end))
    last = _newest(account, Q(made_at__lt=end), 1)
    return _row(account, last[0]).balance if last else 0


def expiries(*, program: Program, owner: Owner, unit: str, today: date) -> list[Expiry]:
    """Every last day of this participant's points from today on, days of grace included, with how many end then.

    Points that each award stretches end as the newest award says, even if nobody has moved their day yet.
    """
    account = _account(program, owner, unit)
    first = today - timedelta(days=program.grace_days)
    lots = Lot.objects.filter(account=account, remaining__gt=0, expires_on__isnull=False)
    rows = list(lots.values_list("expires_on", "stretch").annotate(amount=Sum("remaining")).order_by())
    newest = newest_award_on(account) if account and any(stretch for _on, stretch, _sum in rows) else None
    days: Counter[date] = Counter()
    for on, stretch, amount in rows:
        days[stretched(on, stretch, newest)] += amount
    return [Expiry(on=day, amount=amount) for day, amount in sorted(days.items()) if day >= first]


def owners_with_an_end(*, program: Program, unit: str, first: date, last: date) -> Iterator[str]:
    """References of participants with points whose stored last day falls into these days, both included."""
    lots = Lot.objects.filter(remaining__gt=0, expires_on__range=(first, last))
    accounts = Account.objects.filter(program=program, unit=unit, kind=Holder.PARTICIPANT)
    yield from accounts.filter(pk__in=lots.values("account")).order_by("pk").values_list("owner", flat=True).iterator()


def newest_award_on(account: Account) -> date | None:
    """The day of the newest award on the account, in the program's time zone."""
    newest = Transfer.objects.filter(credit=account, kind=Kind.AWARD).order_by("-made_at", "-pk").first()
    return newest.made_at.astimezone(account.program.zone).date() if newest else None


def stretched(on: date, stretch: str, newest: date | None) -> date:
    """The last day of a lot, given the day of the newest award on its account."""
    moved = Lasting.of_stretch(stretch).last_day(newest) if stretch and newest else None
    return max(on, moved) if moved else on


def _account(program: Program, owner: Owner, unit: str) -> Account | None:
    return Account.objects.filter(program=program, owner=owner.ref, unit=unit, kind=owner.kind).first()


def _newest(account: Account, condition: Q, limit: int | None) -> list[Transfer]:
    # One question for each side: each walks back along its own index and stops.
    sides: Iterator[QuerySet[Transfer]] = (
        Transfer.objects.filter(condition, side).order_by("-made_at", "-pk")[:limit]
        for side in (Q(debit=account), Q(credit=account))
    )
    lines = sorted((line for side in sides for line in side), key=lambda line: (line.made_at, line.pk), reverse=True)
    return lines[:limit]


def _row(account: Account, line: Transfer) -> StatementRow:
    came_in = line.credit_id == account.pk
    held = line.credit_balance if came_in else line.debit_balance
    return StatementRow(
        made_at=line.made_at,
        kind=Kind(line.kind),
        amount=line.amount if came_in else -line.amount,
        balance=held or 0,
        reference=line.reference,
        note=line.note,
    )


def _summed(account: Account, condition: Q = Q()) -> int:  # noqa: B008 - an empty Q is never changed
    def total(side: Q) -> int:
        return Transfer.objects.filter(condition, side).aggregate(sum=Sum("amount"))["sum"] or 0

    return total(Q(credit=account)) - total(Q(debit=account))
