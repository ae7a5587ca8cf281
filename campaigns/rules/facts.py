"""What rules look at: one claim as values. No clock, no database: an award can be computed again years later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

NONE = Decimal(0)


class Measure(StrEnum):
    """What a rule can count of a product. What one sales unit holds of each stands with the product."""

    PIECE = "piece"
    METRE = "metre"
    LITRE = "litre"
    KILOGRAM = "kilogram"
    PACK = "pack"


class Basis(StrEnum):
    """Which amount counts: without or with tax."""

    NET = "net"
    GROSS = "gross"


class Holder(StrEnum):
    """Who can be rewarded, and whose sum a cap or a step counts."""

    PARTICIPANT = "participant"
    COMPANY = "company"
    CLERK = "clerk"
    DISTRIBUTOR = "distributor"
    PRODUCT = "product"
    CAMPAIGN = "campaign"


class Occasion(StrEnum):
    """What is awarded: a confirmed claim, an answer given in time, or a participant who was brought."""

    CLAIM = "claim"
    DECISION = "decision"
    ENROLMENT = "enrolment"


class StaffRewards(StrEnum):
    """What becomes of what rules give to a distributor's clerks: some firms forbid gifts to their staff."""

    CLERK = "clerk"
    DISTRIBUTOR = "distributor"
    NOBODY = "nobody"


ALWAYS_THERE = frozenset({Holder.PARTICIPANT, Holder.PRODUCT, Holder.CAMPAIGN})
"""Those that no claim is without."""


class Period(StrEnum):
    """How long a cap or a step counts, by the day of purchase."""

    CLAIM = "claim"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    CAMPAIGN = "campaign"

    def name_on(self, day: date) -> str:
        """The period that the day falls into: `2026-11`, `2026-W48`, `2026-Q4`; one name for the whole campaign."""
        return _period_name(self, day)


# Every claim asks for a few days' names; making one takes longer than all else that a cap does.
@lru_cache(maxsize=4096)
def _period_name(period: Period, day: date) -> str:
    match period:
        case Period.DAY:
            return f"{day}"
        case Period.WEEK:
            week = day.isocalendar()
            return f"{week.year}-W{week.week:02}"
        case Period.MONTH:
            return f"{day:%Y-%m}"
        case Period.QUARTER:
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case Period.YEAR:
            return f"{day.year}"
        case _:
            return str(period)


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One eligible line of a claim: how much of which product, and what was paid (None where not known)."""

    product_id: int
    measures: Mapping[str, Decimal]
    net: Decimal | None = None
    gross: Decimal | None = None
    category: str = ""
    brand: str = ""

    def counted(self, measure: Measure) -> Decimal:
        """How much of the measure; none where the product does not say what a sales unit holds of it."""
        return self.measures.get(measure, NONE)

    def paid(self, basis: Basis) -> Decimal:
        """What was paid; nothing where it is not known."""
        return (self.net if basis == Basis.NET else self.gross) or NONE


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted before this claim, and how many points or credits were given for it."""

    counted: Decimal = NONE
    given: int = 0


@dataclass(frozen=True, slots=True, order=True)
class TallyKey:
    """Which sum: of one rule (all its versions), for one holder, in one period.

    `product_id` is set where each product is counted apart. Who the participant or company is, the caller knows.
    """

    lineage: str
    holder: Holder
    period: str
    product_id: int = 0


@dataclass(frozen=True, slots=True)
class SetPart:
    """Units of a product bought earlier that no set has used yet; `reference` is the caller's own name for them."""

    reference: int
    product_id: int
    bought_on: date
    left: Decimal


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """One claim with what the rules may ask about the person, and about what was counted before.

    For another `occasion` there are no lines, and `bought_on` is its own day: of the answer, or of joining.
    `company_share` is the part, in per cent, of the person's points that goes to the company. `room` is what a firm
    budget had left for the claim, by unit, where that was less than the rules give.
    """

    lines: tuple[LineFacts, ...]
    bought_on: date
    distributor_id: int = 0
    segments: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()
    enrolled_on: date | None = None
    has_company: bool = False
    has_clerk: bool = False
    tallies: Mapping[TallyKey, Tally] = field(default_factory=dict)
    set_parts: Mapping[str, tuple[SetPart, ...]] = field(default_factory=dict)
    baselines: Mapping[str, Decimal] = field(default_factory=dict)
    room: Mapping[str, int] = field(default_factory=dict)
    company_share: int = 0
    occasion: Occasion = Occasion.CLAIM
    staff_rewards: StaffRewards = StaffRewards.CLERK

    def tally(self, key: TallyKey) -> Tally:
        """What was counted before; nothing where nobody counted."""
        return self.tallies.get(key, Tally())

    def has(self, holder: Holder) -> bool:
        """Whether there is such a one to be rewarded, or counted for."""
        match holder:
            case Holder.COMPANY:
                return self.has_company
            case Holder.CLERK:
                return self.has_clerk
            case Holder.DISTRIBUTOR:
                return bool(self.distributor_id)
            case _:
                return holder in ALWAYS_THERE

    def can_reward(self, holder: Holder) -> bool:
        """Whether there is such a one, and may be given anything."""
        return self.has(holder) and not (holder == Holder.CLERK and self.staff_rewards == StaffRewards.NOBODY)

    def days_enrolled(self) -> int | None:
        """Whole days from joining to the purchase, below zero if it came before; None where it is not known."""
        return None if self.enrolled_on is None else (self.bought_on - self.enrolled_on) // timedelta(days=1)
