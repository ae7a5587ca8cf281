"""Whether a rule speaks of a claim, and of which of its lines."""

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal

from campaigns.rules.facts import ClaimFacts, LineFacts
from campaigns.rules.terms import POINTS, RuleTerms, Scope


def speaks_of(scope: Scope, claim: ClaimFacts) -> bool:
    """Whether the claim's day, distributor and person fit; the goods and the minimum are asked apart."""
    return (
        (not scope.distributors or claim.distributor_id in scope.distributors)
        and (scope.bought_from is None or claim.bought_on >= scope.bought_from)
        and (scope.bought_until is None or claim.bought_on <= scope.bought_until)
        and (not scope.weekdays or claim.bought_on.weekday() in scope.weekdays)
        and (not scope.segments or bool(scope.segments & claim.segments))
        and (not scope.certificates or bool(scope.certificates & claim.certificates))
        and _is_new_enough(scope.days_after_enrolment, claim)
    )


def names_conditions(scope: Scope) -> bool:
    """Whether any claim may not fit by its day, distributor or person."""
    named = (scope.distributors, scope.weekdays, scope.segments, scope.certificates)
    return any(named) or any(
        one is not None for one in (scope.bought_from, scope.bought_until, scope.days_after_enrolment)
    )


def _is_new_enough(most: int | None, claim: ClaimFacts) -> bool:
    if most is None:
        return True
    days = claim.days_enrolled()
    return days is not None and 0 <= days <= most


def covers(scope: Scope, line: LineFacts) -> bool:
    """Whether the line's product is meant: named itself, by its category or by its brand."""
    if not (scope.products or scope.categories or scope.brands):
        return True
    return line.product_id in scope.products or line.category in scope.categories or line.brand in scope.brands


def closeness(scope: Scope) -> int:
    """How closely a rule names its goods: 3 products, 2 categories, 1 brands, 0 everything."""
    return 3 if scope.products else 2 if scope.categories else 1 if scope.brands else 0


def reaches_minimum(scope: Scope, lines: Sequence[LineFacts]) -> bool:
    """Whether enough was paid for the goods the rule speaks of."""
    return not scope.minimum or sum((line.paid(scope.minimum_basis) for line in lines), Decimal(0)) >= scope.minimum


def content(rule: RuleTerms) -> tuple[str, ...]:
    """What a rule says, to sort by: the order of rules never depends on when they were written."""
    stated = (getattr(rule.scope, field.name) for field in fields(rule.scope))
    scope = ("|".join(sorted(map(str, part))) if isinstance(part, frozenset) else str(part) for part in stated)
    points_first = "" if rule.unit == POINTS else rule.unit
    return (points_first, type(rule.effect).__name__, str(rule.effect), *scope, rule.rewards, rule.lineage)
