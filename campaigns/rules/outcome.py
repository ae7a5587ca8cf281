"""The answer of the rules for one claim."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from campaigns.rules.facts import Holder, SetPart, TallyKey
from campaigns.rules.terms import RuleTerms

BUDGET = 0
"""Stands for the campaign's budget among the ids of caps that took something from a line."""


class Given(NamedTuple):
    """What one rule gives for one product, or for the claim (`product_id` None).

    `counted` is what was counted: units, amount, claims, sets, or the sum reached. `factor` and `of_rule` are set
    where a multiplier adds to what another rule gives. `full` is the figure before caps, and `capped_by` names them; a
    line that they cut to 0 stays.
    """

    rule_id: int
    unit: str
    quantity: int
    counted: Decimal
    product_id: int | None
    sponsor: str
    rewards: Holder = Holder.PARTICIPANT
    of_rule: int | None = None
    factor: Decimal | None = None
    full: int = 0
    capped_by: tuple[int, ...] = ()

    @classmethod
    def by(cls, rule: RuleTerms, *, quantity: int, counted: Decimal, product_id: int | None = None) -> "Given":
        """A line in the name of a rule, before any cap."""
        return cls(
            rule_id=rule.rule_id,
            unit=rule.unit,
            quantity=quantity,
            counted=counted,
            product_id=product_id,
            sponsor=rule.sponsor,
            rewards=rule.rewards,
            full=quantity,
        )

    def cut(self, by: int, cap: int) -> "Given":
        """The line with less, and the cap that took it."""
        return self._replace(quantity=self.quantity - by, capped_by=(*self.capped_by, cap))


@dataclass(frozen=True, slots=True)
class Counted:
    """What this claim adds to a tally."""

    counted: Decimal = Decimal(0)
    given: int = 0


@dataclass(slots=True)
class Outcome:
    """Everything that the rules give for one claim, and what has to be remembered for the next one.

    `parts` are this claim's units that a set of several claims may use, by lineage, with what is left; `used` are
    earlier ones that a set used now, by reference.
    """

    given: list[Given] = field(default_factory=list)
    tallies: dict[TallyKey, Counted] = field(default_factory=dict)
    parts: dict[str, list[SetPart]] = field(default_factory=dict)
    used: dict[int, Decimal] = field(default_factory=dict)

    @property
    def giving(self) -> list[Given]:
        """The lines without those that were cut to nothing."""
        return [one for one in self.given if one.quantity]

    def total(self, unit: str, rewards: Holder = Holder.PARTICIPANT) -> int:
        """How much of a unit one of the rewarded gets."""
        return sum(one.quantity for one in self.given if one.unit == unit and one.rewards == rewards)

    def sums(self) -> dict[str, int]:
        """How much of each unit all of the rewarded get together."""
        sums: dict[str, int] = {}
        for one in self.given:
            sums[one.unit] = sums.get(one.unit, 0) + one.quantity
        return sums

    def budget_left(self, rewards: Holder = Holder.PARTICIPANT) -> dict[str, int]:
        """All that a firm budget had for this claim, by each unit of which one of the rewarded therefore gets less."""
        short = {one.unit for one in self.given if one.rewards == rewards and BUDGET in one.capped_by}
        return {unit: given for unit, given in self.sums().items() if unit in short}

    def count(self, key: TallyKey, *, counted: Decimal = Decimal(0), given: int = 0) -> None:
        """Add to a tally."""
        before = self.tallies.get(key, Counted())
        self.tallies[key] = Counted(before.counted + counted, before.given + given)
