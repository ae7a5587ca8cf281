"""The measure of the automatic ways: what people decided on claims that a machine could have confirmed.

A share of them is left to people by lot. How often those answer otherwise is known for the drawn ones only, so it comes
with the interval in which it lies for all.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from math import sqrt
from typing import TypeVar

from claims.states import Status
from programs.models import Program
from verification.models import Audit, Decision

Z = 1.96
"""Of a normal distribution, for 95 %."""


Key = TypeVar("Key", bound=Hashable)


class Outcome(StrEnum):
    """What became of a claim that a machine could have confirmed."""

    MACHINE = "machine"
    WAITING = "waiting"
    UPHELD = "upheld"
    IN_PART = "in-part"
    REFUSED = "refused"
    GONE = "gone"


OVERTURNED = frozenset({Outcome.IN_PART, Outcome.REFUSED})
ANSWERED = OVERTURNED | {Outcome.UPHELD}


@dataclass(frozen=True, slots=True)
class Audited:
    """One claim. `day` is when the lot fell."""

    claim_id: int
    number: str
    way: str
    day: date
    outcome: Outcome

    @property
    def month(self) -> date:
        """The first day of its month."""
        return self.day.replace(day=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many ended how."""

    machine: int = 0
    waiting: int = 0
    upheld: int = 0
    in_part: int = 0
    refused: int = 0
    gone: int = 0

    @property
    def able(self) -> int:
        """Those that a machine could have confirmed, drawn or not."""
        return self.machine + self.drawn

    @property
    def drawn(self) -> int:
        """Those left to people by lot."""
        return self.waiting + self.answered + self.gone

    @property
    def answered(self) -> int:
        """Those of them that people have answered."""
        return self.upheld + self.overturned

    @property
    def overturned(self) -> int:
        """Those answered otherwise than a machine would have."""
        return self.in_part + self.refused

    @property
    def rate(self) -> float | None:
        """The share of the answered ones that was overturned."""
        return self.overturned / self.answered if self.answered else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """In which the rate of all lies, with 95 % certainty."""
        return wilson(self.overturned, self.answered) if self.answered else None


def wilson(hits: int, tries: int) -> tuple[float, float]:
    """The score interval of E. B. Wilson, 1927: it holds for few tries and for none or all hits, too."""
    share, spread = hits / tries, Z * Z / tries
    middle = share + spread / 2
    half = Z * sqrt(share * (1 - share) / tries + spread / (4 * tries))
    low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
    return (0.0 if not hits else low, 1.0 if hits == tries else high)


def audited(program: Program, *, first: date, last: date) -> Iterator[Audited]:
    """The program's claims whose lot fell in these days, the newest first."""
    zone = program.zone
    begin, end = (datetime.combine(day, time.min, zone) for day in (first, last + timedelta(days=1)))
    drawn = Audit.objects.filter(claim__program=program, made_at__gte=begin, made_at__lt=end)
    rows = drawn.order_by("-made_at", "-pk").values_list(
        "claim", "claim__number", "way", "is_drawn", "made_at", "claim__status"
    )
    found = list(rows)
    answers = _answers(claim for claim, _number, _way, is_drawn, _at, _status in found if is_drawn)
    for claim, number, way, is_drawn, at, status in found:
        outcome = _outcome(answers.get(claim, ""), status) if is_drawn else Outcome.MACHINE
        yield Audited(claim, number, way, at.astimezone(zone).date(), outcome)


def _answers(claims: Iterable[int]) -> dict[int, str]:
    """By claim, the first answer of a person that was not undone."""
    kinds = [Decision.Kind.CONFIRM, Decision.Kind.CONFIRM_IN_PART, Decision.Kind.REFUSE]
    taken = Decision.objects.filter(claim__in=list(claims), kind__in=kinds, made_by__isnull=False, undone_by=None)
    return dict(taken.order_by("-pk").values_list("claim", "kind"))


def _outcome(kind: str, status: str) -> Outcome:
    named = {
        Decision.Kind.CONFIRM: Outcome.UPHELD,
        Decision.Kind.CONFIRM_IN_PART: Outcome.IN_PART,
        Decision.Kind.REFUSE: Outcome.REFUSED,
    }
    if kind:
        return named[Decision.Kind(kind)]
    return Outcome.GONE if status == Status.WITHDRAWN else Outcome.WAITING


def tally(found: Iterable[Audited]) -> Tally:
    """All of them together."""
    counts = dict.fromkeys(Outcome, 0)
    for one in found:
        counts[one.outcome] += 1
    return Tally(**{outcome.replace("-", "_"): count for outcome, count in counts.items()})


def by(found: Iterable[Audited], key: Callable[[Audited], Key]) -> dict[Key, Tally]:
    """A tally for each way, or month."""
    groups: dict[Key, list[Audited]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return {name: tally(group) for name, group in groups.items()}


def months(first: date, last: date) -> list[date]:
    """The first day of each month that these days touch."""
    found = [first.replace(day=1)]
    while (following := (found[-1] + timedelta(days=32)).replace(day=1)) <= last:
        found.append(following)
    return found
