"""Taking back all that somebody holds who leaves the program."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from ledger.book import Book
from ledger.kinds import Kind, Unit
from ledger.legs import Owner
from ledger.models import Transfer
from ledger.services.expiring import expire_owner
from ledger.services.once import once
from programs.models import Program


def forfeit(
    *, program: Program, owner: Owner, reference: str, by: AbstractBaseUser | None, now: datetime
) -> list[Transfer]:
    """Everything of every unit goes where expired points go, as an expiry. Nothing held, nothing written.

    Once for each reference; a second call returns what the first one wrote.
    """

    def attempt() -> list[Transfer]:
        for unit in Unit:
            expire_owner(program=program, unit=unit, owner=owner, now=now)
        to = Owner.expired(program.uuid)
        book = Book(
            program=program,
            reference=reference,
            keys=[(unit, holder) for unit in Unit for holder in (owner, to)],
            by=by,
            now=now,
        )
        return _forfeited(book) or _write(book, owner, to)

    return once(attempt)


def _forfeited(book: Book) -> list[Transfer]:
    return list(Transfer.objects.filter(program=book.program, reference=book.reference).order_by("leg"))


def _write(book: Book, owner: Owner, to: Owner) -> list[Transfer]:
    lines = []
    for unit in Unit:
        if amount := book.balance(unit, owner):
            line = book.move(unit=unit, debit=owner, credit=to, amount=amount, kind=Kind.EXPIRY)
            book.take(line)
            lines.append(line)
    book.write()
    return lines
