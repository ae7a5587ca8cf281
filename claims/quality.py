"""How well documents were read in life: what was read beside what the claim ended with, counted. Pure.

The claim ends with what the participant stated, or with what a clerk made of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from claims.drafts import as_amount
from common.texts import firm_key, fold, tax_key

FIELDS = ("issuer_name", "issuer_tax_id", "document_number", "issue_date", "total")
"""The fields that people see, in the order in which they read them."""

Key = TypeVar("Key", str, date)


class Outcome(StrEnum):
    """What became of one field."""

    KEPT = "kept"
    CORRECTED = "corrected"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """One claim: what was read (value and source by field), and what it says in the end.

    `issuer` is the key by which sellers are told apart, `issuer_name` what people call this one.
    """

    number: str
    pk: int
    sent_on: date
    issuer: str
    issuer_name: str
    currency: str
    read: Mapping[str, tuple[str, str]]
    ended: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """One field of one claim. `source` and `read` are empty where nothing was read."""

    claim: ReadClaim
    field: str
    source: str
    read: str
    ended: str
    outcome: Outcome

    @property
    def week(self) -> date:
        """The Monday of the week in which the claim was sent."""
        return monday(self.claim.sent_on)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many values were read, how many of these were corrected, and how many were typed where none was read."""

    read: int = 0
    corrected: int = 0
    typed: int = 0

    @property
    def share(self) -> float | None:
        """The part of the values read that was corrected; None where nothing was read."""
        return self.corrected / self.read if self.read else None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which fields are meant; empty or None stands for all. `read` are those kept and corrected together."""

    field: str = ""
    source: str = ""
    issuer: str = ""
    week: date | None = None
    outcome: str = ""

    def takes(self, one: Seen) -> bool:
        """Whether this field is among them."""
        return (
            self.field in ("", one.field)
            and self.source in ("", one.source)
            and self.issuer in ("", one.claim.issuer)
            and self.week in (None, one.week)
            and (self.outcome in ("", one.outcome) or (self.outcome == "read" and one.outcome != Outcome.TYPED))
        )


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def weeks(first: date, last: date) -> list[date]:
    """The Mondays of all weeks that the days from first to last touch."""
    start = monday(first)
    return [start + timedelta(weeks=number) for number in range((monday(last) - start).days // 7 + 1)]


def observed(claims: Iterable[ReadClaim]) -> Iterator[Seen]:
    """Every field that was read or stated; one that is empty on both sides says nothing."""
    for claim in claims:
        for name in FIELDS:
            read, source = claim.read.get(name, ("", ""))
            ended = claim.ended.get(name, "")
            if read or ended:
                yield Seen(claim, name, source, read, ended, _outcome(name, read, ended))


def _outcome(name: str, read: str, ended: str) -> Outcome:
    if not read:
        return Outcome.TYPED
    return Outcome.KEPT if _same(name, read, ended) else Outcome.CORRECTED


def _same(name: str, read: str, ended: str) -> bool:
    """Equal but for what people and printers write differently: spaces, signs, case, the form of a firm."""
    if read == ended:
        return True
    if name == "total":
        return as_amount(read) == as_amount(ended)
    key = {"issuer_name": firm_key, "issuer_tax_id": tax_key}.get(name, fold)
    return key(read) == key(ended)


def counted(seen: Iterable[Seen], key: Callable[[Seen], Key]) -> dict[Key, Tally]:
    """One tally for each key."""
    outcomes: dict[Key, dict[Outcome, int]] = defaultdict(lambda: dict.fromkeys(Outcome, 0))
    for one in seen:
        outcomes[key(one)][one.outcome] += 1
    return {name: _tally(found) for name, found in outcomes.items()}


def _tally(found: Mapping[Outcome, int]) -> Tally:
    corrected = found[Outcome.CORRECTED]
    return Tally(found[Outcome.KEPT] + corrected, corrected, found[Outcome.TYPED])


def added(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    several = list(tallies)
    return Tally(sum(one.read for one in several), sum(one.corrected for one in several), sum(o.typed for o in several))
