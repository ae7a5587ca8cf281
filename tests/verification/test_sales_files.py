"""The distributor's own sales file decides: what it proves is paid by nobody's hand, what it takes back shrinks."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Campaign
from claims.models import Claim, ClaimEvent
from claims.states import Status
from distributors.models import Sale, SaleLine
from distributors.sales import SoldLine
from ledger.models import Transfer
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign, a_clerk, a_company, a_distributor, a_participant, a_product
from tests.builders.sales import a_sale, elbows, sold
from tests.racing import at_once
from tests.verification.selling import again, balance, looked_at, sent
from verification.models import Audit, Decision, SaleMatch
from verification.services import automatic, decisions

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def valves(quantity: int) -> SoldLine:
    return SoldLine(quantity=Decimal(quantity), sku="RP-V15", description="ZAWOR 1/2")


def differences(claim: Claim) -> list[tuple[str, str, str]]:
    found = SaleMatch.objects.get(claim=claim).differences
    return [(one["what"], one["claimed"], one["sold"]) for one in found]


def test_a_claim_that_the_sale_proves_is_paid_by_nobodys_hand(proving, marek):
    a_sale()
    claim = sent()

    decision = automatic.consider(claim=claim, now=NOON)

    assert decision is not None and decision.way == Decision.Way.SALES_FILE and decision.made_by is None
    assert again(claim).status == Status.VERIFIED
    assert balance(claim) == 60
    assert ClaimEvent.objects.filter(claim=claim, became=Status.VERIFIED, made_by=None).count() == 1


def test_a_sale_that_comes_after_the_claim_is_matched_then(proving, marek):
    claim = sent()
    assert automatic.consider(claim=claim, now=NOON) is None

    looked_at(a_sale())

    assert again(claim).status == Status.VERIFIED


def test_the_number_may_be_written_otherwise(proving, marek):
    a_sale(sold("fv 2026-11-0457"))

    assert automatic.consider(claim=sent(), now=NOON) is not None


def test_unless_the_campaign_says_so_a_person_decides(marek):
    a_campaign()
    a_sale()
    claim = sent()

    assert automatic.consider(claim=claim, now=NOON) is None
    assert again(claim).status == Status.SUBMITTED
    assert differences(claim) == []


@pytest.mark.parametrize(
    ("sale", "what"),
    [
        (sold(day=date(2026, 11, 5)), ("date", "2026-11-04", "2026-11-05")),
        (sold(buyer_tax_id="PL 677-000-00-00"), ("buyer", "5252341234", "6770000000")),
        (sold(buyer_tax_id=""), ("buyer-unnamed", "", "")),
        (sold(gross=Decimal("1284.00")), ("total", "1284.50", "1284.00")),
        (sold(gross=None, net=Decimal(900)), ("total", "1284.50", "900.00")),
        (sold(lines=[elbows(11)]), ("fewer-sold", "12", "11")),
        (sold(lines=[elbows(12), elbows(-3)]), ("credited", "12", "9")),
    ],
)
def test_whatever_differs_is_named_and_left_to_a_person(proving, marek, sale, what):
    a_sale(sale)
    claim = sent()

    assert automatic.consider(claim=claim, now=NOON) is None
    assert differences(claim) == [what]
    assert again(claim).status == Status.SUBMITTED


def test_what_was_not_sold_at_all_is_named(proving, marek):
    a_product("RP-V15", "Valve")
    a_sale(sold(lines=[valves(12)]))
    claim = sent()

    assert automatic.consider(claim=claim, now=NOON) is None
    assert differences(claim) == [("not-sold", "12", "0")]


def test_a_buyer_whom_nobody_knows_is_left_to_a_person(proving):
    a_sale()
    claim = sent()

    assert automatic.consider(claim=claim, now=NOON) is None
    assert differences(claim) == [("buyer-unknown", "", "5252341234")]


def test_receipts_without_a_buyer_count_only_if_the_campaign_says_so(proving, marek):
    Campaign.objects.update(sales_prove_unnamed=True)
    a_sale(sold(buyer_tax_id=""))

    assert automatic.consider(claim=sent(), now=NOON) is not None


@pytest.mark.parametrize(("limit", "is_paid"), [("1284.50", True), ("1284.49", False)])
def test_up_to_a_value(proving, marek, limit, is_paid):
    Campaign.objects.update(sales_prove_up_to=Decimal(limit))
    a_sale()

    assert (automatic.consider(claim=sent(), now=NOON) is not None) is is_paid


def test_a_share_by_lot_is_left_to_a_person_and_the_lot_falls_once(proving, marek):
    Campaign.objects.update(audit_share=100)
    a_sale()
    claim = sent()

    assert automatic.consider(claim=claim, now=NOON) is None
    Campaign.objects.update(audit_share=0)
    claim = again(claim)
    assert automatic.consider(claim=claim, now=NOON) is None

    assert Audit.objects.get(claim=claim).is_drawn
    assert again(claim).status == Status.SUBMITTED


def test_a_second_claim_on_the_document_is_left_to_a_person(proving, marek):
    a_sale()
    automatic.consider(claim=sent(), now=NOON)
    ola = a_participant("Ola Kowalska", company=a_company())
    second = a_claim(participant=ola, number="FV/2026/11/0457")

    assert automatic.consider(claim=second, now=NOON) is None
    assert again(second).status == Status.SUBMITTED


def test_another_distributors_sale_proves_nothing(proving, marek):
    other = a_distributor("Hurtownia Beta", tax_id="5260250274")
    a_sale(sold(), distributor=other)
    claim = sent()

    assert automatic.consider(claim=claim, now=NOON) is None
    assert not SaleMatch.objects.exists()


def test_the_same_file_again_changes_nothing(proving, marek):
    looked_at(a_sale())
    claim = sent()
    automatic.consider(claim=claim, now=NOON)
    before = Transfer.objects.count()

    looked_at(a_sale())

    assert Sale.objects.count() == SaleLine.objects.count() == 1
    assert Transfer.objects.count() == before


def test_a_sale_told_anew_is_compared_anew(proving, marek):
    a_sale(sold(lines=[elbows(2)]))
    claim = sent()
    automatic.consider(claim=claim, now=NOON)

    looked_at(a_sale(sold(lines=[elbows(12)])))

    assert again(claim).status == Status.VERIFIED
    assert SaleLine.objects.get().quantity == 12


@pytest.mark.django_db(transaction=True)
def test_a_clerk_and_the_file_at_the_same_moment_pay_once(proving, marek):
    a_sale()
    claim, anna = sent(), a_clerk().user

    def decide(number: int) -> object:
        mine = Claim.objects.get(pk=claim.pk)
        if number % 2:
            return automatic.consider(claim=mine, now=NOON)
        return decisions.confirm(claim=mine, by=anna, now=NOON)

    at_once(6, decide)

    assert Decision.objects.filter(kind=Decision.Kind.CONFIRM).count() == 1
    assert balance(claim) == 60
