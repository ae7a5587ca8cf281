"""What posting and reversing share: writing once, and keeping back what a participant owes."""

from collections.abc import Callable, Sequence

from django.db import IntegrityError, transaction

from ledger.book import Book
from ledger.kinds import Holder, Kind
from ledger.models import Transfer


def once(*, known: Callable[[], list[Transfer]], write: Callable[[], list[Transfer]]) -> list[Transfer]:
    """What is known already, else what is now written, even if a twin writes it at the same moment."""
    if done := known():
        return done
    try:
        # A savepoint, so that losing against a twin does not undo what the caller did before.
        with transaction.atomic():
            return write()
    except IntegrityError:
        if done := known():
            return done
        raise


def keep_back(book: Book, lines: Sequence[Transfer]) -> None:
    """Whoever owes points from a reversal pays with what just came in."""
    for unit, owner in dict.fromkeys((line.unit, line.credit.holder) for line in lines):
        if owner.kind != Holder.PARTICIPANT:
            continue
        amount = min(-book.balance(unit, owner.debt), book.balance(unit, owner))
        if amount > 0:
            line = book.move(unit=unit, debit=owner, credit=owner.debt, amount=amount, kind=Kind.REPAYMENT)
            book.take(line)
