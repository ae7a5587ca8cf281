"""Whether the ledger still holds its laws: for the command, for a schedule, and for tests."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from ledger import guards
from ledger.laws import LAWS
from programs.models import Program

AT_ONCE = 500
"""Broken lines fetched in one go."""


@dataclass(frozen=True, slots=True)
class LedgerProblem:
    """A broken law, and the account or reference where it is broken."""

    law: str
    where: str

    def __str__(self) -> str:
        return f"{self.law}: {self.where}"


def check(program: Program | None = None) -> list[LedgerProblem]:
    """Everything that is wrong, of one program or of all; empty is good. Reads all lines: minutes on millions."""
    return list(problems(program))


def problems(program: Program | None = None) -> Iterator[LedgerProblem]:
    """The same one by one, in constant memory: the database recomputes, and what it finds is read piece by piece."""
    for name in guards.missing(connection):
        yield LedgerProblem("Guard is missing", name)
    for law, question in LAWS.items():
        for program_id, where in _answers(question):
            if program is None or program_id == program.pk:
                yield LedgerProblem(law, str(where))


def _answers(question: str) -> Iterator[tuple[int, str]]:
    # The chunked cursor stays in the database, for which PostgreSQL needs a transaction.
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(question)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows
