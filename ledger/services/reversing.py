"""Undoing what was posted under a reference, once, also when the points are spent or expired by then."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Sum
from django.utils.translation import gettext as _

from ledger.book import Book
from ledger.kinds import REVERSIBLE, Holder, Kind
from ledger.legs import Owner
from ledger.models import Lot, LotUse, Transfer
from ledger.refusals import AlreadySpent
from ledger.services.once import keep_back, once
from programs.models import Program


def reverse(
    *,
    program: Program,
    reference: str,
    of_reference: str,
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
    lend: bool = True,
) -> list[Transfer]:
    """Undo every leg posted under `of_reference`, once; a second call returns what the first one wrote.

    Points already spent are lent to the participant by the account of what is owed, and the next awards make up for
    them; points that expired meanwhile are not asked for again. What was spent goes back into the lots it came from.
    Nothing posted, nothing reversed: the answer is then empty. Without `lend` nobody comes to owe anything: raises
    `AlreadySpent` if a participant no longer has what is taken back.
    """
    posted = Transfer.objects.filter(program=program, reference=of_reference, kind__in=REVERSIBLE)
    originals = list(posted.select_related("debit", "credit").order_by("leg"))
    if not originals:
        return []

    def attempt() -> list[Transfer]:
        keys = [(line.unit, account.holder) for line in originals for account in (line.debit, line.credit)]
        book = Book(program=program, reference=reference, keys=keys, by=by, now=now)
        reversed_before = list(Transfer.objects.filter(reverses__in=originals).order_by("leg"))
        return reversed_before or _write_reversals(book, originals, note, lend)

    return once(attempt)


def _write_reversals(book: Book, originals: Sequence[Transfer], note: str, lend: bool) -> list[Transfer]:
    lines = [_write_reversal(book, original, note, lend) for original in originals]
    keep_back(book, lines)
    book.write()
    return lines


def _write_reversal(book: Book, original: Transfer, note: str, lend: bool) -> Transfer:
    unit, holder = original.unit, original.credit.holder
    own = list(Lot.objects.filter(transfer=original))
    if holder.kind == Holder.PARTICIPANT:
        _fill_up(book, unit, holder, original.amount, own, lend)
    line = book.move(
        unit=unit,
        debit=holder,
        credit=original.debit.holder,
        amount=original.amount,
        kind=Kind.REVERSAL,
        note=note,
        reverses=original,
    )
    if holder.kind == Holder.PARTICIPANT:
        book.take(line, first=own)
    for use in LotUse.objects.filter(transfer=original).select_related("lot"):
        book.use(use.lot, line, -use.amount)
    return line


def _fill_up(book: Book, unit: str, holder: Owner, needed: int, own: Sequence[Lot], lend: bool) -> None:
    """Bring the account up to what a reversal takes from it: first with its own expired points, then on loan."""
    for lot in own:
        if expired := _expired_out_of(lot):
            line = book.move(
                unit=unit, debit=Owner.expired(book.program.uuid), credit=holder, amount=expired, kind=Kind.RETURN
            )
            book.use(lot, line, -expired)
    short = needed - book.balance(unit, holder)
    if short > 0 and not lend:
        raise AlreadySpent(_("What this gave is spent already."))
    if short > 0:
        line = book.move(unit=unit, debit=holder.debt, credit=holder, amount=short, kind=Kind.ADVANCE)
        book.put(line)


def _expired_out_of(lot: Lot) -> int:
    uses = LotUse.objects.filter(lot=lot, transfer__kind=Kind.EXPIRY)
    return uses.aggregate(sum=Sum("amount"))["sum"] or 0
