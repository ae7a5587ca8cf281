"""By which numbers distributors know companies: from proof only, and from nothing once two firms have one number."""

import pytest

from distributors.models import CustomerNumber, Sale
from distributors.queries import company_known_by
from distributors.services import customers
from participants.models import Company
from participants.services import join
from tests.builders.programs import NOON, a_company, a_distributor, a_program, a_user
from tests.builders.sales import a_sale, sold

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

OTHER = "1111111111"


def learned(*sales, distributor=None) -> None:
    """These sales came in a file, and were looked at."""
    file = a_sale(*sales, distributor=distributor)
    customers.learn_from_sales(sales=Sale.objects.filter(file=file).select_related("distributor"), now=NOON)


def known(number: str = "K-77", distributor=None) -> Company | None:
    return company_known_by(distributor or a_distributor(), number)


def test_a_sale_with_tax_id_and_number_shows_whose_number_it_is():
    firm = a_company()
    learned(sold(buyer_number="K-77"))

    assert known() == firm
    row = CustomerNumber.objects.get()
    assert (row.proof, row.reference) == ("sale", "FV/2026/11/0457")


@pytest.mark.parametrize(
    "facts",
    [
        {"buyer_number": "K-77", "buyer_tax_id": ""},
        {"buyer_number": "", "buyer_tax_id": "5252341234"},
        {"buyer_number": "K-77", "buyer_tax_id": OTHER},
    ],
)
def test_less_than_both_of_a_known_company_shows_nothing(facts):
    a_company()
    learned(sold(**facts))

    assert CustomerNumber.objects.count() == 0


def test_the_same_again_changes_nothing():
    firm = a_company()
    for number in ("FV/1", "FV/2"):
        learned(sold(number, buyer_number="K-77"))

    assert CustomerNumber.objects.get().reference == "FV/1"
    assert known() == firm


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("first", ["5252341234", OTHER])
def test_two_firms_on_one_number_prove_nothing_in_whatever_order_they_come(is_known, first):
    a_company()
    if is_known:
        a_company(tax_id=OTHER)
    for place, key in enumerate([first, OTHER if first != OTHER else "5252341234"]):
        learned(sold(f"FV/{place}", buyer_number="K-77", buyer_tax_id=key))

    assert known() is None
    assert CustomerNumber.objects.get().contested_at == NOON


def test_a_contested_number_stays_so():
    a_company(), a_company(tax_id=OTHER)
    learned(sold("FV/1", buyer_number="K-77"), sold("FV/2", buyer_number="K-77", buyer_tax_id=OTHER))
    learned(sold("FV/3", buyer_number="K-77"))

    assert known() is None


def test_a_number_is_the_distributors_own_and_the_programs():
    a_company()
    beta = a_distributor("Beta", tax_id="1234563218")
    foreign = a_distributor("Gamma", program=a_program("inny", name="Inny"))
    learned(sold(buyer_number="K-77"))
    learned(sold(buyer_number="K-77"), distributor=foreign)

    assert known(distributor=beta) is None
    assert known(distributor=foreign) is None


def test_a_firm_that_joins_later_is_learned_from_the_sales_that_are_there(run_jobs):
    learned(sold(buyer_number="K-77"), sold("FV/2", buyer_number="K-88"), sold("FV/3", buyer_number=""))
    assert known() is None

    join(
        user=a_user("new@example.com"),
        program=a_program(),
        name="New",
        company_tax_id="PL 525-234-12-34",
        accepts_terms=True,
        accepts_contact=False,
        through="test",
        now=NOON,
    )
    run_jobs()

    assert (known("K-77"), known("K-88")) == (Company.objects.get(), Company.objects.get())
    assert CustomerNumber.objects.count() == 2


def test_a_company_that_goes_takes_its_numbers_along():
    firm = a_company()
    learned(sold(buyer_number="K-77"))

    firm.delete()

    assert CustomerNumber.objects.count() == 0


def test_nothing_is_no_number():
    assert known("") is None
