"""Caps: what is above them is not given. The narrowest cap cuts first, the budget last; the last lines lose first.

A line that loses everything stays, so that it can say what it would have been.
"""

from collections.abc import Iterator, Sequence

from campaigns.rules.facts import ClaimFacts, Holder, LineFacts, Period, TallyKey
from campaigns.rules.outcome import BUDGET, Given, Outcome
from campaigns.rules.scoping import content, covers
from campaigns.rules.terms import Cap, RuleTerms

_BREADTH = {
    Holder.PRODUCT: 0,
    Holder.PARTICIPANT: 1,
    Holder.COMPANY: 2,
    Holder.CLERK: 3,
    Holder.DISTRIBUTOR: 4,
    Holder.CAMPAIGN: 5,
}
_LENGTH = {period: place for place, period in enumerate(Period)}


def narrowest_first(cap: RuleTerms) -> tuple[object, ...]:
    """The order in which caps cut, by what they say and not by when they were written."""
    assert isinstance(cap.effect, Cap)
    period, holder = cap.effect.period, cap.effect.holder
    return (period != Period.CLAIM, _BREADTH[holder], _LENGTH[period], cap.effect.most, content(cap))


def keys_of(cap: RuleTerms, claim: ClaimFacts) -> Iterator[TallyKey]:
    """The tallies that a cap asks; none if it looks at one claim only."""
    effect = cap.effect
    assert isinstance(effect, Cap)
    if effect.period == Period.CLAIM:
        return
    period = effect.period.name_on(claim.bought_on)
    if effect.holder != Holder.PRODUCT:
        yield TallyKey(cap.lineage, effect.holder, period)
        return
    for product in dict.fromkeys(line.product_id for line in claim.lines if covers(cap.scope, line)):
        yield TallyKey(cap.lineage, effect.holder, period, product)


def capped(caps: Sequence[RuleTerms], claim: ClaimFacts, outcome: Outcome) -> None:
    """Cut the given lines by all caps and by what the budget has left, then count what is left of them."""
    counted: list[tuple[RuleTerms, dict[int, list[int]]]] = []
    if caps:
        lines = {line.product_id: line for line in claim.lines}
        counted = [(cap, _places_apart(cap, lines, outcome.given)) for cap in caps]
        for cap, apart in counted:
            for product, places in apart.items():
                _cut(cap, _key(cap, claim, product), places, claim, outcome)
    for unit, room in claim.room.items():
        _lessen(outcome, [place for place, one in enumerate(outcome.given) if one.unit == unit], room, BUDGET)
    for cap, apart in counted:
        for product, places in apart.items():
            left = sum(outcome.given[place].quantity for place in places)
            if left and (key := _key(cap, claim, product)):
                outcome.count(key, given=left)


def _cut(cap: RuleTerms, key: TallyKey | None, places: Sequence[int], claim: ClaimFacts, outcome: Outcome) -> None:
    assert isinstance(cap.effect, Cap)
    room = max(0, cap.effect.most - (claim.tally(key).given if key else 0))
    _lessen(outcome, places, room, cap.rule_id)


def _lessen(outcome: Outcome, places: Sequence[int], room: int, by: int) -> None:
    """Cut these lines, the last ones first, until they are no more than `room` together."""
    over = sum(outcome.given[place].quantity for place in places) - room
    for place in reversed(places):
        less = min(max(over, 0), outcome.given[place].quantity)
        over -= less
        if less:
            outcome.given[place] = outcome.given[place].cut(less, by)


def _places_apart(cap: RuleTerms, lines: dict[int, LineFacts], given: Sequence[Given]) -> dict[int, list[int]]:
    """Which of the given lines a cap counts, by product where it counts each apart."""
    assert isinstance(cap.effect, Cap)
    apart: dict[int, list[int]] = {}
    for place in _places(cap, lines, given):
        product = given[place].product_id if cap.effect.holder == Holder.PRODUCT else 0
        apart.setdefault(product or 0, []).append(place)
    return apart


def _places(cap: RuleTerms, lines: dict[int, LineFacts], given: Sequence[Given]) -> list[int]:
    """Which of the given lines a cap counts. A bonus for the whole claim counts unless the cap names goods."""
    names_goods = bool(cap.scope.products or cap.scope.categories or cap.scope.brands)
    per_product = isinstance(cap.effect, Cap) and cap.effect.holder == Holder.PRODUCT

    def counts(one: Given) -> bool:
        if one.product_id is None:
            return not names_goods and not per_product
        return covers(cap.scope, lines[one.product_id])

    return [
        place for place, one in enumerate(given) if one.unit == cap.unit and one.rewards == cap.rewards and counts(one)
    ]


def _key(cap: RuleTerms, claim: ClaimFacts, product: int) -> TallyKey | None:
    assert isinstance(cap.effect, Cap)
    if cap.effect.period == Period.CLAIM:
        return None
    return TallyKey(cap.lineage, cap.effect.holder, cap.effect.period.name_on(claim.bought_on), product)
