"""What is looked up once for many claims gives the same as asking every rule about every line of every claim."""

from dataclasses import fields, replace
from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules import Cap, Counted, LineFacts, Multiplier, PerAmount, Period, PerMeasure, Rules, wire
from campaigns.rules.capping import _key, _places, narrowest_first
from campaigns.rules.goods import Goods
from campaigns.rules.replaying import Replay
from campaigns.rules.scoping import closeness, covers
from tests.campaigns.rules.terms import ELBOW, claim, line, rule
from tests.campaigns.rules.test_properties import (
    caps,
    claims,
    every_claim,
    first_claim,
    multiplier,
    per_amount,
    per_measure,
    per_set,
    some_rules,
    steps,
)

any_rules = some_rules(per_measure, per_amount, multiplier, every_claim, first_claim, per_set, steps, caps)
several_claims = st.lists(claims, min_size=1, max_size=4)


@given(any_rules, several_claims)
def test_goods_are_covered_as_each_scope_says(rules, several):
    goods = Goods(rules)
    for one in several:
        asked = {rule.rule_id: [line for line in one.lines if covers(rule.scope, line)] for rule in rules}

        assert goods.covered(one) == {rule_id: lines for rule_id, lines in asked.items() if lines}


@given(any_rules, several_claims)
def test_who_names_goods_more_closely_is_known_for_each_line(rules, several):
    goods, earning = Goods(rules), [one for one in rules if isinstance(one.effect, PerMeasure | PerAmount)]
    bought = [one for several_lines in several for one in several_lines.lines]
    for one, mine in product(bought, earning):
        if covers(mine.scope, one):
            closer = [
                other
                for other in earning
                if closeness(other.scope) > closeness(mine.scope)
                and (other.unit, other.rewards) == (mine.unit, mine.rewards)
                and covers(other.scope, one)
            ]
            assert list(goods.closer(mine, one)) == closer


@given(any_rules, several_claims)
def test_rules_that_were_asked_before_answer_like_new_ones(rules, several):
    known = Rules(rules)
    for one in several:
        assert known.award(one) == Rules(rules).award(one)


@given(some_rules(per_measure, per_amount, every_claim), some_rules(caps), several_claims)
def test_caps_cut_line_by_line_as_they_say(rules, limits, several):
    limits = [replace(cap, rule_id=cap.rule_id + 100, lineage=f"cap-{cap.rule_id}") for cap in limits]
    replay, sums = Replay(Rules([*rules, *limits])), {}
    for one in several:
        expected = plainly_capped(Rules(rules).award(one).given, sorted(limits, key=narrowest_first), one, sums)

        found = replay.award(one, {})

        assert [(given.rule_id, given.product_id, given.quantity) for given in found.given] == expected


def plainly_capped(lines, limits, one, sums):
    """Every line on its own, and every sum as a number: no grouping, no look-up. Adds to the sums."""
    limits = [cap for cap in limits if Rules([cap])._can_hold(cap, one)]
    goods, left = {line.product_id: line for line in one.lines}, [line.quantity for line in lines]
    for cap in limits:
        room = {}
        for place in _places(cap, goods, lines):
            key = key_of(cap, one, lines[place])
            before = 0 if cap.effect.period == Period.CLAIM else sums.get(key, 0)
            room.setdefault(key, max(0, cap.effect.most - before))
            left[place] = min(left[place], room[key])
            room[key] -= left[place]
    for cap in limits:
        for place in _places(cap, goods, lines):
            key = key_of(cap, one, lines[place])
            sums[key] = sums.get(key, 0) + left[place]
    return [(line.rule_id, line.product_id, quantity) for line, quantity in zip(lines, left, strict=True)]


def key_of(cap, one, line):
    apart = (line.product_id or 0) if cap.effect.holder == "product" else 0
    return cap.rule_id, _key(cap, one, apart), apart


def test_every_field_of_a_line_comes_back_from_json():
    full = LineFacts(ELBOW, {"piece": Decimal("1.5")}, Decimal("2.50"), Decimal("3.10"), "fittings", "Nordpipe")
    assert all(getattr(full, field.name) != field.default for field in fields(LineFacts))

    for one in (full, LineFacts(ELBOW, {})):
        assert wire.facts_from_json(wire.to_json(claim(one))).lines == (one,)


def test_what_a_cap_counts_is_added_up_over_its_lines():
    limit = rule(9, Cap(1000, "participant", Period.MONTH))
    found = Rules([rule(1, PerMeasure(Decimal(5))), rule(2, Multiplier(Decimal(2))), limit]).award(
        claim(line(1, 3), line(2, 4))
    )

    assert list(found.tallies.values()) == [Counted(given=70)]
