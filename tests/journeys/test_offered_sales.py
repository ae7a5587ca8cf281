"""What the shop's own file says that one bought is claimed by one tap, at both widths."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from campaigns.models import Product
from claims.models import Claim
from common.texts import number_key, tax_key
from distributors.models import Distributor, Sale, SaleLine, SalesFile
from participants.models import Participant, User
from tests import browser as browsers
from tests.journeys.looks import is_fine
from tests.journeys.sending import BARBARA, MAREK, ZURAW, an_invoice, sent
from verification.services import decisions

SIZES = {"phone": browsers.PHONE, "desk": browsers.DESK}


@pytest.fixture(params=SIZES)
def reader(request, browser: Browser, live_server):
    """A page at the size of a phone, and at that of a desk."""
    with browsers.opened(browser, base_url=live_server.url, **SIZES[request.param]) as page:
        yield page


@pytest.fixture
def offered(program, run_jobs) -> str:
    """Marek's firm is known by a confirmed invoice; a sale that nobody has claimed stands in Żuraw's file."""
    (claim,) = sent([an_invoice("90/2026", ZURAW)], email=MAREK, run_jobs=run_jobs)
    decisions.confirm(claim=claim, by=User.objects.get(email=BARBARA), now=timezone.now())
    Distributor.objects.update(offers_sales=True)
    return _sold("91/2026", claim.distributor).number


def _sold(number: str, distributor: Distributor | None) -> Sale:
    assert distributor is not None
    marek, now = Participant.objects.get(user__email=MAREK), timezone.now()
    assert marek.company is not None
    file = SalesFile.objects.create(
        distributor=distributor, name="a.csv", kind="csv", sha256="0" * 64, size=1, state="done", handed_in_at=now
    )
    sale = Sale.objects.create(
        distributor=distributor,
        number=number,
        number_key=number_key(number),
        issued_on=(now - timedelta(days=2)).date(),
        buyer_tax_key=tax_key(marek.company.tax_id),
        gross=Decimal(246),
        currency="PLN",
        digest=1,
        file=file,
        changed_at=now,
    )
    product = Product.objects.get(sku="NP-E16")
    SaleLine.objects.create(sale=sale, position=1, sku=product.sku, quantity=4)
    return sale


@pytest.mark.main_job
def test_a_purchase_is_claimed_by_one_tap(reader, offered, sign_in):
    sign_in(reader, MAREK).goto("/")
    expect(reader.get_by_text(offered)).to_be_visible()
    is_fine(reader)
    reader.get_by_role("button", name="Claim it").first.dblclick()

    expect(reader.get_by_role("button", name="Claim it")).to_have_count(0)
    is_fine(reader)
    assert Claim.objects.filter(document_number=offered).count() == 1


def test_what_was_not_bought_is_asked_about_no_more(reader, offered, sign_in):
    sign_in(reader, MAREK).goto("/claims/offered/")
    is_fine(reader)
    reader.get_by_role("button", name="Not mine").first.click()

    expect(reader.get_by_text(offered)).to_have_count(0)
    is_fine(reader)
    assert not Claim.objects.filter(document_number=offered).exists()
