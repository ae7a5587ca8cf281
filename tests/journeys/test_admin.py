"""A look at the campaign admin's pages: they open, fit, and lead to what waits for the organizer."""

from playwright.sync_api import Page, expect

from campaigns.models import Product, Rule
from claims.models import Claim
from claims.states import Status
from tests.journeys.looks import is_fine, keep_picture
from tests.journeys.sending import MAREK, an_invoice, sent

JOANNA = "joanna.kurek@nurtia.example.com"
NOBODY_KNOWN = {"seller": "Sklep u Wacka", "tax_id": "1234563218"}


def test_the_admin_changes_a_rule_and_decides_what_fell_to_the_organizer(page, program, sign_in, run_jobs):
    (claim,) = sent([an_invoice("77/2026", NOBODY_KNOWN)], email=MAREK, run_jobs=run_jobs)
    product, rule = Product.objects.get(sku="NP-E16"), Rule.objects.filter(quantity=3).get()
    sign_in(page, JOANNA).goto("/")
    look(page)

    page.goto(f"/admin/campaigns/product/{product.pk}/change/")
    look(page)
    page.goto(f"/admin/campaigns/rule/{rule.pk}/change/")
    look(page)
    page.get_by_label("Gives").fill("4")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("4 points").first).to_be_visible()
    look(page)

    page.goto("/queue/")
    is_fine(page)
    page.get_by_role("link", name="Start with the oldest").click()
    is_fine(page)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("All answered")).to_be_visible()
    assert Claim.objects.get(pk=claim.pk).status == Status.VERIFIED


def look(page: Page) -> None:
    """The page stands under the admin and fits. Its tables are Django's own, and so is what a scan says of them."""
    assert "/admin/" in page.url
    assert page.locator("h1").count()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    keep_picture(page, "light")
