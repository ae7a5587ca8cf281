"""A credit note in the distributor's file takes back what came back: line by line, once, and of the right document."""

from datetime import date
from decimal import Decimal

import pytest

from claims.models import GoodsReturn
from claims.reasons import Reason
from claims.states import Status
from tests.builders.programs import NOON, a_clerk
from tests.builders.sales import a_sale, elbows, sold
from tests.verification.selling import again, balance, looked_at, sent
from verification.models import Decision
from verification.services import automatic, crediting, decisions

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def note(number: str, quantity: int):
    return sold(number, day=date(2026, 11, 20), lines=[elbows(-quantity)], corrects="FV/2026/11/0457", gross=None)


def test_a_credit_note_takes_back_what_came_back(proving, marek):
    a_sale()
    claim = sent()
    automatic.consider(claim=claim, now=NOON)

    looked_at(a_sale(note("KOR/1", 5)))

    assert again(claim).status == Status.VERIFIED
    assert balance(claim) == 35
    assert claim.lines.get().returned_quantity == 5
    taken = Decision.objects.get(kind=Decision.Kind.RETURN)
    assert (taken.way, taken.reason, taken.text) == (Decision.Way.SALES_FILE, Reason.RETURNED, "KOR/1")


def test_the_same_credit_note_again_takes_nothing_twice(proving, marek):
    a_sale()
    claim = sent()
    automatic.consider(claim=claim, now=NOON)

    for _time in range(2):
        looked_at(a_sale(note("KOR/1", 5)))
        crediting.credit(claim=again(claim), now=NOON)

    assert balance(claim) == 35
    assert GoodsReturn.objects.count() == 1

    looked_at(a_sale(note("KOR/2", 2)))
    assert balance(claim) == 25


def test_a_credit_note_for_everything_takes_the_claim_back(proving, marek):
    a_sale()
    claim = sent()
    automatic.consider(claim=claim, now=NOON)

    looked_at(a_sale(note("KOR/1", 12)))

    assert again(claim).status == Status.REVERSED
    assert balance(claim) == 0


def test_a_claim_on_a_part_loses_nothing_while_enough_is_left(proving, marek):
    a_sale(sold(lines=[elbows(20)]))
    claim = sent()
    automatic.consider(claim=claim, now=NOON)

    looked_at(a_sale(note("KOR/1", 8)))
    assert balance(claim) == 60

    looked_at(a_sale(note("KOR/2", 1)))
    assert balance(claim) == 55


def test_what_a_clerk_noted_before_is_not_taken_twice(proving, marek):
    a_sale()
    claim = sent()
    automatic.consider(claim=claim, now=NOON)
    line, anna = claim.lines.get(), a_clerk().user
    decisions.goods_came_back(claim=claim, quantities={line.uuid: Decimal(5)}, number=1, by=anna, now=NOON)

    looked_at(a_sale(note("KOR/1", 5)))

    assert balance(claim) == 35


def test_a_credit_note_counts_although_no_file_states_the_sale(proving, marek):
    claim = sent()
    decisions.confirm(claim=claim, by=a_clerk().user, now=NOON)

    looked_at(a_sale(note("KOR/1", 5)))

    assert balance(claim) == 35


def test_a_credit_note_on_next_years_document_of_the_same_number_takes_nothing(proving, marek):
    a_sale()
    claim = sent()
    automatic.consider(claim=claim, now=NOON)

    next_year = sold(day=date(2027, 11, 3), lines=[elbows(12)])
    late = sold("KOR/9", day=date(2027, 11, 9), lines=[elbows(-5)], corrects="FV/2026/11/0457", gross=None)
    looked_at(a_sale(next_year, late))

    assert balance(claim) == 60
