"""What lines earn by measure and by amount, with multipliers, product by product.

One rule and its multipliers are rounded once: their exact parts are added up in a fixed order, and each line gets what
the rounded sum grows by. So the lines always add up to the rounded whole, and a return takes back its own line.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from campaigns.rules.facts import NONE, LineFacts
from campaigns.rules.outcome import Given
from campaigns.rules.terms import PerAmount, PerMeasure, Rounding, RuleTerms, Stacking

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Multiplying:
    """A multiplier that holds for the claim, with its factor and the products it covers here."""

    rule: RuleTerms
    factor: Decimal
    products: frozenset[int]


class _Part(NamedTuple):
    exact: Decimal
    counted: Decimal
    product_id: int
    multiplier: Multiplying | None = None


def earned(
    rule: RuleTerms,
    effect: PerMeasure | PerAmount,
    lines: Sequence[LineFacts],
    multipliers: Sequence[Multiplying],
    *,
    stacking: Stacking,
    rounding: Rounding,
) -> Iterator[Given]:
    """What the rule gives for the lines, and what each multiplier adds; lines that give nothing are left out."""
    counts = _counts(effect, lines)
    # What is counted by measure stands alone for each product; amounts are paid together.
    groups = [dict([one]) for one in counts.items()] if isinstance(effect, PerMeasure) else [counts] if counts else []
    for group in groups:
        parts = [*_shared_out(_exact(effect, group), group, None)]
        if multipliers:
            parts += _STACKED[stacking](effect, group, multipliers)
        yield from _rounded(rule, parts, rounding)


def _counts(effect: PerMeasure | PerAmount, lines: Sequence[LineFacts]) -> dict[int, Decimal]:
    counts: dict[int, Decimal] = {}
    for line in lines:
        count = line.counted(effect.measure) if isinstance(effect, PerMeasure) else line.paid(effect.basis)
        counts[line.product_id] = counts.get(line.product_id, NONE) + count
    return {product: counts[product] for product in sorted(counts) if counts[product] > 0}


def _exact(effect: PerMeasure | PerAmount, counts: dict[int, Decimal]) -> Decimal:
    count = sum(counts.values(), NONE)
    return effect.gives * count / effect.each if effect.shares else effect.gives * (count // effect.each)


def _added(
    effect: PerMeasure | PerAmount, counts: dict[int, Decimal], multipliers: Iterable[Multiplying]
) -> Iterator[_Part]:
    for one in multipliers:
        covered = {product: count for product, count in counts.items() if product in one.products}
        yield from _shared_out((one.factor - 1) * _exact(effect, covered), covered, one)


def _highest(
    effect: PerMeasure | PerAmount, counts: dict[int, Decimal], multipliers: Iterable[Multiplying]
) -> Iterator[_Part]:
    """Each product has its highest factor.

    The sum is made layer by layer (all goods doubled at least, those tripled besides), so that goods of several
    factors lose no fraction to each other; then each multiplier has its share.
    """
    best: dict[int, Multiplying] = {}
    for one in multipliers:
        for product in counts.keys() & one.products:
            if product not in best or one.factor > best[product].factor:
                best[product] = one
    extra, below = NONE, ONE
    for factor in sorted({one.factor for one in best.values()}):
        layer = {
            product: count for product, count in counts.items() if product in best and best[product].factor >= factor
        }
        extra, below = extra + (factor - below) * _exact(effect, layer), factor
    weights = {product: (best[product].factor - 1) * counts[product] for product in counts if product in best}
    for part in _shared_out(extra, weights, None):
        yield part._replace(counted=counts[part.product_id], multiplier=best[part.product_id])


_STACKED = {Stacking.ADDED: _added, Stacking.HIGHEST: _highest}


def _shared_out(exact: Decimal, weights: dict[int, Decimal], multiplier: Multiplying | None) -> Iterator[_Part]:
    """The exact sum shared among products by weight; the last one takes what is left, so nothing is lost."""
    if len(weights) == 1:
        [(product, weight)] = weights.items()
        yield _Part(exact, weight, product, multiplier)
        return
    whole, left = sum(weights.values(), NONE), exact
    for place, (product, weight) in enumerate(weights.items(), start=1):
        share = left if place == len(weights) else exact * weight / whole
        left -= share
        yield _Part(share, weight, product, multiplier)


def _rounded(rule: RuleTerms, parts: Iterable[_Part], rounding: Rounding) -> Iterator[Given]:
    exact, before = NONE, 0
    for part in parts:
        exact += part.exact
        total = whole(exact, rounding)
        quantity, before = total - before, total
        if quantity <= 0:
            continue
        if part.multiplier is None:
            yield Given.by(rule, quantity=quantity, counted=part.counted, product_id=part.product_id)
        else:
            multiplier, factor = part.multiplier.rule, part.multiplier.factor
            line = Given.by(multiplier, quantity=quantity, counted=part.counted, product_id=part.product_id)
            yield line._replace(rewards=rule.rewards, of_rule=rule.rule_id, factor=factor)


_TO_WHOLE = {Rounding.DOWN: ROUND_FLOOR, Rounding.HALF_UP: ROUND_HALF_UP}


def whole(number: Decimal, rounding: Rounding) -> int:
    """A whole number of points or credits."""
    return int(number.to_integral_value(_TO_WHOLE[rounding]))
