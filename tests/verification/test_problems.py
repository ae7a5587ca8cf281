"""The problems of a claim, one by one."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from claims.reasons import Reason
from verification.problems import ClaimFacts, Twin, Weight, find_problems, fitting_refusal, has_doubt

CLEAN = ClaimFacts(
    issue_date=date(2026, 11, 4),
    submitted_on=date(2026, 11, 20),
    starts_on=date(2026, 1, 1),
    ends_on=date(2026, 12, 31),
    claim_days=60,
    has_distributor=True,
    distributor_takes_part=True,
    stated={
        "document_number": "FV/2026/11/0457",
        "issue_date": "2026-11-04",
        "total": "1284.50",
        "currency": "PLN",
        "issuer_tax_id": "677-006-54-06",
    },
    read={
        "document_number": "fv 2026/11/0457",
        "issue_date": "2026-11-04",
        "total": "1284.5",
        "issuer_tax_id": "PL6770065406",
    },
    reading_state="read",
    buyer_tax_id="",
    company_tax_id="5252341234",
    document_type="invoice",
    line_products=(True, False),
    warnings=(),
    twins=(),
)
TWIN = Twin(number="7KQ2-M4XD", uuid="u", by="identity", is_same_person=False, is_verified=False)


def codes(**changes: object) -> dict[str, Weight]:
    return {problem.code: problem.weight for problem in find_problems(replace(CLEAN, **changes))}


def test_a_clean_claim_has_no_problem():
    assert codes() == {}


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_a_purchase_outside_the_campaign_cannot_pass(day):
    assert codes(issue_date=day)["outside-campaign"] is Weight.BLOCKS


@pytest.mark.parametrize(("days", "late"), [(60, False), (16, False), (15, True)])
def test_the_claim_window_counts_from_the_purchase(days, late):
    assert ("claimed-late" in codes(claim_days=days)) is late


def test_a_purchase_after_the_claim_cannot_be():
    assert "in-the-future" in codes(issue_date=date(2026, 11, 21))


def test_an_unknown_seller_is_a_doubt():
    assert codes(has_distributor=False) == {"unknown-seller": Weight.DOUBT}


def test_a_seller_outside_the_campaign_cannot_pass():
    assert codes(distributor_takes_part=False) == {"seller-not-in-campaign": Weight.BLOCKS}


def test_another_buyer_is_a_doubt_but_only_when_both_are_known():
    assert "other-buyer" in codes(buyer_tax_id="PL 1234563218")
    assert "other-buyer" not in codes(buyer_tax_id="525-234-12-34")
    assert "other-buyer" not in codes(buyer_tax_id="1234563218", company_tax_id="")


def test_a_claim_without_a_product_cannot_pass():
    assert codes(line_products=(False,)) == {"no-product": Weight.BLOCKS}


@pytest.mark.parametrize("kind", ["credit-note", "correction", "pro-forma"])
def test_a_paper_that_is_no_purchase_is_a_doubt(kind):
    assert codes(document_type=kind) == {"not-a-purchase": Weight.DOUBT}


@pytest.mark.parametrize(
    ("state", "code"), [("waiting", "not-read-yet"), ("reading", "not-read-yet"), ("unreadable", "unreadable")]
)
def test_a_paper_that_is_not_read_is_named(state, code):
    assert code in codes(reading_state=state)


@pytest.mark.parametrize(
    ("name", "read", "shown"),
    [
        ("total", "1284.05", "PLN\xa01,284.05"),
        ("document_number", "FV/2026/11/0451", "FV/2026/11/0451"),
        ("issue_date", "2026-11-05", "5 Nov 2026"),
    ],
)
def test_what_differs_from_the_reading_is_a_doubt_about_that_fact(name, read, shown):
    [problem] = find_problems(replace(CLEAN, read=CLEAN.read | {name: read}))

    assert problem.code == f"differs-{name.replace('_', '-')}"
    assert problem.facts == (name,)
    assert f"“{shown}”" in problem.text, "as the reader's language writes it"


def test_what_was_not_read_is_not_different():
    assert codes(read={}) == {}


def test_the_readings_warnings_are_notes():
    assert codes(warnings=(("blurred", "The picture is blurred.", None),)) == {"reading-blurred": Weight.NOTE}
    assert not has_doubt(find_problems(replace(CLEAN, warnings=(("blurred", "x", None),))))


@pytest.mark.parametrize(
    ("twin", "code", "weight"),
    [
        (TWIN, "same-document", Weight.DOUBT),
        (replace(TWIN, is_verified=True), "same-document", Weight.BLOCKS),
        (replace(TWIN, by="bytes"), "same-file", Weight.DOUBT),
        (replace(TWIN, by="picture", is_verified=True, agrees=("total",)), "like-picture", Weight.DOUBT),
    ],
)
def test_twins_are_told_apart_by_what_they_share(twin, code, weight):
    [problem] = find_problems(replace(CLEAN, twins=(twin,)))

    assert (problem.code, problem.weight, problem.twin) == (code, weight, "7KQ2-M4XD")


def test_another_buyer_points_at_the_buyer_on_the_page():
    (problem,) = find_problems(replace(CLEAN, buyer_tax_id="6839627158"))

    assert (problem.code, problem.facts) == ("other-buyer", ("buyer_tax_id",))


def test_the_readings_warnings_are_told_in_the_language_of_the_clerk():
    warnings = (("corrects", "The document corrects invoice FV/1/2026.", None),)

    with override("pl"):
        (problem,) = find_problems(replace(CLEAN, warnings=warnings))

    assert problem.text == "Dokument koryguje fakturę FV/1/2026."


def test_the_gravest_problem_comes_first():
    weights = [problem.weight for problem in find_problems(replace(CLEAN, has_distributor=False, line_products=()))]

    assert weights == [Weight.BLOCKS, Weight.DOUBT]


LIFTABLE = {"outside-campaign", "claimed-late", "seller-not-in-campaign"}


def test_the_organizer_may_lift_blocks_of_time_and_eligibility_and_no_other():
    late = {"issue_date": date(2025, 12, 31), "distributor_takes_part": False, "line_products": ()}
    facts = [
        replace(CLEAN, **late),
        replace(CLEAN, claim_days=1, twins=(replace(TWIN, is_verified=True),)),
        replace(CLEAN, issue_date=date(2026, 11, 21)),
    ]
    found = [problem for one in facts for problem in find_problems(one) if problem.weight is Weight.BLOCKS]

    assert {problem.code for problem in found if problem.is_liftable} == LIFTABLE
    assert {problem.code for problem in found if not problem.is_liftable} == {
        "no-product",
        "same-document",
        "in-the-future",
    }


def test_the_reason_put_forward_is_that_of_the_block_that_nobody_lifts():
    late = find_problems(replace(CLEAN, issue_date=date(2025, 12, 31)))
    late_and_empty = find_problems(replace(CLEAN, issue_date=date(2025, 12, 31), line_products=()))

    assert fitting_refusal(late) == Reason.OUTSIDE_WINDOW
    assert fitting_refusal(late_and_empty) == Reason.NO_PRODUCT
    assert fitting_refusal(find_problems(CLEAN)) == ""
