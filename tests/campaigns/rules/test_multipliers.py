"""Multipliers: each adds its own line, in one stated way whatever the order of editing."""

from decimal import Decimal
from itertools import permutations

from campaigns.rules import Multiplier, PerAmount, PerClaim, PerMeasure, Rounding, Stacking
from tests.campaigns.rules.terms import ELBOW, PIPE, awarded, claim, figures, line, rule

FIVE_A_PIECE = rule(1, PerMeasure(Decimal(5)))
DOUBLE = rule(2, Multiplier(Decimal(2)), sponsor="distributor")
TRIPLE_ELBOWS = rule(3, Multiplier(Decimal(3)), ELBOW)


def test_a_multiplier_is_a_line_of_its_own_that_names_what_it_multiplied_and_who_pays():
    base, extra = awarded(claim(line(ELBOW, 24)), FIVE_A_PIECE, DOUBLE).given

    assert (base.quantity, base.sponsor) == (120, "organizer")
    assert (extra.quantity, extra.of_rule, extra.factor, extra.sponsor) == (120, 1, Decimal(2), "distributor")


def test_the_highest_of_several_counts():
    facts = claim(line(ELBOW, 1), line(PIPE, 1))

    outcome = awarded(facts, FIVE_A_PIECE, DOUBLE, TRIPLE_ELBOWS)

    assert sorted(figures(outcome)) == [(1, 5), (1, 5), (2, 5), (3, 10)]


def test_or_all_are_added_up():
    outcome = awarded(claim(line(ELBOW, 1)), FIVE_A_PIECE, DOUBLE, TRIPLE_ELBOWS, stacking=Stacking.ADDED)

    assert outcome.total("points") == 20  # once, once more, and twice more


def test_the_order_of_writing_rules_changes_nothing():
    rules = [FIVE_A_PIECE, DOUBLE, TRIPLE_ELBOWS, rule(4, PerAmount(Decimal(1), Decimal(7)), PIPE)]
    facts = claim(line(ELBOW, 3, "10"), line(PIPE, 4, "99"))

    for stacking in Stacking:
        answers = [awarded(facts, *order, stacking=stacking).given for order in permutations(rules)]
        assert all(answer == answers[0] for answer in answers)


def test_fixed_bonuses_are_not_multiplied():
    outcome = awarded(claim(line(ELBOW, 1)), rule(1, PerClaim(Decimal(50))), DOUBLE)

    assert figures(outcome) == [(1, 50)]


def test_a_multiplier_below_its_minimum_does_nothing():
    dear = rule(2, Multiplier(Decimal(2)), minimum=Decimal(500))

    assert awarded(claim(line(ELBOW, 2, "499")), FIVE_A_PIECE, dear).total("points") == 10
    assert awarded(claim(line(ELBOW, 2, "500")), FIVE_A_PIECE, dear).total("points") == 20


def test_a_rule_and_its_multipliers_are_rounded_together():
    facts = claim(line(ELBOW, 1))
    three_tenths, double = rule(1, PerMeasure(Decimal("0.3"))), rule(2, Multiplier(Decimal(2)))

    assert awarded(facts, three_tenths, double, rounding=Rounding.HALF_UP).total("points") == 1
    assert awarded(facts, three_tenths, double).total("points") == 0


def test_goods_of_several_factors_lose_no_step_to_each_other():
    """Nine and nine make one full ten, doubled; that one of them is tripled must not lower it."""
    by_ten = rule(1, PerAmount(Decimal(10), Decimal(10)))
    facts = claim(line(ELBOW, 1, "9"), line(PIPE, 1, "9"))

    assert awarded(facts, by_ten, DOUBLE).total("points") == 20
    assert awarded(facts, by_ten, DOUBLE, TRIPLE_ELBOWS).total("points") == 20


def test_goods_of_several_factors_are_each_multiplied_by_their_own():
    by_ten = rule(1, PerAmount(Decimal(10), Decimal(10)))
    facts = claim(line(ELBOW, 1, "10"), line(PIPE, 1, "10"))

    assert sorted(figures(awarded(facts, by_ten, DOUBLE, TRIPLE_ELBOWS))) == [(1, 10), (1, 10), (2, 10), (3, 20)]
