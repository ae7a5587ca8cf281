"""What no set of rules may break, tried on many made at random."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.rules import (
    BUDGET,
    Basis,
    Cap,
    ClaimFacts,
    Effect,
    Given,
    Holder,
    LineFacts,
    Measure,
    Multiplier,
    Outcome,
    PerAmount,
    PerClaim,
    Period,
    PerMeasure,
    PerSet,
    Policy,
    Rounding,
    Rules,
    RuleTerms,
    Scope,
    SetMember,
    Stacking,
    Steps,
    Tally,
    TallyKey,
)
from tests.campaigns.rules.terms import FRIDAY

PRODUCTS = (1, 2, 3, 4)

small = st.decimals(min_value=0, max_value=30, places=1)
gives = st.decimals(min_value=Decimal("0.1"), max_value=20, places=1)
each = st.decimals(min_value=Decimal("0.1"), max_value=15, places=1)
some_products = st.frozensets(st.sampled_from(PRODUCTS), max_size=2)

lines = st.builds(
    lambda product, pieces, metres, net, gross: LineFacts(
        product, {"piece": pieces, "metre": metres}, net, gross, category="pipes" if product > 2 else "", brand="N"
    ),
    st.sampled_from(PRODUCTS),
    small,
    small,
    st.none() | small,
    small,
)
claims = st.builds(
    ClaimFacts,
    st.lists(lines, max_size=5).map(tuple),
    st.sampled_from([FRIDAY, FRIDAY + timedelta(days=1)]),
    distributor_id=st.sampled_from([0, 7]),
    has_company=st.booleans(),
    has_clerk=st.booleans(),
)
scopes = st.builds(
    Scope,
    products=some_products,
    categories=st.sampled_from([frozenset(), frozenset({"pipes"})]),
    brands=st.sampled_from([frozenset(), frozenset({"N"})]),
    distributors=st.sampled_from([frozenset(), frozenset({7})]),
    weekdays=st.sampled_from([frozenset(), frozenset({FRIDAY.weekday()})]),
    minimum=st.sampled_from([Decimal(0), Decimal(20)]),
)
per_measure = st.builds(PerMeasure, gives, each, st.sampled_from([Measure.PIECE, Measure.METRE]), st.booleans())
per_amount = st.builds(PerAmount, gives, each, st.sampled_from(Basis), st.booleans())
multiplier = st.builds(Multiplier, st.sampled_from([Decimal("1.5"), Decimal(2), Decimal(3)]))
members = st.builds(SetMember, st.just(frozenset({1})), st.just(Decimal(2)))
per_set = st.builds(
    PerSet,
    gives,
    st.just((SetMember(frozenset({1}), Decimal(2)), SetMember(frozenset({3, 4}), Decimal(1)))),
    st.none(),
)
steps = st.builds(
    Steps,
    st.just(((Decimal(5), Decimal(7)), (Decimal(40), Decimal(50)))),
    st.sampled_from([Measure.PIECE, Basis.NET]),
    st.sampled_from([Period.MONTH, Period.CAMPAIGN]),
)
caps = st.builds(
    Cap,
    st.integers(0, 60),
    st.sampled_from([Holder.PARTICIPANT, Holder.PRODUCT, Holder.DISTRIBUTOR, Holder.CAMPAIGN]),
    st.sampled_from([Period.CLAIM, Period.MONTH, Period.CAMPAIGN]),
)
first_claim = st.builds(PerClaim, gives, st.sampled_from([1, 2]))
every_claim = st.builds(PerClaim, gives)
policies = st.builds(Policy, st.sampled_from(Stacking), st.sampled_from(Rounding))
rooms = st.dictionaries(st.sampled_from(["points", "credits"]), st.integers(0, 60))
rounding_down = st.builds(Policy, st.sampled_from(Stacking), st.just(Rounding.DOWN))


def some_rules(*effects: st.SearchStrategy[Effect]) -> st.SearchStrategy[list[RuleTerms]]:
    one = st.tuples(st.one_of(*effects), scopes, st.sampled_from(["points", "credits"]))
    return st.lists(one, max_size=6).map(
        lambda told: [
            RuleTerms(number, f"rule-{number}", effect, unit, scope)
            for number, (effect, scope, unit) in enumerate(told, start=1)
        ]
    )


UNCAPPED = (per_measure, per_amount, multiplier, per_set, steps, first_claim, every_claim)


def sums(rules: Rules, facts: ClaimFacts) -> dict[str, int]:
    outcome = rules.award(facts)
    return {unit: outcome.total(unit) for unit in ("points", "credits")}


@given(claims, some_rules(*UNCAPPED), policies, st.integers(0, 4), small)
def test_more_never_earns_less(facts: ClaimFacts, terms: list[RuleTerms], policy: Policy, place: int, more: Decimal):
    if place >= len(facts.lines):
        return
    line, rules = facts.lines[place], Rules(terms, policy)
    grown = replace(
        line,
        measures={name: count + more for name, count in line.measures.items()},
        net=None if line.net is None else line.net + more,
        gross=(line.gross or 0) + more,
    )
    lines = (*facts.lines[:place], grown, *facts.lines[place + 1 :])
    before, after = sums(rules, facts), sums(rules, replace(facts, lines=lines))

    assert all(after[unit] >= before[unit] for unit in before)


@given(claims, some_rules(per_measure, per_amount, multiplier, per_set), rounding_down, st.integers(0, 5))
def test_splitting_an_invoice_never_earns_more(facts: ClaimFacts, terms: list[RuleTerms], policy: Policy, cut: int):
    """Rules that count claims, and rounding up, are stated exceptions."""
    rules = Rules(terms, policy)
    whole = sums(rules, facts)
    first, second = (sums(rules, replace(facts, lines=part)) for part in (facts.lines[:cut], facts.lines[cut:]))

    assert all(first[unit] + second[unit] <= whole[unit] for unit in whole)


@given(claims, some_rules(*UNCAPPED, caps), policies, st.randoms())
def test_the_order_of_the_rules_changes_nothing(facts: ClaimFacts, terms: list[RuleTerms], policy: Policy, chance):
    mixed = list(terms)
    chance.shuffle(mixed)

    assert Rules(mixed, policy).award(facts) == Rules(terms, policy).award(facts)


@given(claims, some_rules(*UNCAPPED, caps), policies)
def test_asking_twice_answers_the_same_and_every_line_gives_something_or_was_cut(
    facts: ClaimFacts, terms: list[RuleTerms], policy: Policy
):
    rules = Rules(terms, policy)
    outcome = rules.award(facts)

    assert outcome == rules.award(facts)
    assert all(0 <= one.quantity <= one.full > 0 for one in outcome.given)
    assert all((one.quantity < one.full) == bool(one.capped_by) for one in outcome.given)


@given(claims, some_rules(*UNCAPPED), some_rules(caps), policies, rooms)
def test_caps_and_budgets_only_lower_lines_and_make_none_vanish(
    facts: ClaimFacts, terms: list[RuleTerms], limits: list[RuleTerms], policy: Policy, room: dict[str, int]
):
    limits = [replace(cap, rule_id=cap.rule_id + 100, lineage=f"cap-{cap.rule_id}") for cap in limits]
    free = Rules(terms, policy).award(facts).given

    cut = Rules([*terms, *limits], policy).award(replace(facts, room=room))

    assert [as_if_uncut(one) for one in cut.given] == free
    assert all(cut.sums().get(unit, 0) <= most for unit, most in room.items())
    assert cut.budget_left() == {unit: room[unit] for unit in short_of_budget(cut)}


def as_if_uncut(one: Given) -> Given:
    return one._replace(quantity=one.full, capped_by=())


def short_of_budget(outcome: Outcome) -> set[str]:
    return {one.unit for one in outcome.given if BUDGET in one.capped_by}


@given(st.lists(claims, max_size=4), some_rules(*UNCAPPED, caps), policies)
@settings(max_examples=200)
def test_no_cap_is_passed_by_claims_one_after_another(
    several: Sequence[ClaimFacts], terms: list[RuleTerms], policy: Policy
):
    rules, tallies = Rules(terms, policy), defaultdict(Tally)
    for facts in several:
        asked = rules.tallies_for(facts)
        outcome = rules.award(replace(facts, tallies={key: tallies[key] for key in asked}))
        for key, added in outcome.tallies.items():
            assert key in asked, "a sum that was not locked"
            was = tallies[key]
            tallies[key] = Tally(was.counted + added.counted, was.given + added.given)
    most = {rule.lineage: rule.effect.most for rule in terms if isinstance(rule.effect, Cap)}

    assert all(tally.given <= most[key.lineage] for key, tally in tallies.items() if key.lineage in most)


@given(st.lists(lines, max_size=6).map(tuple), some_rules(steps), st.integers(0, 6))
def test_steps_give_the_same_by_one_claim_or_by_two(bought: tuple[LineFacts, ...], terms: list[RuleTerms], cut: int):
    terms = [replace(rule, scope=replace(rule.scope, minimum=Decimal(0))) for rule in terms]
    rules, day = Rules(terms), date(2026, 11, 3)
    whole = rules.award(ClaimFacts(bought, day))
    first = rules.award(ClaimFacts(bought[:cut], day))
    tallies: dict[TallyKey, Tally] = {key: Tally(one.counted, one.given) for key, one in first.tallies.items()}
    second = rules.award(ClaimFacts(bought[cut:], day, tallies=tallies))

    for unit in ("points", "credits"):
        assert first.total(unit) + second.total(unit) == whole.total(unit)
