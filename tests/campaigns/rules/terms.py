"""Short words for the facts and rules that these tests are about."""

from datetime import date
from decimal import Decimal

from campaigns.rules import (
    Cap,
    ClaimFacts,
    Effect,
    Given,
    Holder,
    LineFacts,
    Outcome,
    Period,
    Policy,
    Rules,
    RuleTerms,
    Scope,
)

ELBOW, VALVE, PIPE = 1, 2, 3
FRIDAY = date(2026, 11, 27)


def line(product: int, pieces: str | int, net: str | None = None, **more: object) -> LineFacts:
    measures = {"piece": Decimal(pieces)} | {name: Decimal(str(more.pop(name))) for name in ("metre",) if name in more}
    return LineFacts(product, measures, net=None if net is None else Decimal(net), **more)


def claim(*lines: LineFacts, on: date = FRIDAY, **more: object) -> ClaimFacts:
    return ClaimFacts(tuple(lines), on, **more)


def rule(number: int, effect: Effect, *products: int, **more: object) -> RuleTerms:
    scope = Scope(**{name: more.pop(name) for name in list(more) if name in Scope.__dataclass_fields__})
    if products:
        scope = Scope(**{n: getattr(scope, n) for n in Scope.__dataclass_fields__} | {"products": frozenset(products)})
    return RuleTerms(number, f"rule-{number}", effect, scope=scope, **more)


def cap(number: int, most: int, holder: Holder, period: Period, *products: int, **more: object) -> RuleTerms:
    return rule(number, Cap(most, holder, period), *products, **more)


def awarded(facts: ClaimFacts, *rules: RuleTerms, **policy: object) -> Outcome:
    return Rules(rules, Policy(**policy)).award(facts)


def figures(outcome: Outcome) -> list[tuple[int, int]]:
    """Rule and sum of each line."""
    return [(one.rule_id, one.quantity) for one in outcome.given]


def only(outcome: Outcome) -> Given:
    (given,) = outcome.given
    return given
