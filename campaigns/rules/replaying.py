"""What rules would have given for many claims, one after the other: sums are kept in memory instead of in rows.

Memory grows with the holders that a rule counts for (a row of two numbers each), never with the claims.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from campaigns.rules.awarding import Rules
from campaigns.rules.facts import NONE, ClaimFacts, Holder, Period, SetPart, Tally, TallyKey
from campaigns.rules.outcome import Outcome
from campaigns.rules.terms import Cap, Effect, PerClaim, PerSet, Steps

Subjects = Mapping[Holder, object]
"""Who is meant by each holder on one claim; products and the campaign need no name."""


class _Place(NamedTuple):
    lineage: str
    subject: object
    period: str
    product_id: int


class Replay:
    """Rules asked for claims in the order in which they were sent, each seeing what those before it counted."""

    def __init__(self, rules: Rules, baselines: Callable[[str, Holder, object], Decimal] = lambda *_: NONE) -> None:
        self.rules = rules
        self.baselines = baselines
        self._sums: dict[_Place, Tally] = {}
        self._parts: dict[tuple[str, object], list[SetPart]] = {}
        self._parts_made = 0
        self._days = {
            rule.lineage: timedelta(days=rule.effect.within_days)
            for rule in rules.terms
            if isinstance(rule.effect, PerSet) and rule.effect.within_days is not None
        }
        self._targets = {
            rule.lineage for rule in rules.terms if isinstance(rule.effect, Steps) and rule.effect.over_baseline
        }
        self.counts = any(_counts(rule.effect) for rule in rules.terms)

    def award(self, claim: ClaimFacts, subjects: Subjects) -> Outcome:
        """What the rules give for the next claim; sums that came with the facts are put aside."""
        if not self.counts:
            return self.rules.award(claim)
        places = {key: _place(key, subjects) for key in self.rules.tallies_for(claim)}
        sets = {lineage: (lineage, subjects.get(holder)) for lineage, holder in self.rules.sets_for(claim).items()}
        if not places and not sets:
            return self.rules.award(claim)
        outcome = self.rules.award(
            replace(
                claim,
                tallies={key: self._sums[place] for key, place in places.items() if place in self._sums},
                set_parts={lineage: tuple(self._open(place, claim)) for lineage, place in sets.items()},
                baselines={
                    key.lineage: self.baselines(key.lineage, key.holder, subjects.get(key.holder))
                    for key in places
                    if key.lineage in self._targets
                },
            )
        )
        for key, added in outcome.tallies.items():
            before = self._sums.get(places[key], Tally())
            self._sums[places[key]] = Tally(before.counted + added.counted, before.given + added.given)
        for lineage, place in sets.items():
            self._keep(place, outcome, lineage)
        return outcome

    def _open(self, place: tuple[str, object], claim: ClaimFacts) -> Iterable[SetPart]:
        """Parts that this claim can still be a set with, oldest first."""
        first, last = claim.bought_on - self._days[place[0]], claim.bought_on + self._days[place[0]]
        fit = (part for part in self._parts.get(place, ()) if first <= part.bought_on <= last)
        return sorted(fit, key=lambda part: (part.bought_on, part.reference))

    def _keep(self, place: tuple[str, object], outcome: Outcome, lineage: str) -> None:
        parts = [
            replace(part, left=part.left - outcome.used.get(part.reference, NONE))
            for part in self._parts.get(place, ())
        ]
        for fresh in outcome.parts.get(lineage, ()):
            self._parts_made += 1
            parts.append(replace(fresh, reference=self._parts_made))
        self._parts[place] = [part for part in parts if part.left > 0]


def _counts(effect: Effect) -> bool:
    """Whether a rule asks what was counted before."""
    match effect:
        case Cap():
            return effect.period != Period.CLAIM
        case PerClaim():
            return effect.number is not None
        case PerSet():
            return effect.within_days is not None
        case _:
            return isinstance(effect, Steps)


def _place(key: TallyKey, subjects: Subjects) -> _Place:
    return _Place(key.lineage, (key.holder, subjects.get(key.holder)), key.period, key.product_id)
