"""What rules give, as plain sums."""

from decimal import Decimal

from campaigns.rules import CREDITS, POINTS, Given, LineFacts, RuleTerms, award

ELBOW, VALVE, PIPE = 1, 2, 3


def line(product: int, quantity: str, amount: str | None = None) -> LineFacts:
    return LineFacts(product, Decimal(quantity), None if amount is None else Decimal(amount))


def rule(kind: str, quantity: int, *products: int, per: str | None = None, rule_id: int = 1) -> RuleTerms:
    per_amount = None if per is None else Decimal(per)
    return RuleTerms(rule_id, kind, quantity, per_amount, frozenset(products), "organizer")


def test_a_product_earns_its_points_for_each_unit():
    assert award([line(ELBOW, "12")], [rule("points-per-unit", 5, ELBOW)]) == [
        Given(1, POINTS, 60, Decimal(12), ELBOW, "organizer")
    ]


def test_two_lines_of_one_product_are_counted_together():
    given = award([line(ELBOW, "1.5"), line(ELBOW, "1.5")], [rule("points-per-unit", 5, ELBOW)])

    assert [(one.quantity, one.counted) for one in given] == [(15, Decimal("3.0"))]


def test_a_broken_unit_earns_nothing():
    assert award([line(PIPE, "0.9")], [rule("points-per-unit", 5, PIPE)]) == []


def test_a_product_that_no_rule_names_earns_nothing():
    assert award([line(VALVE, "4")], [rule("points-per-unit", 5, ELBOW)]) == []


def test_an_amount_earns_only_for_each_full_step():
    [given] = award([line(PIPE, "10", "299.99")], [rule("points-per-amount", 2, per="100")])

    assert (given.quantity, given.counted) == (4, Decimal("299.99"))


def test_a_line_without_an_amount_counts_as_nothing_paid():
    assert award([line(PIPE, "10")], [rule("points-per-amount", 2, per="100")]) == []


def test_a_rule_for_a_product_goes_before_the_rule_for_all():
    rules = [rule("points-per-unit", 5, ELBOW, rule_id=1), rule("points-per-amount", 1, per="10", rule_id=2)]

    given = award([line(ELBOW, "2", "100.00"), line(PIPE, "1", "50.00")], rules)

    assert [(one.rule_id, one.quantity) for one in given] == [(1, 10), (2, 5)]


def test_training_credits_count_apart_from_points():
    rules = [rule("points-per-unit", 5, ELBOW, rule_id=1), rule("credits-per-amount", 1, per="50", rule_id=2)]

    given = award([line(ELBOW, "2", "100.00")], rules)

    assert [(one.unit, one.quantity) for one in given] == [(POINTS, 10), (CREDITS, 2)]


def test_a_claim_earns_its_credits_once_however_many_lines_it_has():
    [given] = award([line(ELBOW, "1"), line(VALVE, "9")], [rule("credits-per-claim", 3)])

    assert (given.unit, given.quantity, given.counted) == (CREDITS, 3, Decimal(1))


def test_nothing_is_given_for_no_lines():
    assert award([], [rule("credits-per-claim", 3)]) == []
