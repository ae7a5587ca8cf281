"""Undoing what was posted under a reference, wholly or in parts, also when the points are spent or expired by then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Sum
from django.utils.translation import gettext as _

from ledger.book import Book
from ledger.kinds import REVERSIBLE, Holder, Kind
from ledger.legs import Owner
from ledger.models import Lot, LotUse, Transfer
from ledger.refusals import AlreadyReversed, AlreadySpent, LedgerMismatch
from ledger.services.merging import carry_over_all
from ledger.services.once import keep_back, once
from programs.models import Program


@dataclass(frozen=True, slots=True)
class Terms:
    """What the callers say of a whole reversal: the note of its lines, and whether spent points are lent."""

    note: str
    lend: bool


def reverse(
    *,
    program: Program,
    reference: str,
    of_reference: str,
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
    lend: bool = True,
    amounts: Mapping[int, int] | None = None,
) -> list[Transfer]:
    """Undo what is left of every leg posted under `of_reference`, or of each leg in `amounts` as much as it says.

    Repeat-safe by `reference`: a second call returns what the first one wrote; other amounts under it are a
    `LedgerMismatch`. A leg can be given back in parts up to its amount: more than is left of it is `AlreadyReversed`.
    Without `amounts` and with nothing left, the earlier reversals come back. Nothing posted, nothing reversed.

    Points go out of their own lot first; those that expired meanwhile are not asked for again; what was spent is
    lent to the participant by the account of what is owed, and the next awards make up for it. What a participant
    spent goes back into the lots it came from, last used first. Without `lend` nobody comes to owe anything: raises
    `AlreadySpent` if a participant no longer has what is taken back.
    """
    if not (originals := _posted(program, of_reference)):
        return []

    def attempt() -> list[Transfer]:
        keys = [(line.unit, account.holder) for line in originals for account in (line.debit, line.credit)]
        book = Book(program=program, reference=reference, keys=keys, by=by, now=now)
        if known := _known(book, originals, amounts):
            return known
        left = _left(originals)
        if amounts is None and not any(left.values()):
            return list(Transfer.objects.filter(reverses__in=originals).order_by("pk"))
        parts = _parts(originals, left, amounts)
        written = _write_reversals(book, parts, Terms(note, lend))
        carry_over_all(program=program, owners={owner.ref for _unit, owner in keys}, now=now)
        return written

    return once(attempt)


def _posted(program: Program, reference: str) -> list[Transfer]:
    posted = Transfer.objects.filter(program=program, reference=reference, kind__in=REVERSIBLE)
    return list(posted.select_related("debit", "credit").order_by("leg"))


def _known(book: Book, originals: Sequence[Transfer], amounts: Mapping[int, int] | None) -> list[Transfer]:
    """What this reference reversed before; it has to be the same if amounts were named."""
    lines = Transfer.objects.filter(program=book.program, reference=book.reference, kind=Kind.REVERSAL)
    known = list(lines.select_related("reverses").order_by("leg"))
    was = {line.reverses.leg: line.amount for line in known if line.reverses}
    wanted = {leg: amount for leg, amount in (amounts or {}).items() if amount}
    if known and (any(line.reverses not in originals for line in known) or (amounts is not None and was != wanted)):
        raise LedgerMismatch(f"{book.reference} reversed {was} and cannot become {wanted}.")
    return known


def _left(originals: Iterable[Transfer]) -> dict[int, int]:
    """How much of each leg was not given back yet."""
    back = Transfer.objects.filter(reverses__in=originals).values_list("reverses").annotate(sum=Sum("amount"))
    given_back = dict(back.order_by())
    return {line.leg: line.amount - given_back.get(line.pk, 0) for line in originals}


def _parts(
    originals: Sequence[Transfer], left: Mapping[int, int], amounts: Mapping[int, int] | None
) -> list[tuple[Transfer, int]]:
    wanted = left if amounts is None else amounts
    if unknown := set(wanted) - set(left):
        raise ValueError(f"{originals[0].reference} has no legs {sorted(unknown)}.")
    if any(type(amount) is not int or amount < 0 for amount in wanted.values()):
        raise ValueError(f"A leg is given back in whole numbers, not {dict(wanted)!r}.")
    if any(amount > left[leg] for leg, amount in wanted.items()):
        raise AlreadyReversed(_("Some of it was taken back before: there is not that much left of it."))
    return [(line, wanted[line.leg]) for line in originals if wanted.get(line.leg)]


def _write_reversals(book: Book, parts: Sequence[tuple[Transfer, int]], terms: Terms) -> list[Transfer]:
    lines = [_write_reversal(book, original, amount, terms) for original, amount in parts]
    keep_back(book, [(line.unit, line.credit.holder) for line in lines])
    book.write()
    return lines


def _write_reversal(book: Book, original: Transfer, amount: int, terms: Terms) -> Transfer:
    unit, holder = original.unit, original.credit.holder
    # What the line before took may have come out of this one's lot.
    book.write()
    own = list(Lot.objects.filter(transfer=original))
    if holder.kind == Holder.PARTICIPANT:
        _fill_up(book, unit, holder, amount, own, terms.lend)
    line = book.move(
        unit=unit,
        debit=holder,
        credit=original.debit.holder,
        amount=amount,
        kind=Kind.REVERSAL,
        note=terms.note,
        reverses=original,
    )
    if holder.kind == Holder.PARTICIPANT:
        book.take(line, first=own)
    if original.debit.kind == Holder.PARTICIPANT:
        _put_back(book, original, line)
    return line


def _put_back(book: Book, original: Transfer, line: Transfer) -> None:
    """Refill the lots that the original used, the last used first, as far as earlier reversals did not."""
    refills = LotUse.objects.filter(transfer__reverses=original, amount__lt=0)
    refilled = dict(refills.values_list("lot").annotate(sum=Sum("amount")).order_by())
    missing = line.amount
    for use in LotUse.objects.filter(transfer=original).select_related("lot").order_by("-pk"):
        amount = min(missing, use.amount + refilled.get(use.lot_id, 0))
        if amount:
            book.use(use.lot, line, -amount)
            missing -= amount


def _fill_up(book: Book, unit: str, holder: Owner, needed: int, own: Sequence[Lot], lend: bool) -> None:
    """Bring the account up to what a reversal takes from it: first with its own expired points, then on loan."""
    for lot in own:
        if expired := min(_expired_out_of(lot), max(0, needed - lot.remaining)):
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
    """What expired of the lot and no reversal brought back yet."""
    uses = LotUse.objects.filter(lot=lot, transfer__kind__in=[Kind.EXPIRY, Kind.RETURN])
    return uses.aggregate(sum=Sum("amount"))["sum"] or 0
