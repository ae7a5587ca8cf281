"""What a claim earns: pure functions from facts and rules to lines that each say why.

Money and quantities are `Decimal`, what is given are whole numbers: fractions are left away per rule, in nobody's
favour but known beforehand. No clock, no database: an award can be computed again years later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

POINTS = "points"
CREDITS = "credits"


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One eligible line: which product, how many units, what was paid for them (None where not known)."""

    product_id: int
    quantity: Decimal
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """One version of a rule, as values. An empty `product_ids` means every product."""

    rule_id: int
    kind: str
    quantity: int
    per_amount: Decimal | None
    product_ids: frozenset[int]
    sponsor: str

    def covers(self, line: LineFacts) -> bool:
        """Whether the rule speaks of this line's product."""
        return not self.product_ids or line.product_id in self.product_ids


@dataclass(frozen=True, slots=True)
class Given:
    """What one rule gives: `quantity` of `unit`, because `counted` units, amount or claims of `product_id` (or all)."""

    rule_id: int
    unit: str
    quantity: int
    counted: Decimal
    product_id: int | None
    sponsor: str


def award(lines: Sequence[LineFacts], rules: Sequence[RuleTerms]) -> list[Given]:
    """Everything that the rules give for the lines, in the order of the rules; nothing for no lines.

    For points, the rule that names a line's product goes before a rule for all products: one line earns points by
    one kind of rule only. Rules of training credits count apart.
    """
    if not lines:
        return []
    return [given for rule in rules for given in _given(rule, _lines_of(rule, lines, rules)) if given.quantity > 0]


def _lines_of(rule: RuleTerms, lines: Sequence[LineFacts], rules: Sequence[RuleTerms]) -> list[LineFacts]:
    if not rule.kind.startswith(POINTS) or rule.product_ids:
        return [line for line in lines if rule.covers(line)]
    named = {product for other in rules if other.kind.startswith(POINTS) for product in other.product_ids}
    return [line for line in lines if line.product_id not in named]


def _given(rule: RuleTerms, lines: Sequence[LineFacts]) -> Iterator[Given]:
    if not lines:
        return
    if rule.kind == "points-per-unit":
        yield from _per_unit(rule, lines)
    elif rule.kind == "credits-per-claim":
        yield Given(rule.rule_id, CREDITS, rule.quantity, Decimal(1), None, rule.sponsor)
    elif rule.per_amount:
        paid = sum((line.amount for line in lines if line.amount is not None), Decimal(0))
        unit = POINTS if rule.kind.startswith(POINTS) else CREDITS
        yield Given(rule.rule_id, unit, _whole(paid / rule.per_amount) * rule.quantity, paid, None, rule.sponsor)


def _per_unit(rule: RuleTerms, lines: Sequence[LineFacts]) -> Iterator[Given]:
    products = dict.fromkeys(line.product_id for line in lines)
    for product in products:
        units = sum((line.quantity for line in lines if line.product_id == product), Decimal(0))
        yield Given(rule.rule_id, POINTS, _whole(units) * rule.quantity, units, product, rule.sponsor)


def _whole(number: Decimal) -> int:
    return max(0, int(number.to_integral_value(ROUND_FLOOR)))
