"""The registry of problems, and the finders that compare a claim with what is known beside it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from tests.builders.programs import NOON
from tests.verification.test_problems import CLEAN, TWIN
from verification.comparing import Difference, Differing
from verification.problems import KINDS, ClaimFacts, Weight, find_problems, kind_of, seen_by, weighed
from verification.problems.facts import ClerkHabit, Habits, Known, SaleFacts, Sent, Sums, Ties
from verification.problems.values import weight_of


def found(facts: ClaimFacts = CLEAN, **changes: object) -> dict[str, int]:
    return {problem.code: problem.points for problem in find_problems(replace(facts, **changes))}


def test_every_kind_says_all_that_there_is_to_say():
    assert all(kind.means and kind.shows and str(kind.act) for kind in KINDS.values())
    assert all(0 <= kind.points <= 100 for kind in KINDS.values())


@pytest.mark.parametrize(
    ("points", "weight"), [(0, Weight.NOTE), (9, Weight.NOTE), (10, Weight.DOUBT), (99, Weight.DOUBT), (100, "blocks")]
)
def test_points_have_a_word(points, weight):
    assert weight_of(points) == weight


def test_a_warning_of_reading_without_a_kind_of_its_own_is_a_note():
    assert kind_of("reading-blurred") == KINDS["reading"]
    with pytest.raises(KeyError):
        kind_of("blurred")


def test_a_claim_weighs_what_its_doubts_weigh_and_notes_weigh_nothing():
    problems = find_problems(replace(CLEAN, has_distributor=False, joined_on=date(2026, 12, 24)))

    assert {problem.code for problem in problems} == {"unknown-seller", "before-joining"}
    assert weighed(problems) == KINDS["unknown-seller"].points


def test_a_purchase_long_before_joining_is_only_worth_knowing():
    assert "before-joining" not in found(joined_on=date(2026, 12, 4))
    assert weight_of(found(joined_on=date(2026, 12, 5))["before-joining"]) is Weight.NOTE


# The document again.


def test_two_invoices_of_one_printer_do_not_accuse_each_other():
    near = replace(TWIN, by="picture")

    assert found(twins=(near,)) == {}
    assert found(twins=(replace(near, agrees=("issue_date",)),)) == {}
    assert "like-picture" in found(twins=(replace(near, agrees=("total",)),))


def test_a_persons_own_retry_and_a_colleague_are_no_strangers():
    assert found(twins=(replace(TWIN, is_same_person=True, is_colleague=True),)) == {"sent-before": 30}
    assert found(twins=(replace(TWIN, is_colleague=True),)) == {"colleague-claimed": 40}
    assert found(twins=(replace(TWIN, is_colleague=True, is_verified=True),)) == {"same-document": 100}


# Numbers.


def numbers(count: int, *, start: int = 400, key: str = "fv202611{:04}", per_day: int = 10) -> tuple[Known, ...]:
    first = date(2026, 11, 1)
    return tuple(Known(key.format(start + at), first + timedelta(days=at // per_day)) for at in range(count))


MINE = {"number_key": "fv2026110457", "issue_date": date(2026, 11, 6)}


def test_a_number_like_the_sellers_others_is_usual():
    assert found(**MINE, known_numbers=numbers(80)) == {}


def test_a_number_of_another_shape_is_a_doubt_with_an_example():
    (problem,) = find_problems(replace(CLEAN, number_key="a77", known_numbers=numbers(80)))

    assert (problem.code, problem.facts) == ("number-shape", ("document_number",))
    assert "FV2026110470" in problem.text


@pytest.mark.parametrize(
    "quiet",
    [
        {"known_numbers": numbers(29)},
        {"known_numbers": numbers(80), "document_type": "receipt"},
        {"known_numbers": (*numbers(20), *numbers(9, key="wz{}"), *numbers(9, key="k{}x"), *numbers(9, key="kor{}"))},
        {"known_numbers": numbers(80), "number_key": "fv20261110457"},
    ],
    ids=["too few known", "a till's own numbers", "too many shapes to be a rule", "one digit more"],
)
def test_the_shape_of_a_number_keeps_quiet(quiet):
    assert "number-shape" not in found(**{"number_key": "a77"} | quiet)


@pytest.mark.parametrize(("day", "speaks"), [(date(2026, 10, 30), False), (date(2026, 10, 29), True)])
def test_a_number_among_numbers_of_other_days_is_a_doubt(day, speaks):
    known = numbers(80)

    assert ("number-sequence" in found(**MINE | {"issue_date": day}, known_numbers=known)) is speaks


def test_a_number_far_later_than_those_after_it_is_a_doubt():
    assert "number-sequence" in found(**MINE | {"issue_date": date(2026, 11, 20)}, known_numbers=numbers(80))


def test_the_newest_number_has_nothing_after_it_that_could_contradict():
    late = {"number_key": "fv2026110999", "issue_date": date(2026, 11, 19)}

    assert found(**late, known_numbers=numbers(80)) == {}


def test_numbers_that_do_not_grow_with_the_days_say_nothing():
    mixed = tuple(replace(one, issued_on=date(2026, 1 + at % 9, 1)) for at, one in enumerate(numbers(80)))

    assert "number-sequence" not in found(**MINE | {"issue_date": date(2026, 11, 20)}, known_numbers=mixed)


def test_one_wrong_neighbour_accuses_nobody():
    known = [replace(one, issued_on=date(2026, 2, 1)) if one.key == "fv2026110458" else one for one in numbers(80)]

    assert found(**MINE, known_numbers=tuple(known)) == {}


# Reading.


def test_a_code_that_contradicts_the_print_is_more_than_a_note():
    warnings = (("sources-disagree", "Two sources do not say the same. Please check.", None),)

    assert found(warnings=warnings, disputed=("total",)) == {"reading-sources-disagree": 9}
    assert found(warnings=warnings, disputed=("total",), contradicted=("total",)) == {"code-contradicts-print": 50}


def sums(net: str, tax: str, total: str = "123.00") -> Sums:
    return Sums(Decimal(net), Decimal(tax), Decimal(total))


def test_net_and_tax_make_the_total_but_for_rounding():
    assert found(sums=sums("100.00", "23.00")) == {}
    assert found(sums=sums("100.00", "23.04")) == {}
    assert "sums-differ" in found(sums=sums("100.00", "32.00"))


# The sale.


def differing(what: Difference, claimed: str = "", sold: str = "", position: int | None = None) -> SaleFacts:
    return SaleFacts((Differing(what, claimed, sold, position),))


@pytest.mark.parametrize("what", list(Difference))
def test_every_difference_from_the_sale_is_a_problem_in_words(what):
    sale = differing(what, "2026-11-04", "2026-11-05", 1)

    (problem,) = find_problems(replace(CLEAN, sale=sale))

    assert problem.code == f"sale-{what}"
    assert "%" not in problem.text and problem.text


def test_the_sales_total_is_written_as_money():
    (problem,) = find_problems(replace(CLEAN, sale=differing(Difference.TOTAL, "1284.50", "1248.50")))

    assert problem.text == "In the sales file the total is PLN\xa01,248.50."


def test_a_sale_that_proves_the_claim_settles_doubts_over_reading_and_no_others():
    facts = replace(CLEAN, reading_state="unreadable", read={"total": "1.00"}, has_distributor=False)
    proved = replace(facts, sale=SaleFacts((), proves=True))

    assert found(facts) == {"unreadable": 20, "differs-total": 40, "unknown-seller": 30}
    assert found(proved) == {"unreadable": 1, "differs-total": 1, "unknown-seller": 30}


# People.


def sent(count: int, *, every: timedelta = timedelta(minutes=10), total: str = "100.00") -> tuple[Sent, ...]:
    return tuple(Sent(NOON - every * (at + 1), Decimal(total)) for at in range(count))


@pytest.mark.parametrize(
    ("before", "speaks"), [(sent(28), False), (sent(29), True), (sent(59, every=timedelta(hours=1)), False)]
)
def test_a_flood_of_claims_is_a_doubt_and_a_busy_month_is_none(before, speaks):
    assert ("many-claims" in found(habits=Habits(sent_at=NOON, sent_before=before))) is speaks


@pytest.mark.parametrize(
    ("total", "others", "speaks"),
    [
        ("499.00", ["480.00"] * 5, True),
        ("499.00", ["480.00"] * 4, False),
        ("499.00", ["480.00"] * 3 + ["90.00"] * 4, True),
        ("499.00", ["480.00"] * 3 + ["90.00"] * 5, False),
        ("501.00", ["480.00"] * 9, False),
        ("200.00", ["480.00"] * 9, False),
    ],
)
def test_amounts_just_below_the_limit_are_a_doubt_only_when_they_are_a_habit(total, others, speaks):
    before = tuple(Sent(NOON - timedelta(days=1), Decimal(one)) for one in others)
    habits = Habits(sent_at=NOON, sent_before=before, limits=(Decimal(500),))

    assert ("below-limit" in found(stated=CLEAN.stated | {"total": total}, habits=habits)) is speaks


def test_many_accounts_on_one_device_are_a_doubt_and_a_couple_is_none():
    assert "many-on-device" not in found(habits=Habits(on_device=1))
    assert "many-on-device" in found(habits=Habits(on_device=2))


def test_a_shared_address_is_only_a_note_and_only_when_it_is_a_crowd():
    assert found(habits=Habits(at_address=(19, 500))) == found(habits=Habits(at_address=(50, 99))) == {}
    assert found(habits=Habits(at_address=(20, 100))) == {"many-at-address": 5}


def test_who_is_tied_to_the_seller_is_named():
    assert found(habits=Habits(ties=Ties(is_clerk=True, namesakes=("Jan Nowak",)))) == {"claimant-is-clerk": 40}
    assert found(habits=Habits(ties=Ties(is_own_firm=True))) == {"own-firm": 50}


HABIT = ClerkHabit(name="Anna Zielińska", his=10, answered=11, usual=2.0, people=5)


@pytest.mark.parametrize(
    ("habit", "clerks", "speaks"),
    [
        (HABIT, 2, True),
        (HABIT, 1, False),
        (replace(HABIT, answered=12), 2, False),
        (replace(HABIT, his=9, answered=9), 2, False),
        (replace(HABIT, usual=2.1), 2, False),
        (replace(HABIT, people=4), 2, False),
    ],
)
def test_a_clerk_who_answers_one_person_far_more_than_others(habit, clerks, speaks):
    assert ("one-clerk" in found(habits=Habits(clerk=habit, ties=Ties(clerks=clerks)))) is speaks


def test_what_a_clerk_does_is_told_to_the_organizer_only():
    problems = find_problems(replace(CLEAN, habits=Habits(clerk=HABIT, ties=Ties(clerks=2, namesakes=("Ola",)))))

    assert {problem.code for problem in seen_by(problems, organizer=True)} == {"one-clerk", "clerk-namesake"}
    assert seen_by(problems, organizer=False) == []


def test_problems_are_told_in_polish():
    with override("pl"):
        (problem,) = find_problems(replace(CLEAN, sale=differing(Difference.BUYER_UNNAMED)))

    assert problem.text == "Plik sprzedaży nie podaje nabywcy."
