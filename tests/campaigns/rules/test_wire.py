"""Rules and facts as JSON and back."""

import json
from datetime import date
from decimal import Decimal

import pytest

from campaigns.rules import (
    Basis,
    Cap,
    Effect,
    Holder,
    Measure,
    Multiplier,
    PerAmount,
    PerClaim,
    PerDecision,
    PerEnrolment,
    Period,
    PerMeasure,
    PerSet,
    Policy,
    Rounding,
    Scope,
    SetMember,
    SetPart,
    Stacking,
    Steps,
    Tally,
    TallyKey,
    wire,
)
from tests.campaigns.rules.terms import ELBOW, FRIDAY, claim, line

EFFECTS = [
    PerMeasure(Decimal("0.5"), Decimal(10), Measure.METRE, shares=True),
    PerAmount(Decimal(2), Decimal(100), Basis.GROSS),
    PerClaim(Decimal(5), number=1),
    PerSet(Decimal(9), (SetMember(frozenset({3, 1}), Decimal(2)),), within_days=30),
    Steps(((Decimal(5), Decimal(7)),), Basis.NET, Period.QUARTER, Holder.COMPANY, over_baseline=True),
    Steps(((Decimal(5), Decimal(7)),), Measure.LITRE, Period.YEAR),
    Multiplier(Decimal("1.5")),
    Cap(500, Holder.PRODUCT, Period.MONTH),
    PerDecision(Decimal(2)),
    PerEnrolment(Decimal(50)),
]


def through_json(told: object) -> object:
    return json.loads(json.dumps(told))


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: type(effect).__name__)
def test_an_effect_comes_back_as_it_was(effect: Effect):
    told = wire.effect_to_json(effect)

    assert told["kind"] == wire.KINDS[type(effect)]
    assert wire.effect_from_json(through_json(told)) == effect


def test_every_kind_of_effect_is_tried_here():
    assert {type(effect) for effect in EFFECTS} == set(wire.KINDS)


def test_a_scope_comes_back_and_leaves_out_what_it_does_not_state():
    scope = Scope(products=frozenset({9, 2}), bought_from=FRIDAY, minimum=Decimal("10.50"), minimum_basis=Basis.GROSS)
    told = wire.to_json(scope)

    assert told == {
        "products": [2, 9],
        "bought_from": "2026-11-27",
        "minimum": "10.50",
        "minimum_basis": "gross",
    }
    assert wire.scope_from_json(through_json(told)) == scope
    assert wire.scope_from_json({}) == Scope()


def test_a_policy_comes_back():
    policy = Policy(Stacking.ADDED, Rounding.HALF_UP)

    assert wire.policy_from_json(through_json(wire.to_json(policy))) == policy


def test_the_facts_of_a_claim_come_back():
    facts = claim(
        line(ELBOW, "1.5", "12.30", gross=Decimal("15.13"), category="fittings"),
        distributor_id=7,
        segments=frozenset({"new", "gold"}),
        enrolled_on=date(2026, 1, 2),
        has_company=True,
        tallies={TallyKey("a", Holder.PRODUCT, "2026-11", ELBOW): Tally(Decimal("2.5"), 40)},
        set_parts={"b": (SetPart(8, ELBOW, FRIDAY, Decimal(3)),)},
        baselines={"c": Decimal(1000)},
    )

    assert wire.facts_from_json(through_json(wire.to_json(facts))) == facts


@pytest.mark.parametrize(
    "told", [{}, {"kind": "per-wish", "gives": "5"}, {"kind": "cap"}, {"kind": "per-measure", "gives": "x"}]
)
def test_what_is_no_rule_is_refused(told: dict):
    with pytest.raises(Exception):  # noqa: B017 - which one is the library's business
        wire.effect_from_json(told)
