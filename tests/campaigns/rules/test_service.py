"""What partners earn by their service, and what becomes of what clerks earn: the same rules, other occasions."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules import (
    Cap,
    ClaimFacts,
    Holder,
    Occasion,
    PerClaim,
    PerDecision,
    PerEnrolment,
    Period,
    Policy,
    Rules,
    RuleTerms,
    StaffRewards,
    Tally,
    TallyKey,
    wire,
)
from tests.campaigns.rules.terms import ELBOW, FRIDAY, awarded, cap, claim, figures, line, only, rule
from tests.campaigns.rules.test_properties import (
    claims,
    every_claim,
    first_claim,
    gives,
    multiplier,
    per_amount,
    per_measure,
    per_set,
    policies,
    scopes,
    steps,
)

CLERK, FIRM = Holder.CLERK, Holder.DISTRIBUTOR

occasions = st.sampled_from(Occasion)
service = st.builds(PerDecision, gives) | st.builds(PerEnrolment, gives)
caps = st.builds(
    Cap,
    st.integers(0, 30),
    st.sampled_from([Holder.CLERK, Holder.DISTRIBUTOR, Holder.PARTICIPANT, Holder.CAMPAIGN]),
    st.sampled_from([Period.CLAIM, Period.MONTH, Period.CAMPAIGN]),
)
purchases = per_measure | per_amount | multiplier | per_set | steps | first_claim | every_claim


@st.composite
def rules(draw: st.DrawFn) -> list[RuleTerms]:
    effects = draw(st.lists(service | purchases | caps, max_size=6))
    return [_rule(draw, number, effect) for number, effect in enumerate(effects, start=1)]


def _rule(draw: st.DrawFn, number: int, effect) -> RuleTerms:
    partners, anybody = [CLERK, FIRM], [CLERK, FIRM, Holder.PARTICIPANT]
    rewards = draw(st.sampled_from(partners if isinstance(effect, PerDecision | PerEnrolment) else anybody))
    return RuleTerms(number, f"rule-{number}", effect, "points", draw(scopes), rewards)


@st.composite
def facts(draw: st.DrawFn) -> ClaimFacts:
    told = replace(draw(claims), distributor_id=7)
    return replace(told, occasion=draw(occasions), staff_rewards=draw(st.sampled_from(StaffRewards)))


def answer(**more: object) -> ClaimFacts:
    return claim(occasion=Occasion.DECISION, **{"distributor_id": 7, "has_clerk": True} | more)


def brought(**more: object) -> ClaimFacts:
    return claim(occasion=Occasion.ENROLMENT, **{"distributor_id": 7, "has_clerk": True} | more)


def sums(outcome) -> Counter[Holder]:
    found: Counter[Holder] = Counter()
    for one in outcome.given:
        found[one.rewards] += one.quantity
    return found


def test_an_answer_in_time_pays_the_clerk_a_fixed_sum():
    line = only(awarded(answer(), rule(1, PerDecision(Decimal(2)), rewards=CLERK)))

    assert (line.quantity, line.rewards, line.counted, line.product_id) == (2, CLERK, 1, None)


def test_each_occasion_has_rules_of_its_own():
    told = [
        rule(1, PerDecision(Decimal(2)), rewards=FIRM),
        rule(2, PerEnrolment(Decimal(50)), rewards=FIRM),
        rule(3, PerClaim(Decimal(7)), rewards=FIRM),
    ]

    assert figures(awarded(answer(), *told)) == [(1, 2)]
    assert figures(awarded(brought(), *told)) == [(2, 50)]
    assert figures(awarded(claim(line(ELBOW, 1), distributor_id=7), *told)) == [(3, 7)]


def test_where_no_clerk_answered_only_the_distributor_is_paid():
    told = [rule(1, PerDecision(Decimal(2)), rewards=CLERK), rule(2, PerDecision(Decimal(3)), rewards=FIRM)]

    assert figures(awarded(answer(has_clerk=False), *told)) == [(2, 3)]


@pytest.mark.parametrize(
    "scope",
    [
        {"distributors": frozenset({8})},
        {"weekdays": frozenset({0})},
        {"bought_from": FRIDAY + timedelta(days=1)},
        {"bought_until": FRIDAY - timedelta(days=1)},
    ],
    ids=lambda scope: next(iter(scope)),
)
def test_its_days_and_distributors_must_fit(scope: dict):
    assert not awarded(answer(), rule(1, PerDecision(Decimal(2)), rewards=FIRM, **scope)).given


def test_a_cap_of_the_month_counts_answers_together_with_what_claims_gave():
    told = [
        rule(1, PerDecision(Decimal(5)), rewards=CLERK),
        cap(2, 12, Holder.CLERK, Period.MONTH, rewards=CLERK),
    ]
    key = TallyKey("rule-2", Holder.CLERK, "2026-11")
    outcome = awarded(answer(tallies={key: Tally(given=10)}), *told)

    assert (only(outcome).quantity, only(outcome).full, only(outcome).capped_by) == (2, 5, (2,))
    assert outcome.tallies[key].given == 2
    assert Rules(told).tallies_for(answer()) == [key]


def test_a_firm_budget_cuts_answers_too():
    told = rule(1, PerDecision(Decimal(5)), rewards=CLERK)

    assert only(awarded(answer(room={"points": 3}), told)).quantity == 3


def test_what_the_firm_keeps_changes_hands_after_the_caps_of_its_clerk():
    told = [rule(1, PerClaim(Decimal(9)), rewards=CLERK), cap(2, 4, Holder.CLERK, Period.CLAIM, rewards=CLERK)]
    kept = replace(answer(), occasion=Occasion.CLAIM, lines=(line(ELBOW, 1),), staff_rewards=StaffRewards.DISTRIBUTOR)

    assert (only(awarded(kept, *told)).quantity, only(awarded(kept, *told)).rewards) == (4, FIRM)


def test_a_cap_on_what_one_clerk_can_give_others_holds_where_the_clerk_gets_nothing():
    told = [rule(1, PerClaim(Decimal(9))), cap(2, 4, Holder.CLERK, Period.CLAIM)]
    facts = claim(line(ELBOW, 1), distributor_id=7, has_clerk=True, staff_rewards=StaffRewards.NOBODY)

    assert only(awarded(facts, *told)).quantity == 4


@given(facts(), rules(), policies)
def test_service_pays_partners_only_and_never_more_than_once_for_each_rule(told, terms, policy: Policy):
    outcome = Rules(terms, policy).award(told)
    by_rule = {rule.rule_id: rule for rule in terms}

    for one in outcome.given:
        is_service = isinstance(by_rule[one.rule_id].effect, PerDecision | PerEnrolment)
        assert is_service == (told.occasion != Occasion.CLAIM)
        assert not is_service or one.rewards in (CLERK, FIRM)
    if told.occasion != Occasion.CLAIM:
        assert len({one.rule_id for one in outcome.given}) == len(outcome.given)
        assert all(one.quantity <= by_rule[one.rule_id].effect.gives + 1 for one in outcome.given)


@given(facts(), rules(), policies)
def test_a_distributor_that_keeps_rewards_changes_only_hands(told, terms, policy: Policy):
    asked = Rules(terms, policy)
    to_clerk, to_firm = (
        asked.award(replace(told, staff_rewards=to)) for to in (StaffRewards.CLERK, StaffRewards.DISTRIBUTOR)
    )
    before, after = sums(to_clerk), sums(to_firm)

    assert after[CLERK] == 0
    assert after[FIRM] == before[FIRM] + before[CLERK]
    assert after[Holder.PARTICIPANT] == before[Holder.PARTICIPANT]
    assert to_firm.tallies == to_clerk.tallies


@given(facts(), rules(), policies)
def test_where_clerks_may_get_nothing_nobody_else_gets_less(told, terms, policy: Policy):
    asked = Rules(terms, policy)
    before = sums(asked.award(replace(told, staff_rewards=StaffRewards.CLERK)))
    after = sums(asked.award(replace(told, staff_rewards=StaffRewards.NOBODY)))

    assert after[CLERK] == 0
    assert all(after[whom] >= before[whom] for whom in (FIRM, Holder.PARTICIPANT))


@given(facts(), rules(), policies)
def test_from_what_is_kept_it_can_be_computed_again(told, terms, policy: Policy):
    asked = Rules(terms, policy)

    assert asked.award(wire.facts_from_json(wire.to_json(told))) == asked.award(told)
