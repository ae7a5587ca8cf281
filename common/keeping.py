"""What the list of personal data is made of, and how what is past its time is taken away: in batches, safe to repeat.

Each app declares its part as pure values in `personal_data.py` and says in `forgetting.py` how rows are
forgotten; `config/keeping.py` gathers both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from django.db import transaction
from django.db.models import QuerySet

BATCH = 200
"""Rows forgotten in one transaction: nobody waits for more than these."""

ALL = ("*",)
"""Every field, for models that hang on no person."""


class Ground(StrEnum):
    """Why the law lets us keep it (GDPR, article 6)."""

    CONTRACT = "contract"
    CONSENT = "consent"
    LAW = "legal obligation"
    INTEREST = "legitimate interest"


@dataclass(frozen=True, slots=True)
class Term:
    """A keeping time of so many days `since` a moment; `days` is None where an event ends it, which `since` tells."""

    code: str
    days: int | None
    since: str
    why: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Fields of one model ("app.Model") with personal data: what for, on which ground, how long, and how it ends."""

    model: str
    fields: tuple[str, ...]
    purpose: str
    ground: Ground
    term: Term
    end: str


@dataclass(frozen=True, slots=True)
class NotPersonal:
    """Fields that look as if they could say something about a person, and why they do not."""

    model: str
    fields: tuple[str, ...]
    why: str


class Duty(Protocol):
    """Something that the daily job takes away once its term is over. `before` is the moment from which it counts."""

    @property
    def term(self) -> Term: ...

    @property
    def what(self) -> str: ...

    def count(self, *, before: datetime) -> int:
        """How much is past its time."""

    def carry_out(self, *, before: datetime, now: datetime) -> int:
        """Take it away; says how much."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that `due` finds; `forget` deletes or empties those with these keys at this moment, in a transaction."""

    term: Term
    what: str
    due: Callable[[datetime], QuerySet[Any]]
    forget: Callable[[Sequence[Any], datetime], object]

    def count(self, *, before: datetime) -> int:
        return self.due(before).count()

    def carry_out(self, *, before: datetime, now: datetime) -> int:
        return sum(len(batch) for batch in self._batches(before, now))

    def _batches(self, before: datetime, now: datetime) -> Iterator[Sequence[Any]]:
        """Each in a transaction of its own; going up by key, so that the end comes whatever `forget` does."""
        last: Any = None
        while batch := self._forget_some(before, now, after=last):
            yield batch
            last = batch[-1]

    @transaction.atomic
    def _forget_some(self, before: datetime, now: datetime, *, after: Any) -> Sequence[Any]:
        due = self.due(before).order_by("pk")
        due = due if after is None else due.filter(pk__gt=after)
        # What somebody is just working on is left for tomorrow.
        found = [row.pk for row in due.select_for_update(of=("self",), skip_locked=True)[:BATCH]]
        if found:
            self.forget(found, now)
        return found


@dataclass(frozen=True, slots=True)
class Files:
    """Files of one folder on this machine, by the moment they were written."""

    term: Term
    what: str
    folder: Callable[[], Path]

    def count(self, *, before: datetime) -> int:
        return sum(1 for _file in self._old(before))

    def carry_out(self, *, before: datetime, now: datetime) -> int:
        old = list(self._old(before))
        for file in old:
            file.unlink(missing_ok=True)
        return len(old)

    def _old(self, before: datetime) -> Iterator[Path]:
        for file in self.folder().glob("*"):
            if file.is_file() and file.stat().st_mtime < before.timestamp():
                yield file
