"""A customer number proved to be a firm's stands for its tax id; a confirmed claim with a document proves one."""

from decimal import Decimal

import pytest

from campaigns.models import Campaign
from claims.models import Claim, Reading
from claims.states import Status
from distributors.models import CustomerNumber
from distributors.queries import company_known_by
from participants.models import Company
from tests.builders.offers import a_buyer, an_offering_distributor, offered_to, tapped
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_company, a_distributor
from tests.builders.sales import a_sale, sold
from tests.verification.selling import again, looked_at, sent
from verification.models import SaleMatch
from verification.services import automatic, decisions, undoing

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

OTHER = "1111111111"


@pytest.fixture
def number():
    """A sale with both, by which Marek's firm is known as K-77."""

    def learn(tax_id: str = "5252341234") -> None:
        a_company(tax_id=tax_id)
        looked_at(a_sale(sold(f"FV/{tax_id}", buyer_number="K-77", buyer_tax_id=tax_id)))

    return learn


def by_number(number: str = "FV/2026/11/0457", **facts):
    """A file with a sale that names its buyer by the customer number only."""
    return a_sale(sold(number, buyer_tax_id="", buyer_number="K-77", **facts))


def whats(claim: Claim) -> list[str]:
    return [one["what"] for one in SaleMatch.objects.get(claim=claim).differences]


def known() -> Company | None:
    return company_known_by(a_distributor(), "K-77")


def test_a_number_proved_to_be_the_firms_proves_the_buyer(proving, marek, number):
    number()
    by_number()
    claim = sent()

    assert automatic.consider(claim=claim, now=NOON) is not None
    assert again(claim).status == Status.VERIFIED


def test_an_unknown_number_names_nobody(proving, marek):
    by_number()
    claim = sent()

    assert automatic.consider(claim=claim, now=NOON) is None
    assert whats(claim) == ["buyer-unnamed"]


def test_anothers_number_is_another_buyer_even_where_unnamed_ones_pass(proving, marek, number):
    Campaign.objects.update(sales_prove_unnamed=True)
    number(OTHER)
    by_number()
    claim = sent()

    assert automatic.consider(claim=claim, now=NOON) is None
    assert whats(claim) == ["buyer"]


def test_a_contested_number_names_nobody(proving, marek, number):
    number()
    number(OTHER)
    by_number()
    claim = sent()

    assert automatic.consider(claim=claim, now=NOON) is None
    assert whats(claim) == ["buyer-unnamed"]


def test_a_tax_id_on_the_sale_outweighs_its_number(proving, marek, number):
    number()
    a_sale(sold(buyer_number="K-77", buyer_tax_id=OTHER))
    claim = sent()

    assert automatic.consider(claim=claim, now=NOON) is None
    assert whats(claim) == ["buyer"]


def test_a_firm_without_tax_id_is_known_by_its_number(proving, marek):
    marek.company = Company.objects.create(program=marek.program, name="Bez NIP-u")
    marek.save()
    file = by_number()
    CustomerNumber.objects.create(
        distributor=a_distributor(), number="K-77", company=marek.company, proof="claim", reference="x", learned_at=NOON
    )
    looked_at(file)

    assert automatic.consider(claim=sent(), now=NOON) is not None


def test_a_claim_that_a_clerk_confirms_proves_the_number(marek):
    by_number()
    claim = sent()
    automatic.consider(claim=claim, now=NOON)
    decisions.confirm(claim=claim, by=a_clerk().user, now=NOON)

    assert known() == marek.company
    assert CustomerNumber.objects.get().reference == str(claim.uuid)


def test_undone_or_taken_back_it_proves_nothing(marek):
    by_number()
    claim, anna = sent(), a_clerk().user
    automatic.consider(claim=claim, now=NOON)
    decision = decisions.confirm(claim=claim, by=anna, now=NOON)
    undoing.undo(decision=decision, by=anna, now=NOON)
    assert known() is None

    decisions.confirm(claim=again(claim), by=anna, now=NOON)
    assert known() == marek.company
    decisions.reverse(claim=again(claim), reason="paid-in-error", by=a_campaign_admin().user, now=NOON)
    assert known() is None


def test_a_receipt_that_passed_by_itself_proves_nothing(proving, marek):
    """Whoever finds a receipt must not be shown all that its buyer buys."""
    Campaign.objects.update(sales_prove_unnamed=True)
    by_number()
    claim = sent()

    assert automatic.consider(claim=claim, now=NOON) is not None
    assert known() is None


def test_a_document_that_names_the_firm_proves_it_without_a_clerk(proving, marek):
    Campaign.objects.update(sales_prove_unnamed=True)
    by_number()
    claim = sent()
    data = {"fields": {"buyer_tax_id": {"value": "PL5252341234", "confidence": 1.0, "source": "e-invoice", "page": 1}}}
    Reading.objects.create(document=claim.document, data=data, seconds=1, made_at=NOON)

    assert automatic.consider(claim=claim, now=NOON) is not None
    assert known() == marek.company


@pytest.mark.parametrize(
    "facts",
    [{"gross": Decimal(5)}, {"day": NOON.date()}],
    ids=["another sum", "another day"],
)
def test_a_claim_that_does_not_match_its_sale_proves_nothing(marek, facts):
    by_number(**facts)
    claim = sent()
    automatic.consider(claim=claim, now=NOON)
    decisions.confirm(claim=claim, by=a_clerk().user, now=NOON)

    assert known() is None


def test_a_claim_on_a_sale_of_another_tax_id_proves_nothing(marek):
    a_sale(sold(buyer_number="K-77", buyer_tax_id=OTHER))
    claim = sent()
    automatic.consider(claim=claim, now=NOON)
    decisions.confirm(claim=claim, by=a_clerk().user, now=NOON)

    assert known() is None


def test_sales_known_by_number_are_offered_and_their_claims_prove_no_number(number):
    an_offering_distributor()
    number()
    marek = a_buyer()
    by_number()
    assert set(offered_to(marek)) == {"FV/2026/11/0457", "FV/5252341234"}

    claim = tapped(marek)
    automatic.consider(claim=claim, now=NOON)
    CustomerNumber.objects.all().delete()
    decisions.confirm(claim=claim, by=a_clerk().user, now=NOON)

    assert known() is None


@pytest.mark.parametrize("firms", [["5252341234", OTHER], [OTHER]], ids=["contested", "another's"])
def test_a_contested_or_anothers_number_offers_nothing(number, firms):
    an_offering_distributor()
    for tax_id in firms:
        number(tax_id)
    marek = a_buyer()
    by_number()

    assert "FV/2026/11/0457" not in offered_to(marek)


def test_a_colleague_of_the_firm_is_offered_what_the_number_shows(number):
    an_offering_distributor()
    number()
    ola = a_buyer("Ola Kowalska")
    by_number()

    assert "FV/2026/11/0457" in offered_to(ola)
