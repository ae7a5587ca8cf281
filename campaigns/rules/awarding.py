"""What a claim earns: all rules of a campaign, combined in one stated order that no editing changes.

1. Each line earns by measure and by amount: for each unit and each of the rewarded, only the rules that name its
   product most closely (product, then category, then brand, then everything); several equally close ones all count.
2. Multipliers raise that, the highest alone or all added up, as the campaign says.
3. What one rule and its multipliers give is rounded once.
4. Fixed bonuses come on top and are not multiplied.
5. Caps cut, the narrowest first.
6. Of the person's points, a part goes to the company, if they share; what a clerk would get, to a distributor that
   keeps it.

An answer in time, or a participant who was brought, has rules of its own; they give fixed sums, and caps cut them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from campaigns.rules import bonuses, capping
from campaigns.rules.earning import Multiplying, earned
from campaigns.rules.facts import ALWAYS_THERE, ClaimFacts, Holder, LineFacts, Occasion, TallyKey
from campaigns.rules.goods import Goods
from campaigns.rules.outcome import Given, Outcome
from campaigns.rules.scoping import content, names_conditions, reaches_minimum, speaks_of
from campaigns.rules.sharing import kept_by_firm, shared
from campaigns.rules.terms import (
    BONUS,
    EARNING,
    Cap,
    Multiplier,
    PerAmount,
    PerClaim,
    PerDecision,
    PerEnrolment,
    PerMeasure,
    PerSet,
    Policy,
    RuleTerms,
    Steps,
)

_SERVICE = {Occasion.DECISION: PerDecision, Occasion.ENROLMENT: PerEnrolment}


class Rules:
    """The rules in force for a campaign at one moment. Sorted once, then asked for any number of claims."""

    def __init__(self, terms: Iterable[RuleTerms], policy: Policy = Policy()) -> None:  # noqa: B008 - it is frozen
        self.policy = policy
        self.terms = sorted(terms, key=content)

    @cached_property
    def _earning(self) -> list[RuleTerms]:
        return [rule for rule in self.terms if isinstance(rule.effect, EARNING)]

    @cached_property
    def _goods(self) -> Goods:
        return Goods(self.terms)

    @cached_property
    def _unconditional(self) -> frozenset[int]:
        """The ids of rules that any claim can be spoken of by: most are, and need not be asked each time."""
        return frozenset(rule.rule_id for rule in self.terms if _always_holds(rule))

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
        asked = self._bonuses if claim.occasion == Occasion.CLAIM else ()
        keys = [key for rule in asked if self._can_hold(rule, claim) and (key := bonuses.key_of(rule, claim))]
        for cap in self._caps_for(claim):
            keys += capping.keys_of(cap, claim)
        return sorted(set(keys))

    def sets_for(self, claim: ClaimFacts) -> dict[str, Holder]:
        """The lineages of rules for sets that may use what earlier claims left over, and whose claims those are."""
        if claim.occasion != Occasion.CLAIM:
            return {}
        return {
            rule.lineage: rule.rewards
            for rule in self._bonuses
            if isinstance(rule.effect, PerSet) and rule.effect.within_days is not None and self._can_hold(rule, claim)
        }

    def award(self, claim: ClaimFacts) -> Outcome:
        """Everything that the rules give for the claim (nothing for no lines), or for its other occasion."""
        outcome = Outcome()
        if claim.occasion != Occasion.CLAIM:
            self._serve(claim, outcome)
        elif claim.lines:
            self._buy(claim, outcome)
        if outcome.given:
            capping.capped(self._caps_for(claim), claim, outcome)
        outcome.given = list(kept_by_firm(shared(outcome.given, claim.company_share), claim.staff_rewards))
        return outcome

    def _serve(self, claim: ClaimFacts, outcome: Outcome) -> None:
        for rule in self.terms:
            if isinstance(rule.effect, _SERVICE[claim.occasion]) and self._can_hold(rule, claim):
                assert isinstance(rule.effect, PerDecision | PerEnrolment)
                bonuses.service(rule, rule.effect, outcome, self.policy.rounding)

    def _buy(self, claim: ClaimFacts, outcome: Outcome) -> None:
        covered = self._goods.covered(claim)
        multipliers = self._holding_multipliers(claim, covered)
        for rule in self._earning:
            if lines := covered.get(rule.rule_id):
                outcome.given += self._earned(rule, lines, multipliers, claim)
        for rule in self._bonuses:
            if lines := covered.get(rule.rule_id):
                self._bonus(rule, lines, claim, outcome)

    def _caps_for(self, claim: ClaimFacts) -> list[RuleTerms]:
        return [cap for cap in self._caps if self._can_hold(cap, claim)]

    def _earned(
        self, rule: RuleTerms, lines: Sequence[LineFacts], multipliers: Iterable[Multiplying], claim: ClaimFacts
    ) -> Iterator[Given]:
        if not self._holds(rule, lines, claim):
            return
        lines = [line for line in lines if not self._is_named_closer(rule, line, claim)]
        alike = [one for one in multipliers if one.rule.unit == rule.unit and one.rule.rewards == rule.rewards]
        policy = self.policy
        assert isinstance(rule.effect, PerMeasure | PerAmount)
        yield from earned(rule, rule.effect, lines, alike, stacking=policy.stacking, rounding=policy.rounding)

    def _is_named_closer(self, rule: RuleTerms, line: LineFacts, claim: ClaimFacts) -> bool:
        """Whether another rule names the line's goods more closely.

        It does so whether its own minimum is reached or not: a bigger purchase must not earn less than a small one.
        """
        closer = self._goods.closer(rule, line)
        return bool(closer) and any(speaks_of(other.scope, claim) for other in closer)

    def _holding_multipliers(self, claim: ClaimFacts, covered: Mapping[int, Sequence[LineFacts]]) -> list[Multiplying]:
        found = []
        for one in self._multipliers:
            lines = covered.get(one.rule_id, ())
            if self._holds(one, lines, claim):
                assert isinstance(one.effect, Multiplier)
                found.append(Multiplying(one, one.effect.factor, frozenset(line.product_id for line in lines)))
        return found

    def _bonus(self, rule: RuleTerms, lines: Sequence[LineFacts], claim: ClaimFacts, outcome: Outcome) -> None:
        if not self._holds(rule, lines, claim):
            return
        rounding = self.policy.rounding
        match rule.effect:
            case PerClaim():
                bonuses.per_claim(rule, rule.effect, claim, outcome, rounding)
            case PerSet():
                bonuses.sets(rule, rule.effect, lines, claim, outcome, rounding)
            case Steps():
                bonuses.steps(rule, rule.effect, lines, claim, outcome, rounding)

    def _holds(self, rule: RuleTerms, lines: Sequence[LineFacts], claim: ClaimFacts) -> bool:
        return bool(lines) and self._can_hold(rule, claim) and reaches_minimum(rule.scope, lines)

    def _can_hold(self, rule: RuleTerms, claim: ClaimFacts) -> bool:
        """Whether the rule speaks of the claim, and all are there whom it rewards or counts for."""
        if rule.rule_id in self._unconditional:
            return True
        there = claim.can_reward(rule.rewards) and all(claim.has(holder) for holder in _counted(rule))
        return there and speaks_of(rule.scope, claim)


def _counted(rule: RuleTerms) -> tuple[Holder, ...]:
    """Who has to be there besides whom the rule rewards: for whom it counts."""
    return (rule.effect.holder,) if isinstance(rule.effect, Cap | Steps) else ()


def _always_holds(rule: RuleTerms) -> bool:
    """Whether the rule says nothing of day, distributor or person, and needs nobody who may not be there."""
    return not names_conditions(rule.scope) and ALWAYS_THERE.issuperset((rule.rewards, *_counted(rule)))
