"""Fixed bonuses: per claim, n-th claim, sets, steps of a period."""

from datetime import date, timedelta
from decimal import Decimal

from campaigns.rules import (
    Basis,
    Counted,
    Holder,
    Measure,
    PerClaim,
    Period,
    PerSet,
    SetMember,
    SetPart,
    Steps,
    Tally,
    TallyKey,
)
from tests.campaigns.rules.terms import ELBOW, FRIDAY, PIPE, VALVE, awarded, claim, figures, line, only, rule

SYSTEM = PerSet(
    Decimal(100), (SetMember(frozenset({ELBOW, VALVE}), Decimal(2)), SetMember(frozenset({PIPE}), Decimal(1)))
)
QUARTER = Steps(((Decimal(10), Decimal(50)), (Decimal(20), Decimal(100))), Measure.PIECE, Period.QUARTER)
THIS_QUARTER = TallyKey("rule-1", Holder.PARTICIPANT, "2026-Q4")


def test_a_claim_earns_its_bonus_once_however_many_lines_it_has():
    given = only(awarded(claim(line(ELBOW, 1), line(VALVE, 9)), rule(1, PerClaim(Decimal(3)))))

    assert (given.quantity, given.counted, given.product_id) == (3, Decimal(1), None)


def test_only_the_stated_number_of_claim_earns():
    third = rule(1, PerClaim(Decimal(30), number=3))
    key = TallyKey("rule-1", Holder.PARTICIPANT, Period.CAMPAIGN)

    for before, earns in ((0, []), (2, [(1, 30)]), (3, [])):
        outcome = awarded(claim(line(ELBOW, 1), tallies={key: Tally(Decimal(before))}), third)
        assert figures(outcome) == earns
        assert outcome.tallies == {key: Counted(Decimal(1))}


def test_a_claim_without_the_goods_is_not_counted():
    assert awarded(claim(line(PIPE, 1)), rule(1, PerClaim(Decimal(30), number=1), ELBOW)).tallies == {}


def test_a_set_counts_units_of_any_of_its_products():
    given = only(awarded(claim(line(ELBOW, 3), line(VALVE, 1), line(PIPE, 5)), rule(1, SYSTEM)))

    assert (given.quantity, given.counted) == (200, Decimal(2))


def test_an_incomplete_set_gives_nothing_and_is_not_remembered_without_days():
    outcome = awarded(claim(line(ELBOW, 3)), rule(1, SYSTEM))

    assert outcome.given == []
    assert outcome.parts == {}


def within(days: int) -> PerSet:
    return PerSet(SYSTEM.gives, SYSTEM.members, within_days=days)


def test_what_a_set_left_over_waits_for_the_next_claim():
    outcome = awarded(claim(line(ELBOW, 3), line(PIPE, 1)), rule(1, within(30)))

    assert figures(outcome) == [(1, 100)]
    assert outcome.parts == {
        "rule-1": [SetPart(0, ELBOW, FRIDAY, Decimal(1)), SetPart(0, PIPE, FRIDAY, Decimal(0))],
    }


def test_a_set_is_completed_by_an_earlier_claim_and_uses_its_oldest_units_first():
    earlier = (
        SetPart(71, ELBOW, FRIDAY - timedelta(days=20), Decimal(1)),
        SetPart(72, ELBOW, FRIDAY - timedelta(days=10), Decimal(5)),
    )

    outcome = awarded(claim(line(PIPE, 1), set_parts={"rule-1": earlier}), rule(1, within(30)))

    assert figures(outcome) == [(1, 100)]
    assert outcome.used == {71: Decimal(1), 72: Decimal(1)}
    assert outcome.parts == {"rule-1": [SetPart(0, PIPE, FRIDAY, Decimal(0))]}


def test_units_further_apart_make_no_set():
    earlier = (SetPart(71, ELBOW, FRIDAY - timedelta(days=31), Decimal(9)),)

    assert not awarded(claim(line(PIPE, 1), set_parts={"rule-1": earlier}), rule(1, within(30))).given


def test_a_late_claim_of_an_earlier_purchase_still_completes_a_set():
    later = (SetPart(71, ELBOW, FRIDAY + timedelta(days=30), Decimal(2)),)

    assert figures(awarded(claim(line(PIPE, 1), set_parts={"rule-1": later}), rule(1, within(30)))) == [(1, 100)]


def test_units_before_and_after_the_claim_must_still_be_near_each_other():
    apart = (
        SetPart(71, ELBOW, FRIDAY - timedelta(days=20), Decimal(1)),
        SetPart(72, ELBOW, FRIDAY + timedelta(days=20), Decimal(1)),
    )

    assert not awarded(claim(line(PIPE, 1), set_parts={"rule-1": apart}), rule(1, within(30))).given


def test_steps_count_on_over_the_claims_of_a_period():
    outcome = awarded(claim(line(ELBOW, 6), tallies={THIS_QUARTER: Tally(Decimal(5), 0)}), rule(1, QUARTER))

    assert figures(outcome) == [(1, 50)]
    assert outcome.tallies == {THIS_QUARTER: Counted(Decimal(6), 50)}


def test_a_step_that_was_paid_is_not_paid_again_and_two_can_be_reached_at_once():
    facts = claim(line(ELBOW, 9), tallies={THIS_QUARTER: Tally(Decimal(11), 50)})

    assert figures(awarded(facts, rule(1, QUARTER))) == [(1, 100)]
    assert figures(awarded(claim(line(ELBOW, 20)), rule(1, QUARTER))) == [(1, 150)]


def test_a_new_period_begins_at_nothing():
    facts = claim(line(ELBOW, 6), on=date(2027, 1, 2), tallies={THIS_QUARTER: Tally(Decimal(9), 0)})

    assert not awarded(facts, rule(1, QUARTER)).given


def test_a_target_is_counted_beyond_the_baseline():
    growth = Steps(((Decimal(100), Decimal(500)),), Basis.NET, Period.YEAR, over_baseline=True)

    for net, given in (("1099.99", []), ("1100.00", [(1, 500)])):
        facts = claim(line(ELBOW, 1, net), baselines={"rule-1": Decimal(1000)})
        assert figures(awarded(facts, rule(1, growth))) == given
