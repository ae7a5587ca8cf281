"""Rules as values: of what and whom each speaks (`Scope`), and what it gives, multiplies or caps."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from campaigns.rules.facts import NONE, Basis, Holder, Measure, Period

POINTS = "points"
CREDITS = "credits"


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which lines and claims a rule speaks. All that is stated must hold; what is left empty always holds."""

    products: frozenset[int] = frozenset()
    categories: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    distributors: frozenset[int] = frozenset()
    segments: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()
    bought_from: date | None = None
    bought_until: date | None = None
    weekdays: frozenset[int] = frozenset()
    days_after_enrolment: int | None = None
    minimum: Decimal = NONE
    minimum_basis: Basis = Basis.NET


@dataclass(frozen=True, slots=True)
class PerMeasure:
    """`gives` for each `each` of a measure, product by product; only full ones count unless `shares` do too."""

    gives: Decimal
    each: Decimal = Decimal(1)
    measure: Measure = Measure.PIECE
    shares: bool = False


@dataclass(frozen=True, slots=True)
class PerAmount:
    """`gives` for each `each` of the claim's currency paid for the goods together."""

    gives: Decimal
    each: Decimal
    basis: Basis = Basis.NET
    shares: bool = False


@dataclass(frozen=True, slots=True)
class PerClaim:
    """`gives` for a claim with such goods; with `number` only for the holder's n-th such claim (1: the first)."""

    gives: Decimal
    number: int | None = None


@dataclass(frozen=True, slots=True)
class SetMember:
    """One place of a set: so many units of any of these products."""

    products: frozenset[int]
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class PerSet:
    """`gives` for each full set, bought on one claim, or with `within_days` on several not further apart."""

    gives: Decimal
    members: tuple[SetMember, ...]
    within_days: int | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """`steps`: (what must be reached, what it gives), counted for one holder over a period.

    With `over_baseline` only what goes beyond the holder's baseline (such as last year's quarter) counts.
    """

    steps: tuple[tuple[Decimal, Decimal], ...]
    counts: Measure | Basis
    period: Period
    holder: Holder = Holder.PARTICIPANT
    over_baseline: bool = False


@dataclass(frozen=True, slots=True)
class Multiplier:
    """Makes `factor` (1 or more) of what lines earn by measure or amount. Fixed bonuses are not multiplied."""

    factor: Decimal


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `most` for one holder in one period. What is above is not given."""

    most: int
    holder: Holder
    period: Period


@dataclass(frozen=True, slots=True)
class PerDecision:
    """`gives` to clerk or distributor for each answer within the promised day, whatever the answer is."""

    gives: Decimal


@dataclass(frozen=True, slots=True)
class PerEnrolment:
    """`gives` to clerk or distributor for each participant whom their link brought and whose first claim is good."""

    gives: Decimal


Effect = PerMeasure | PerAmount | PerClaim | PerSet | Steps | Multiplier | Cap | PerDecision | PerEnrolment
EARNING = (PerMeasure, PerAmount)
BONUS = (PerClaim, PerSet, Steps)
SERVICE = (PerDecision, PerEnrolment)
"""Rules that pay partners for what they do; no purchase, so no participant, earns by them."""
SERVES = frozenset({Holder.CLERK, Holder.DISTRIBUTOR})
"""Whom such rules can reward."""


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """One version of a rule. `lineage` names the rule through all its versions; `sponsor` is who pays its part."""

    rule_id: int
    lineage: str
    effect: Effect
    unit: str = POINTS
    scope: Scope = Scope()
    rewards: Holder = Holder.PARTICIPANT
    sponsor: str = "organizer"


class Stacking(StrEnum):
    """What several multipliers of one line make together."""

    HIGHEST = "highest"
    ADDED = "added"


class Rounding(StrEnum):
    """What becomes of a fraction, once, at the end of what one rule and its multipliers give."""

    DOWN = "down"
    HALF_UP = "half-up"


@dataclass(frozen=True, slots=True)
class Policy:
    """How the rules of a campaign combine."""

    stacking: Stacking = Stacking.HIGHEST
    rounding: Rounding = Rounding.DOWN
