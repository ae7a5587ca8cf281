"""The statement of an account in words, for whoever owns it: a page at a time, newest first, or all of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.for_whom import for_whom
from claims.returned import OF_CLAIM, told_by_reference
from ledger import queries as ledger
from ledger.kinds import Kind, Unit
from ledger.legs import Owner
from ledger.queries import StatementRow
from programs.models import Program

ON_A_PAGE = 30
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the statement in words; `href` leads to the claim it is about."""

    made_at: datetime
    text: str
    note: str
    amount: int
    balance: int
    href: str


Words = Callable[[StatementRow, str], tuple[str, str, str]]
"""Text, note and address of a row; given the claim it is about, or nothing."""


@dataclass(frozen=True, slots=True)
class Account:
    """Whose statement of what, and how its rows are told; `names_people` where it says for whom something was paid."""

    program: Program
    owner: Owner
    unit: Unit
    words: Words
    names_people: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the statement. `older` is the moment before which the next page begins, empty on the last one."""

    lines: list[Line]
    older: str
    is_later_page: bool


def to_participant(row: StatementRow, claim: str) -> tuple[str, str, str]:
    """Which claim it was, and where to see it."""
    text = _("Claim %(number)s") % {"number": row.note} if claim and row.note else row.text
    note = str(row.kind.label) if text != str(row.kind.label) else ""
    return text, note, reverse("claims:claim", args=[claim]) if claim else ""


def to_company(row: StatementRow, claim: str) -> tuple[str, str, str]:
    """The claims behind a company's account are those of several people, so they are named by their numbers only."""
    return (*to_participant(row, claim)[:2], "")


def to_partner(row: StatementRow, claim: str) -> tuple[str, str, str]:
    """What a distributor or a clerk was rewarded for; the claim is at their desk."""
    said = {
        Kind.AWARD: _("For confirming claim %(number)s"),
        Kind.REVERSAL: _("Claim %(number)s was taken back"),
    }
    if not claim or not row.note or row.kind not in said:
        return row.text, str(row.kind.label) if row.note else "", ""
    return said[row.kind] % {"number": row.note}, "", reverse("verification:claim", args=[claim])


def part(account: Account, *, before: str = "") -> Part:
    """A page of it, before the moment that the address names."""
    moment = _moment(before)
    rows = _rows(account, before=moment, limit=ON_A_PAGE)
    has_more = bool(rows and _rows(account, before=rows[-1].made_at, limit=1))
    # A page may be short without being the last, as it never holds half a moment.
    older = rows[-1].made_at.isoformat() if has_more else ""
    return Part(list(_lines(account, rows)), older, is_later_page=moment is not None)


def all_lines(account: Account) -> Iterator[Line]:
    """From the newest to the first, looked up some hundred at a time."""
    before = None
    while rows := _rows(account, before=before, limit=AT_ONCE):
        yield from _lines(account, rows)
        before = rows[-1].made_at


def _rows(account: Account, *, before: datetime | None, limit: int) -> list[StatementRow]:
    return ledger.statement(program=account.program, owner=account.owner, unit=account.unit, before=before, limit=limit)


def _lines(account: Account, rows: list[StatementRow]) -> Iterator[Line]:
    """One line for all that one event moved: an award of several rules reads as one sum, its claim says the rest."""
    references = {row.reference for row in rows}
    returned, names = told_by_reference(references), for_whom(references) if account.names_people else {}
    for _event, moved in groupby(rows, key=lambda row: (row.reference, row.kind)):
        newest, *others = moved
        line = _line(account, newest, newest.amount + sum(row.amount for row in others))
        note = returned.get(newest.reference, "") if newest.kind == Kind.REVERSAL else ""
        if name := names.get(newest.reference):
            note = " · ".join(filter(None, (line.note, _("for %(name)s") % {"name": name})))
        yield replace(line, note=note) if note else line


def _line(account: Account, row: StatementRow, amount: int) -> Line:
    about = OF_CLAIM.match(row.reference)
    text, note, href = account.words(row, str(UUID(about[1])) if about else "")
    return Line(row.made_at, text, note, amount, row.balance, href)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
