"""Fixed bonuses: per claim, for the n-th claim, for sets, for steps reached in a period. They are never multiplied."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from campaigns.rules.earning import whole
from campaigns.rules.facts import NONE, Basis, ClaimFacts, LineFacts, Measure, Period, SetPart, TallyKey
from campaigns.rules.outcome import Given, Outcome
from campaigns.rules.terms import (
    PerClaim,
    PerDecision,
    PerEnrolment,
    PerSet,
    Rounding,
    RuleTerms,
    SetMember,
    Steps,
)


def key_of(rule: RuleTerms, claim: ClaimFacts) -> TallyKey | None:
    """The tally that a bonus asks and counts in; None if it needs none."""
    if isinstance(rule.effect, PerClaim) and rule.effect.number is not None:
        return TallyKey(rule.lineage, rule.rewards, Period.CAMPAIGN)
    if isinstance(rule.effect, PerSet) and rule.effect.within_days is not None:
        return TallyKey(rule.lineage, rule.rewards, Period.CAMPAIGN)
    if isinstance(rule.effect, Steps):
        return TallyKey(rule.lineage, rule.effect.holder, rule.effect.period.name_on(claim.bought_on))
    return None


def per_claim(rule: RuleTerms, effect: PerClaim, claim: ClaimFacts, outcome: Outcome, rounding: Rounding) -> None:
    """A fixed sum for the claim, or for the n-th one only."""
    number = NONE
    if key := key_of(rule, claim):
        number = claim.tally(key).counted + 1
        outcome.count(key, counted=Decimal(1))
    if effect.number is None or number == effect.number:
        _give(rule, effect.gives, number or Decimal(1), outcome, rounding)


def service(rule: RuleTerms, effect: PerDecision | PerEnrolment, outcome: Outcome, rounding: Rounding) -> None:
    """A fixed sum for what a partner did once."""
    _give(rule, effect.gives, Decimal(1), outcome, rounding)


def steps(
    rule: RuleTerms, effect: Steps, lines: Sequence[LineFacts], claim: ClaimFacts, outcome: Outcome, rounding: Rounding
) -> None:
    """What the steps reached by now give, less what they gave before."""
    key = key_of(rule, claim)
    assert key is not None
    counted = sum((_count(effect.counts, line) for line in lines), NONE)
    before = claim.tally(key)
    reached = before.counted + counted
    if effect.over_baseline:
        reached -= claim.baselines.get(rule.lineage, NONE)
    due = whole(sum((gives for at, gives in effect.steps if reached >= at), NONE), rounding) - before.given
    outcome.count(key, counted=counted, given=max(due, 0))
    _give(rule, Decimal(max(due, 0)), before.counted + counted, outcome, rounding)


def _count(counts: Measure | Basis, line: LineFacts) -> Decimal:
    return line.paid(counts) if isinstance(counts, Basis) else line.counted(counts)


def sets(
    rule: RuleTerms, effect: PerSet, lines: Sequence[LineFacts], claim: ClaimFacts, outcome: Outcome, rounding: Rounding
) -> None:
    """Full sets of this claim, with `within_days` also of what earlier claims left over."""
    fresh = _fresh_parts(lines, claim.bought_on)
    earlier = claim.set_parts.get(rule.lineage, ()) if effect.within_days is not None else ()
    window = _best_window(effect, [*earlier, *fresh], claim.bought_on)
    number = _full_sets(effect, window)
    for part, taken in _taken(effect, window, number):
        if part.reference:
            outcome.used[part.reference] = taken
        else:
            fresh[fresh.index(part)] = _with_less(part, taken)
    if key := key_of(rule, claim):
        # Its parts are shared with other claims, which wait for each other at this sum.
        outcome.count(key, counted=Decimal(number))
        outcome.parts[rule.lineage] = fresh
    _give(rule, effect.gives * number, Decimal(number), outcome, rounding)


def _fresh_parts(lines: Sequence[LineFacts], day: date) -> list[SetPart]:
    counts: dict[int, Decimal] = {}
    for line in lines:
        counts[line.product_id] = counts.get(line.product_id, NONE) + line.counted(Measure.PIECE)
    return [SetPart(0, product, day, counts[product]) for product in sorted(counts) if counts[product] > 0]


def _best_window(effect: PerSet, parts: Sequence[SetPart], day: date) -> list[SetPart]:
    """The parts, oldest first, of the stretch of days with this purchase in it that makes the most sets."""
    length = timedelta(days=effect.within_days or 0)
    starts = sorted({part.bought_on for part in parts if day - length <= part.bought_on <= day} | {day})
    windows = [[part for part in parts if start <= part.bought_on <= start + length] for start in starts]
    best = max(windows, key=lambda window: _full_sets(effect, window))
    return sorted(best, key=lambda part: (part.bought_on, not part.reference, part.reference, part.product_id))


def _full_sets(effect: PerSet, parts: Sequence[SetPart]) -> int:
    return min(int(_units(member, parts) // member.quantity) for member in effect.members)


def _units(member: SetMember, parts: Sequence[SetPart]) -> Decimal:
    return sum((part.left for part in parts if part.product_id in member.products), NONE)


def _taken(effect: PerSet, parts: Sequence[SetPart], number: int) -> Iterator[tuple[SetPart, Decimal]]:
    """From which part how much is taken, the oldest first."""
    for member in effect.members:
        needed = member.quantity * number
        for part in parts:
            if needed > 0 and part.product_id in member.products:
                taken = min(needed, part.left)
                needed -= taken
                yield part, taken


def _with_less(part: SetPart, taken: Decimal) -> SetPart:
    return SetPart(part.reference, part.product_id, part.bought_on, part.left - taken)


def _give(rule: RuleTerms, exact: Decimal, counted: Decimal, outcome: Outcome, rounding: Rounding) -> None:
    if (quantity := whole(exact, rounding)) > 0:
        outcome.given.append(Given.by(rule, quantity=quantity, counted=counted))
