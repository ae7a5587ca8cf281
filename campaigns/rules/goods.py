"""Which rules speak of which goods: looked up once for each product, not with each claim."""

from collections.abc import Iterable, Sequence

from campaigns.rules.facts import ClaimFacts, LineFacts
from campaigns.rules.scoping import closeness, covers
from campaigns.rules.terms import EARNING, RuleTerms

MOST = 50_000
"""Kinds of goods remembered; a catalogue has fewer."""

_Kind = tuple[int, str, str]
_Known = dict[int, tuple[RuleTerms, ...]]


class Goods:
    """By product, category and brand: the rules that cover them, and for each those that name them more closely."""

    def __init__(self, terms: Iterable[RuleTerms]) -> None:
        self._terms = list(terms)
        self._known: dict[_Kind, _Known] = {}

    def covered(self, claim: ClaimFacts) -> dict[int, list[LineFacts]]:
        """By the id of each rule that covers any, the claim's lines that it covers."""
        found: dict[int, list[LineFacts]] = {}
        for line in claim.lines:
            for rule_id in self._about(line):
                if rule_id in found:
                    found[rule_id].append(line)
                else:
                    found[rule_id] = [line]
        return found

    def closer(self, rule: RuleTerms, line: LineFacts) -> Sequence[RuleTerms]:
        """Rules that name the line's goods more closely than this one and earn the same for the same."""
        return self._about(line)[rule.rule_id]

    def _about(self, line: LineFacts) -> _Known:
        kind = line.product_id, line.category, line.brand
        if kind not in self._known:
            if len(self._known) >= MOST:
                self._known.clear()
            covering = [rule for rule in self._terms if covers(rule.scope, line)]
            self._known[kind] = {rule.rule_id: _closer(rule, covering) for rule in covering}
        return self._known[kind]


def _closer(rule: RuleTerms, covering: Iterable[RuleTerms]) -> tuple[RuleTerms, ...]:
    if not isinstance(rule.effect, EARNING):
        return ()
    return tuple(
        other
        for other in covering
        if isinstance(other.effect, EARNING)
        and closeness(other.scope) > closeness(rule.scope)
        and (other.unit, other.rewards) == (rule.unit, rule.rewards)
    )
