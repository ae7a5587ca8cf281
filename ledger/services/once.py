"""What posting and reversing share: writing once, and keeping back what a participant owes."""

from collections.abc import Callable, Iterable

from django.db import IntegrityError, transaction

from ledger.book import Book, Key
from ledger.kinds import Holder, Kind
from ledger.models import Transfer


def once(attempt: Callable[[], list[Transfer]]) -> list[Transfer]:
    """Run an attempt that answers with what is known, else writes it; a twin at the same moment does no harm."""
    try:
        # Inside the caller's transaction this is a savepoint: losing against a twin undoes nothing else.
        with transaction.atomic():
            return attempt()
    except IntegrityError:
        # Whoever came first has committed by now, and is found. Any other breach of a law comes up again.
        with transaction.atomic():
            return attempt()


def keep_back(book: Book, received: Iterable[Key]) -> None:
    """Whoever owes points from a reversal pays with what just came in."""
    for unit, owner in dict.fromkeys(received):
        if owner.kind != Holder.PARTICIPANT:
            continue
        amount = min(-book.balance(unit, owner.debt), book.balance(unit, owner))
        if amount > 0:
            line = book.move(unit=unit, debit=owner, credit=owner.debt, amount=amount, kind=Kind.REPAYMENT)
            book.take(line)
