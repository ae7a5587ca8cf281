"""What a claim earns: all rules of a campaign, combined in one stated order that no editing changes.

1. Each line earns by measure and by amount: for each unit and each of the rewarded, only the rules that name its
   product most closely (product, then category, then brand, then everything); several equally close ones all count.
2. Multipliers raise that, the highest alone or all added up, as the campaign says.
3. What one rule and its multipliers give is rounded once.
4. Fixed bonuses come on top and are not multiplied.
5. Caps cut, the narrowest first.
6. Of the person's points, a part goes to the company, if they share.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from campaigns.rules import bonuses, capping
from campaigns.rules.earning import Multiplying, earned
from campaigns.rules.facts import ClaimFacts, Holder, LineFacts, TallyKey
from campaigns.rules.outcome import Given, Outcome
from campaigns.rules.scoping import closeness, content, covers, lines_of, reaches_minimum, speaks_of
from campaigns.rules.sharing import shared
from campaigns.rules.terms import (
    BONUS,
    EARNING,
    Cap,
    Multiplier,
    PerAmount,
    PerClaim,
    PerMeasure,
    PerSet,
    Policy,
    RuleTerms,
    Steps,
)


class Rules:
    """The rules in force for a campaign at one moment. Sorted once, then asked for any number of claims."""

    def __init__(self, terms: Iterable[RuleTerms], policy: Policy = Policy()) -> None:  # noqa: B008 - it is frozen
        self.policy = policy
        self.terms = sorted(terms, key=content)

    @cached_property
    def _earning(self) -> list[RuleTerms]:
        return [rule for rule in self.terms if isinstance(rule.effect, EARNING)]

    @cached_property
    def _closer(self) -> dict[int, list[RuleTerms]]:
        """By the id of each earning rule, those that name their goods more closely and earn the same for the same."""
        return {
            rule.rule_id: [
                other
                for other in self._earning
                if closeness(other.scope) > closeness(rule.scope)
                and (other.unit, other.rewards) == (rule.unit, rule.rewards)
            ]
            for rule in self._earning
        }

    @cached_property
    def _multipliers(self) -> list[RuleTerms]:
        return [rule for rule in self.terms if isinstance(rule.effect, Multiplier)]

    @cached_property
    def _bonuses(self) -> list[RuleTerms]:
        return [rule for rule in self.terms if isinstance(rule.effect, BONUS)]

    @cached_property
    def _caps(self) -> list[RuleTerms]:
        return sorted((rule for rule in self.terms if isinstance(rule.effect, Cap)), key=capping.narrowest_first)

    def tallies_for(self, claim: ClaimFacts) -> list[TallyKey]:
        """Which sums the award of this claim asks and adds to, in one order: to be locked before they are read."""
        keys = [key for rule in self._bonuses if _can_hold(rule, claim) and (key := bonuses.key_of(rule, claim))]
        for cap in self._caps_for(claim):
            keys += capping.keys_of(cap, claim)
        return sorted(set(keys))

    def sets_for(self, claim: ClaimFacts) -> dict[str, Holder]:
        """The lineages of rules for sets that may use what earlier claims left over, and whose claims those are."""
        return {
            rule.lineage: rule.rewards
            for rule in self._bonuses
            if isinstance(rule.effect, PerSet) and rule.effect.within_days is not None and _can_hold(rule, claim)
        }

    def award(self, claim: ClaimFacts) -> Outcome:
        """Everything that the rules give for the claim; nothing for no lines."""
        outcome = Outcome()
        if not claim.lines:
            return outcome
        for rule in self._earning:
            outcome.given += self._earned(rule, claim)
        for rule in self._bonuses:
            self._bonus(rule, claim, outcome)
        capping.capped(self._caps_for(claim), claim, outcome)
        outcome.given = list(shared(outcome.given, claim.company_share))
        return outcome

    def _caps_for(self, claim: ClaimFacts) -> list[RuleTerms]:
        return [cap for cap in self._caps if _can_hold(cap, claim)]

    def _earned(self, rule: RuleTerms, claim: ClaimFacts) -> Iterator[Given]:
        lines = lines_of(rule.scope, claim)
        if not self._holds(rule, claim, lines):
            return
        lines = [line for line in lines if not self._is_named_closer(rule, line, claim)]
        multipliers = self._multiplying(rule, claim)
        policy = self.policy
        assert isinstance(rule.effect, PerMeasure | PerAmount)
        yield from earned(rule, rule.effect, lines, multipliers, stacking=policy.stacking, rounding=policy.rounding)

    def _is_named_closer(self, rule: RuleTerms, line: LineFacts, claim: ClaimFacts) -> bool:
        """Whether another rule names the line's goods more closely.

        It does so whether its own minimum is reached or not: a bigger purchase must not earn less than a small one.
        """
        return any(covers(other.scope, line) and speaks_of(other.scope, claim) for other in self._closer[rule.rule_id])

    def _multiplying(self, rule: RuleTerms, claim: ClaimFacts) -> list[Multiplying]:
        found = []
        for one in self._multipliers:
            lines = lines_of(one.scope, claim)
            if one.unit == rule.unit and one.rewards == rule.rewards and self._holds(one, claim, lines):
                assert isinstance(one.effect, Multiplier)
                found.append(Multiplying(one, one.effect.factor, frozenset(line.product_id for line in lines)))
        return found

    def _bonus(self, rule: RuleTerms, claim: ClaimFacts, outcome: Outcome) -> None:
        lines = lines_of(rule.scope, claim)
        if not self._holds(rule, claim, lines):
            return
        rounding = self.policy.rounding
        match rule.effect:
            case PerClaim():
                bonuses.per_claim(rule, rule.effect, claim, outcome, rounding)
            case PerSet():
                bonuses.sets(rule, rule.effect, lines, claim, outcome, rounding)
            case Steps():
                bonuses.steps(rule, rule.effect, lines, claim, outcome, rounding)

    def _holds(self, rule: RuleTerms, claim: ClaimFacts, lines: Sequence[LineFacts]) -> bool:
        return bool(lines) and _can_hold(rule, claim) and reaches_minimum(rule.scope, lines)


def _can_hold(rule: RuleTerms, claim: ClaimFacts) -> bool:
    """Whether the rule speaks of the claim, and all are there whom it rewards or counts for."""
    counts_for = rule.effect.holder if isinstance(rule.effect, Cap | Steps) else rule.rewards
    return speaks_of(rule.scope, claim) and claim.has(rule.rewards) and claim.has(counts_for)
