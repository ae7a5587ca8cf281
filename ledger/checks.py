"""Whether the ledger still holds its laws: for the command, for a schedule, and for tests."""

from dataclasses import dataclass

from django.db import connection

from ledger import guards
from ledger.laws import LAWS
from programs.models import Program


@dataclass(frozen=True, slots=True)
class LedgerProblem:
    """A broken law, and the account or reference where it is broken."""

    law: str
    where: str

    def __str__(self) -> str:
        return f"{self.law}: {self.where}"


def check(program: Program | None = None) -> list[LedgerProblem]:
    """Everything that is wrong, of one program or of all; empty is good. Reads all lines: minutes on millions."""
    unguarded = [LedgerProblem("Guard is missing", name) for name in guards.missing(connection)]
    return unguarded + [
        LedgerProblem(law, str(where))
        for law, question in LAWS.items()
        for program_id, where in _answers(question)
        if program is None or program_id == program.pk
    ]


def _answers(question: str) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())
