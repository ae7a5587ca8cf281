"""What a reading suggests: how sure, for which product, and what is left to the person."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.matching import SURE as SURE_MATCH
from campaigns.matching import Catalogue, Named
from claims import drafts

ELBOW, VALVE, LEVER_VALVE = 1, 2, 3
CATALOGUE = Catalogue.build(
    skus={"RP-E20": ELBOW, "RV-12": VALVE},
    gtins={"05901234123457": ELBOW},
    aliases={"kolano 20": ELBOW},
    names=[Named("Elbow 20 mm", ELBOW), Named("Ball valve 1/2", VALVE)],
)
TODAY = date(2026, 11, 20)
SURE = 0.8
PLACE = (0.1, 0.2, 0.3, 0.25)


def field(value: str, confidence: float = 0.99) -> dict:
    return {"value": value, "confidence": confidence, "source": "ocr", "page": 1, "box": list(PLACE)}


def line(description: str = "Elbow 20 mm", **changes) -> dict:
    plain = {"description": description, "quantity": "12", "amount": "240.00", "page": 1, "box": list(PLACE)}
    return plain | changes


def build(fields=None, lines=(), *, seller_is_known=False, warnings=(), sure_from=SURE):
    data = {"fields": fields or {}, "lines": list(lines), "warnings": list(warnings)}
    return drafts.build(data, CATALOGUE, today=TODAY, sure_from=sure_from, seller_is_known=seller_is_known)


def test_a_fact_keeps_its_place_and_how_sure_it_is():
    fact = build({"document_number": field("FV/1", 0.97)}).facts["document_number"]

    assert (fact.value, fact.is_sure, fact.page, fact.box) == ("FV/1", True, 1, PLACE)


@pytest.mark.parametrize("sure_from", [0.5, 0.8, 0.99])
def test_what_is_sure_is_said_by_the_program(sure_from: float):
    fields = {"total": field("12.50", sure_from), "document_number": field("FV/1", sure_from - 0.01)}

    facts = build(fields, sure_from=sure_from).facts

    assert (facts["total"].is_sure, facts["document_number"].is_sure) == (True, False)


def test_a_seller_found_among_the_distributors_outweighs_doubtful_letters():
    fields = {"issuer_name": field("HURT0WNIA ALFA", 0.5), "document_number": field("FV/1", 0.5)}

    facts = build(fields, seller_is_known=True).facts

    assert facts["issuer_name"].is_sure
    assert not facts["document_number"].is_sure


@pytest.mark.parametrize("day", ["2026-11-22", "2019-01-01", "4 November", ""])
def test_a_day_that_cannot_be_right_is_left_open(day: str):
    assert "issue_date" not in build({"issue_date": field(day)}).facts


@pytest.mark.parametrize("total", ["0", "-5.00", "NaN", "Infinity", "1e12", "abc"])
def test_a_total_that_cannot_be_right_is_left_open(total: str):
    assert "total" not in build({"total": field(total)}).facts


def test_a_line_that_names_a_product_is_told_from_one_that_does_not():
    draft = build(lines=[line(), line("Mortar M10 25 kg")])

    assert [(one.index, one.product_id, one.is_sure) for one in draft.lines] == [(0, ELBOW, True)]
    assert [one.index for one in draft.others] == [1]


@pytest.mark.parametrize(
    "told",
    [
        {"description": "XYZ", "gtin": "5901234123457"},
        {"description": "XYZ", "sku": "RP-E20"},
        {"description": "KOLANO 20"},
        {"description": "elbow 20mm"},
    ],
)
def test_a_product_is_known_by_gtin_sku_alias_and_name(told: dict):
    (found,) = build(lines=[line(**told)]).lines

    assert found.product_id == ELBOW


@pytest.mark.parametrize("quantity", [None, "0", "-1", "many"])
def test_a_line_without_a_countable_quantity_asks_for_it(quantity):
    (found,) = build(lines=[line(quantity=quantity)]).lines

    assert found.quantity is None
    assert not found.is_sure


def test_a_line_keeps_how_sure_its_product_is_and_what_came_second():
    names = [Named("Ball valve butterfly 1/2", VALVE), Named("Ball valve lever 1/2", LEVER_VALVE)]
    catalogue = Catalogue.build(skus={}, gtins={}, aliases={}, names=names)

    draft = drafts.build(
        {"lines": [line("BALL VALVE 1/2")]}, catalogue, today=TODAY, sure_from=SURE, seller_is_known=False
    )

    (read,) = draft.lines
    assert not read.is_sure
    assert read.match is not None and read.match.runner_up is not None
    assert (read.match.by, read.match.score < SURE_MATCH) == ("name", True)
    assert {read.product_id, read.match.runner_up.product_id} == {VALVE, LEVER_VALVE}


def test_quantities_and_amounts_are_decimals():
    (found,) = build(lines=[line(quantity="2.5")]).lines

    assert (found.quantity, found.amount) == (Decimal("2.5"), Decimal("240.00"))


def test_warnings_are_handed_on_but_for_those_about_photos():
    told = [{"code": "blurred", "text": "The photo is blurred."}, {"code": "pages-unread", "text": "Not all was read."}]

    assert build(warnings=told).warnings == ("Not all was read.",)


def test_nothing_read_is_an_empty_draft():
    draft = build()

    assert (dict(draft.facts), draft.lines, draft.others) == ({}, (), ())


@pytest.mark.parametrize(
    ("own", "beside", "index", "suggested"),
    [
        ([], [line("Delivery", amount="9.00"), line()], 1, "Elbow 20 mm"),
        ([line("Ball valve 1/2")], [line("Delivery"), line()], 0, "Ball valve 1/2"),
    ],
)
def test_print_beside_an_einvoice_counts_only_where_that_has_no_lines(own, beside, index, suggested):
    data = {"fields": {}, "lines": own, "printed_lines": beside}

    draft = drafts.build(data, CATALOGUE, today=TODAY, sure_from=SURE, seller_is_known=False)

    assert [(one.index, one.description) for one in draft.lines] == [(index, suggested)]
