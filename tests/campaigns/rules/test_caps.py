"""Caps: what is above is not given, and the line says which cap took how much."""

from decimal import Decimal
from itertools import permutations

import pytest

from campaigns.rules import BUDGET, CREDITS, Counted, Holder, PerClaim, Period, PerMeasure, Tally, TallyKey
from tests.campaigns.rules.terms import ELBOW, FRIDAY, PIPE, awarded, cap, claim, figures, line, only, rule

FIVE_A_PIECE = rule(1, PerMeasure(Decimal(5)))


def test_a_cap_cuts_and_says_so():
    given = only(awarded(claim(line(ELBOW, 30)), FIVE_A_PIECE, cap(2, 100, Holder.PARTICIPANT, Period.CLAIM)))

    assert (given.quantity, given.full, given.capped_by) == (100, 150, (2,))


def test_what_was_given_before_counts_and_is_counted_on():
    key = TallyKey("rule-2", Holder.PARTICIPANT, "2026-11")
    facts = claim(line(ELBOW, 30), tallies={key: Tally(given=40)})

    outcome = awarded(facts, FIVE_A_PIECE, cap(2, 100, Holder.PARTICIPANT, Period.MONTH))

    assert figures(outcome) == [(1, 60)]
    assert outcome.tallies == {key: Counted(given=60)}


def test_a_full_cap_gives_nothing_and_lowers_nothing():
    key = TallyKey("rule-2", Holder.COMPANY, "2026-W48")
    facts = claim(line(ELBOW, 3), has_company=True, tallies={key: Tally(given=140)})

    outcome = awarded(facts, FIVE_A_PIECE, cap(2, 100, Holder.COMPANY, Period.WEEK))

    assert outcome.giving == []
    assert outcome.tallies == {}


def test_what_loses_everything_stays_as_a_line_that_says_what_it_would_have_been():
    rules = (FIVE_A_PIECE, rule(3, PerClaim(Decimal(50))), cap(2, 150, Holder.PARTICIPANT, Period.CLAIM))

    outcome = awarded(claim(line(ELBOW, 30)), *rules, cap(4, 0, Holder.CAMPAIGN, Period.CLAIM, PIPE))

    assert figures(outcome) == [(1, 150), (3, 0)]
    assert (outcome.given[1].full, outcome.given[1].capped_by) == (50, (2,))
    assert outcome.given[:1] == outcome.giving


def test_a_cap_that_comes_later_takes_nothing_from_what_is_gone_already():
    rules = (cap(2, 0, Holder.PARTICIPANT, Period.CLAIM), cap(4, 0, Holder.CAMPAIGN, Period.CLAIM))

    given = only(awarded(claim(line(ELBOW, 3), room={"points": 0}), FIVE_A_PIECE, *rules))

    assert (given.quantity, given.full, given.capped_by) == (0, 15, (2,))


@pytest.mark.parametrize(("room", "left"), [(20, [(1, 15), (3, 5)]), (15, [(1, 15), (3, 0)]), (0, [(1, 0), (3, 0)])])
def test_a_firm_budget_cuts_and_says_how_much_it_had(room: int, left: list[tuple[int, int]]):
    rules = (FIVE_A_PIECE, rule(3, PerClaim(Decimal(50))))

    outcome = awarded(claim(line(ELBOW, 3), room={"points": room, "credits": 9}), *rules)

    assert figures(outcome) == left
    assert outcome.given[-1].capped_by == (BUDGET,)
    assert outcome.budget_left() == {"points": room}


def test_a_budget_that_cuts_only_what_others_get_is_nothing_to_the_participant():
    rules = (FIVE_A_PIECE, rule(3, PerClaim(Decimal(50)), rewards=Holder.CLERK))

    outcome = awarded(claim(line(ELBOW, 3), has_clerk=True, room={"points": 20}), *rules)

    assert figures(outcome) == [(1, 15), (3, 5)]
    assert (outcome.budget_left(), outcome.budget_left(Holder.CLERK)) == ({}, {"points": 20})


def test_a_cap_for_companies_says_nothing_of_somebody_without_one():
    outcome = awarded(claim(line(ELBOW, 30)), FIVE_A_PIECE, cap(2, 100, Holder.COMPANY, Period.CLAIM))

    assert figures(outcome) == [(1, 150)]


def test_each_product_has_a_cap_of_its_own():
    rules = (FIVE_A_PIECE, cap(2, 20, Holder.PRODUCT, Period.CAMPAIGN))
    facts = claim(line(ELBOW, 30), line(PIPE, 2))

    outcome = awarded(facts, *rules)

    assert sorted(figures(outcome)) == [(1, 10), (1, 20)]
    assert {key.product_id: counted.given for key, counted in outcome.tallies.items()} == {ELBOW: 20, PIPE: 10}


def test_a_cap_on_some_goods_leaves_others_and_fixed_bonuses_alone():
    rules = (FIVE_A_PIECE, rule(3, PerClaim(Decimal(50))), cap(2, 20, Holder.PARTICIPANT, Period.CLAIM, ELBOW))

    outcome = awarded(claim(line(ELBOW, 30), line(PIPE, 30)), *rules)

    assert sorted(figures(outcome)) == [(1, 20), (1, 150), (3, 50)]


def test_bonuses_lose_before_lines():
    rules = (FIVE_A_PIECE, rule(3, PerClaim(Decimal(50))), cap(2, 30, Holder.PARTICIPANT, Period.CLAIM))

    assert figures(awarded(claim(line(ELBOW, 5)), *rules)) == [(1, 25), (3, 5)]


def test_a_cap_on_points_leaves_credits_alone():
    rules = (rule(1, PerMeasure(Decimal(1)), unit=CREDITS), cap(2, 1, Holder.PARTICIPANT, Period.CLAIM))

    assert figures(awarded(claim(line(ELBOW, 5)), *rules)) == [(1, 5)]


def test_what_one_cap_took_is_not_counted_by_another():
    rules = (
        FIVE_A_PIECE,
        cap(2, 100, Holder.PARTICIPANT, Period.MONTH),
        cap(3, 500, Holder.CAMPAIGN, Period.CAMPAIGN),
    )

    outcome = awarded(claim(line(ELBOW, 30)), *rules)

    assert {key.holder: counted.given for key, counted in outcome.tallies.items()} == {
        Holder.PARTICIPANT: 100,
        Holder.CAMPAIGN: 100,
    }


def test_the_order_of_writing_caps_changes_nothing():
    rules = [
        FIVE_A_PIECE,
        cap(2, 40, Holder.PARTICIPANT, Period.CLAIM, ELBOW),
        cap(3, 50, Holder.PARTICIPANT, Period.CLAIM),
        cap(4, 30, Holder.PARTICIPANT, Period.MONTH, PIPE),
    ]
    facts = claim(line(ELBOW, 30), line(PIPE, 30))
    answers = [awarded(facts, *order) for order in permutations(rules)]

    assert all(answer.given == answers[0].given for answer in answers)


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (Period.DAY, "2026-11-27"),
        (Period.WEEK, "2026-W48"),
        (Period.MONTH, "2026-11"),
        (Period.QUARTER, "2026-Q4"),
        (Period.YEAR, "2026"),
        (Period.CAMPAIGN, "campaign"),
    ],
)
def test_a_period_is_named_by_the_day_of_purchase(period: Period, name: str):
    assert period.name_on(FRIDAY) == name
