"""Posting legs under a reference, and spending."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from ledger.book import Book
from ledger.kinds import REVERSIBLE, Holder, Kind
from ledger.legs import Leg, Owner
from ledger.models import Transfer
from ledger.refusals import LedgerMismatch
from ledger.services.expiring import expire_owner
from ledger.services.once import keep_back, once
from programs.models import Program


def post(
    *,
    program: Program,
    reference: str,
    legs: Sequence[Leg],
    kind: str,
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
) -> list[Transfer]:
    """Write the legs, all or none, and return one transfer for each, in their order.

    Under a known reference nothing is written and the first transfers come back; if unit, accounts, amount or kind
    differ, `LedgerMismatch`. Raises `NotEnough` if a leg takes more from a participant than is there.
    What a participant owes is kept back from what comes in, as a line of its own.

    An award of any number of legs to known accounts takes five statements inside one savepoint: two that find
    (and lock) the accounts, one that looks for the reference, two that write transfers and lots.
    """
    if kind not in REVERSIBLE:
        raise ValueError(f"Lines of kind {kind} are written by the ledger alone.")
    if not legs:
        return []

    def attempt() -> list[Transfer]:
        keys = [(leg.unit, owner) for leg in legs for owner in (leg.debit, leg.credit)]
        book = Book(program=program, reference=reference, keys=keys, by=by, now=now)
        return _posted(book, legs, kind) or _write_legs(book, legs, kind, note)

    return once(attempt)


def spend(
    *,
    program: Program,
    unit: str,
    owner: Owner,
    to: Owner,
    amount: int,
    reference: str,
    by: AbstractBaseUser | None,
    now: datetime,
    note: str = "",
) -> list[Transfer]:
    """A participant pays, with what ends soonest first. Raises `NotEnough`, with a sentence for the participant."""
    leg = Leg(unit=unit, debit=owner, credit=to, amount=amount)

    def attempt() -> list[Transfer]:
        expire_owner(program=program, unit=unit, owner=owner, now=now)
        book = Book(program=program, reference=reference, keys=[(unit, owner), (unit, to)], by=by, now=now)
        return _posted(book, [leg], Kind.SPEND) or _write_legs(book, [leg], Kind.SPEND, note)

    return once(attempt)


def _posted(book: Book, legs: Sequence[Leg], kind: str) -> list[Transfer]:
    """The transfers this reference already has, if they are the same."""
    found = Transfer.objects.filter(program=book.program, reference=book.reference).order_by("leg")
    # What was kept back beside an award is the ledger's own doing, and no figure of the caller.
    posted = [line for line in found if line.kind != Kind.REPAYMENT]
    wanted = [
        (leg.unit, book.account(leg.unit, leg.debit).pk, book.account(leg.unit, leg.credit).pk, leg.amount, kind)
        for leg in legs
    ]
    there = [(line.unit, line.debit_id, line.credit_id, line.amount, line.kind) for line in posted]
    if there and there != wanted:
        raise LedgerMismatch(f"{book.reference} was posted as {there} and cannot become {wanted}.")
    return posted


def _write_legs(book: Book, legs: Sequence[Leg], kind: str, note: str) -> list[Transfer]:
    lines = []
    for leg in legs:
        line = book.move(
            unit=leg.unit, debit=leg.debit, credit=leg.credit, amount=leg.amount, kind=kind, note=leg.note or note
        )
        if leg.credit.kind == Holder.PARTICIPANT:
            book.put(line, leg.expires_on, leg.stretch)
        if leg.debit.kind == Holder.PARTICIPANT:
            book.take(line)
        lines.append(line)
    keep_back(book, [(line.unit, line.credit.holder) for line in lines])
    book.write()
    return lines
