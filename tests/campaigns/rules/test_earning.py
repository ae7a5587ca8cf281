"""What lines earn by measure and by amount."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.rules import CREDITS, Basis, Holder, Measure, PerAmount, PerClaim, PerMeasure, Rounding
from tests.campaigns.rules.terms import ELBOW, FRIDAY, PIPE, VALVE, awarded, claim, figures, line, only, rule

FIVE_A_PIECE = PerMeasure(Decimal(5))


def test_a_product_earns_its_points_for_each_piece():
    given = only(awarded(claim(line(ELBOW, 12)), rule(1, FIVE_A_PIECE, ELBOW)))

    assert (given.rule_id, given.quantity, given.counted, given.product_id) == (1, 60, Decimal(12), ELBOW)


def test_a_pipe_earns_by_the_metre_however_many_coils_it_comes_in():
    by_metre = PerMeasure(Decimal(2), measure=Measure.METRE)

    assert only(awarded(claim(line(PIPE, 2, metre=200)), rule(1, by_metre, PIPE))).quantity == 400


def test_a_product_without_the_measure_earns_nothing_by_it():
    assert not awarded(claim(line(PIPE, 2)), rule(1, PerMeasure(Decimal(2), measure=Measure.METRE))).given


def test_two_lines_of_one_product_are_counted_together():
    given = only(awarded(claim(line(ELBOW, "1.5"), line(ELBOW, "1.5")), rule(1, FIVE_A_PIECE, ELBOW)))

    assert (given.quantity, given.counted) == (15, Decimal("3.0"))


def test_a_broken_unit_earns_nothing_unless_shares_count():
    facts = claim(line(PIPE, "0.9"))

    assert not awarded(facts, rule(1, FIVE_A_PIECE, PIPE)).given
    assert only(awarded(facts, rule(1, PerMeasure(Decimal(5), shares=True), PIPE))).quantity == 4


def test_a_product_that_no_rule_names_earns_nothing():
    assert not awarded(claim(line(VALVE, 4)), rule(1, FIVE_A_PIECE, ELBOW)).given


def test_an_amount_earns_only_for_each_full_step():
    assert only(awarded(claim(line(PIPE, 10, "299.99")), rule(1, PerAmount(Decimal(2), Decimal(100))))).quantity == 4


def test_amounts_are_added_up_before_steps_are_counted_and_each_product_has_its_share():
    facts = claim(line(ELBOW, 1, "60"), line(PIPE, 1, "90"))

    outcome = awarded(facts, rule(1, PerAmount(Decimal(10), Decimal(100))))

    assert [(one.product_id, one.quantity) for one in outcome.given] == [(ELBOW, 4), (PIPE, 6)]


def test_net_and_gross_are_told_apart():
    facts = claim(line(PIPE, 1, "100", gross=Decimal(123)))

    assert only(awarded(facts, rule(1, PerAmount(Decimal(1), Decimal(1))))).quantity == 100
    assert only(awarded(facts, rule(1, PerAmount(Decimal(1), Decimal(1), Basis.GROSS)))).quantity == 123


def test_a_line_without_an_amount_counts_as_nothing_paid():
    assert not awarded(claim(line(PIPE, 10)), rule(1, PerAmount(Decimal(2), Decimal(100)))).given


def test_the_rule_that_names_its_goods_most_closely_counts():
    rules = [
        rule(1, PerMeasure(Decimal(1))),
        rule(2, PerMeasure(Decimal(2)), brands=frozenset({"Nurtia"})),
        rule(3, PerMeasure(Decimal(3)), categories=frozenset({"fittings"})),
        rule(4, PerMeasure(Decimal(4)), ELBOW),
    ]
    facts = claim(
        line(ELBOW, 1, category="fittings", brand="Nurtia"),
        line(VALVE, 1, category="fittings", brand="Nurtia"),
        line(PIPE, 1, brand="Nurtia"),
        line(9, 1),
    )

    assert sorted(figures(awarded(facts, *rules))) == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_two_rules_that_name_a_product_equally_closely_both_count():
    rules = [rule(1, FIVE_A_PIECE, ELBOW), rule(2, PerMeasure(Decimal(3)), ELBOW)]

    assert awarded(claim(line(ELBOW, 2)), *rules).total("points") == 16


def test_units_and_the_rewarded_count_apart():
    rules = [
        rule(1, FIVE_A_PIECE, ELBOW),
        rule(2, PerAmount(Decimal(1), Decimal(50)), unit=CREDITS),
        rule(3, PerMeasure(Decimal(1)), rewards=Holder.CLERK),
    ]

    outcome = awarded(claim(line(ELBOW, 2, "100"), has_clerk=True), *rules)

    assert (outcome.total("points"), outcome.total(CREDITS), outcome.total("points", Holder.CLERK)) == (10, 2, 2)


def test_nobody_is_rewarded_who_is_not_there():
    facts = claim(line(ELBOW, 2))

    for absent in (Holder.CLERK, Holder.COMPANY, Holder.DISTRIBUTOR):
        assert not awarded(facts, rule(1, FIVE_A_PIECE, rewards=absent)).given


@pytest.mark.parametrize(
    ("scope", "holds"),
    [
        ({"weekdays": frozenset({FRIDAY.weekday()})}, True),
        ({"weekdays": frozenset({5, 6})}, False),
        ({"bought_from": FRIDAY, "bought_until": FRIDAY}, True),
        ({"bought_from": date(2026, 11, 28)}, False),
        ({"bought_until": date(2026, 11, 26)}, False),
        ({"distributors": frozenset({7})}, True),
        ({"distributors": frozenset({8})}, False),
        ({"segments": frozenset({"gold", "new"})}, True),
        ({"segments": frozenset({"gold"})}, False),
        ({"certificates": frozenset({"heat pumps"})}, True),
        ({"certificates": frozenset({"gas"})}, False),
        ({"days_after_enrolment": 30}, True),
        ({"days_after_enrolment": 25}, False),
        ({"minimum": Decimal(100)}, True),
        ({"minimum": Decimal("100.01")}, False),
        ({"minimum": Decimal(123), "minimum_basis": Basis.GROSS}, True),
    ],
)
def test_everything_that_a_scope_states_must_hold(scope: dict, holds: bool):
    facts = claim(
        line(ELBOW, 1, "100", gross=Decimal(123)),
        distributor_id=7,
        segments=frozenset({"new"}),
        certificates=frozenset({"heat pumps"}),
        enrolled_on=date(2026, 11, 1),
    )

    assert bool(awarded(facts, rule(1, FIVE_A_PIECE, **scope)).given) is holds


def test_a_purchase_before_joining_is_no_purchase_after_it():
    facts = claim(line(ELBOW, 1), enrolled_on=date(2026, 12, 1))

    assert not awarded(facts, rule(1, FIVE_A_PIECE, days_after_enrolment=30)).given


def test_a_fraction_is_rounded_once_as_the_campaign_says():
    half = rule(1, PerMeasure(Decimal("0.5")), ELBOW)

    assert only(awarded(claim(line(ELBOW, 3)), half)).quantity == 1
    assert only(awarded(claim(line(ELBOW, 3)), half, rounding=Rounding.HALF_UP)).quantity == 2


def test_nothing_is_given_for_no_lines():
    assert not awarded(claim(), rule(1, PerClaim(Decimal(3)))).given
