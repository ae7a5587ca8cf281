"""Taking back points past their last day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from ledger.book import Book
from ledger.kinds import Kind
from ledger.legs import Owner
from ledger.models import Account, Lot, LotExtension, Transfer
from ledger.queries import newest_award_on, stretched
from programs.models import Program


def expire(*, program: Program, now: datetime) -> int:
    """Take back all points past their last day; returns from how many accounts. Safe to run at any time and twice.

    One transaction for each account: nobody waits while thousands of others are swept.
    """
    past = Lot.objects.filter(remaining__gt=0, expires_on__lt=_first_day(program, now))
    accounts = Account.objects.filter(program=program, pk__in=past.values("account")).order_by("pk")
    swept = 0
    for account in accounts:
        with transaction.atomic():
            swept += expire_owner(program=program, unit=account.unit, owner=account.holder, now=now)
    return swept


def expire_owner(*, program: Program, unit: str, owner: Owner, now: datetime) -> bool:
    """Take back what is past its last day on one account, inside a transaction; says whether there was any."""
    past = _past(program, unit, owner, _first_day(program, now))
    if not past.exists():
        return False
    reference = f"expiry:{owner.ref}:{unit}:{now.astimezone(program.zone).date()}"
    book = Book(
        program=program,
        reference=reference,
        keys=[(unit, owner), (unit, Owner.expired(program.uuid))],
        by=None,
        now=now,
    )
    # Read anew under the lock: somebody may just have spent them, or swept them.
    lots = _not_stretched(book, past.select_related("account__program").order_by("expires_on", "pk"))
    # Points that a reversal brings back may expire later on the same day, as the next leg.
    book.next_leg = Transfer.objects.filter(program=program, reference=reference).count()
    _write(book, unit, owner, lots)
    return bool(lots)


def _first_day(program: Program, now: datetime) -> date:
    """The earliest last day that still counts today, days of grace included."""
    return now.astimezone(program.zone).date() - timedelta(days=program.grace_days)


def _past(program: Program, unit: str, owner: Owner, first: date) -> QuerySet[Lot]:
    return Lot.objects.filter(
        account__program=program,
        account__owner=owner.ref,
        account__unit=unit,
        account__kind=owner.kind,
        remaining__gt=0,
        expires_on__lt=first,
    )


def _not_stretched(book: Book, past: Iterable[Lot]) -> list[Lot]:
    """Those that really end; what a later award lets last on gets its new day instead.

    Days are moved here and not with each award, so that an award costs the same however many lots there are.
    """
    ended, moved = [], []
    newest: dict[int, date | None] = {}
    for lot in past:
        if lot.stretch and lot.account_id not in newest:
            newest[lot.account_id] = newest_award_on(lot.account)
        until = stretched(lot.expires_on or date.max, lot.stretch, newest.get(lot.account_id))
        if until < _first_day(book.program, book.now):
            ended.append(lot)
        else:
            moved.append(LotExtension(lot=lot, until=until, made_at=book.now))
    LotExtension.objects.bulk_create(moved)
    return ended


def _write(book: Book, unit: str, owner: Owner, lots: list[Lot]) -> None:
    if amount := sum(lot.remaining for lot in lots):
        line = book.move(
            unit=unit, debit=owner, credit=Owner.expired(book.program.uuid), amount=amount, kind=Kind.EXPIRY
        )
        for lot in lots:
            book.use(lot, line, lot.remaining)
        book.write()
