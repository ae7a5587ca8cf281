"""Taking back points past their last day."""

from datetime import datetime

from django.db import transaction

from ledger.book import Book
from ledger.kinds import Kind
from ledger.legs import Owner
from ledger.models import Account, Lot, Transfer
from programs.models import Program


def expire(*, program: Program, now: datetime) -> int:
    """Take back all points past their last day; returns from how many accounts. Safe to run at any time and twice.

    One transaction for each account: nobody waits while thousands of others are swept.
    """
    past = Lot.objects.filter(remaining__gt=0, expires_on__lt=now.astimezone(program.zone).date())
    accounts = Account.objects.filter(program=program, pk__in=past.values("account")).order_by("pk")
    swept = 0
    for account in accounts:
        with transaction.atomic():
            swept += expire_owner(program=program, unit=account.unit, owner=account.holder, now=now)
    return swept


def expire_owner(*, program: Program, unit: str, owner: Owner, now: datetime) -> bool:
    """Take back what is past its last day on one account, inside a transaction; says whether there was any."""
    today = now.astimezone(program.zone).date()
    past = Lot.objects.filter(
        account__program=program,
        account__owner=owner.ref,
        account__unit=unit,
        account__kind=owner.kind,
        remaining__gt=0,
        expires_on__lt=today,
    )
    if not past.exists():
        return False
    reference = f"expiry:{owner.ref}:{unit}:{today}"
    book = Book(
        program=program,
        reference=reference,
        keys=[(unit, owner), (unit, Owner.expired(program.uuid))],
        by=None,
        now=now,
    )
    # Read anew under the lock: somebody may just have spent them, or swept them.
    lots = list(past.order_by("expires_on", "pk"))
    # Points that a reversal brings back may expire later on the same day, as the next leg.
    book.next_leg = Transfer.objects.filter(program=program, reference=reference).count()
    _write(book, unit, owner, lots)
    return bool(lots)


def _write(book: Book, unit: str, owner: Owner, lots: list[Lot]) -> None:
    if amount := sum(lot.remaining for lot in lots):
        line = book.move(
            unit=unit, debit=owner, credit=Owner.expired(book.program.uuid), amount=amount, kind=Kind.EXPIRY
        )
        for lot in lots:
            book.use(lot, line, lot.remaining)
        book.write()
