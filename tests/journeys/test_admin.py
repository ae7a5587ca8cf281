"""A look at the campaign admin's pages: they open, fit, and lead to what waits for the organizer."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from campaigns.models import Product, Rule
from claims.models import Claim
from claims.states import Status
from participants.models import User
from tests import browser as browsers
from tests.journeys.looks import is_fine
from tests.journeys.sending import MAREK, ZURAW, an_invoice, sent

JOANNA = "joanna.kurek@nurtia.example.com"
NOBODY_KNOWN = {"seller": "Sklep u Wacka", "tax_id": "1234563218"}


def test_the_admin_changes_a_rule_and_decides_what_fell_to_the_organizer(page, program, sign_in, run_jobs):
    (claim,) = sent([an_invoice("77/2026", NOBODY_KNOWN)], email=MAREK, run_jobs=run_jobs)
    product, rule = Product.objects.get(sku="NP-E16"), Rule.objects.get(effect__gives="3")
    sign_in(page, JOANNA).goto("/")
    look(page)

    page.goto(f"/admin/campaigns/product/{product.pk}/change/")
    look(page)
    page.goto(f"/admin/campaigns/rule/{rule.pk}/change/")
    look(page)
    page.get_by_label("Gives").first.fill("4")
    page.get_by_role("button", name="Put the new version into force").click()
    expect(page.get_by_role("link", name="4 ").first).to_be_visible()
    look(page)

    page.goto("/queue/")
    is_fine(page)
    page.get_by_role("link", name="Start with the oldest").click()
    is_fine(page)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("All answered")).to_be_visible()
    assert Claim.objects.get(pk=claim.pk).status == Status.VERIFIED


def look(page: Page) -> None:
    """The page stands under the admin, has a heading, fits and is open to all readers."""
    assert "/admin/" in page.url
    assert page.locator("h1").count() == 1
    is_fine(page)


def test_numbers_of_the_overview_lead_to_their_claims(page, program, sign_in, run_jobs):
    sent([an_invoice("78/2026", ZURAW)], email=MAREK, run_jobs=run_jobs)
    sign_in(page, JOANNA).goto("/admin/")
    page.get_by_role("link", name="Waiting for an answer").click()

    expect(page.get_by_role("row").filter(has_text="78/2026")).to_be_visible()
    expect(page.get_by_text("Status: waiting").or_(page.get_by_text("Status: sent"))).to_be_visible()
    page.get_by_role("row").filter(has_text="78/2026").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Picture and decision").click()
    assert "/queue/" in page.url


def test_a_rule_gets_its_products_by_typing_without_a_mouse(page, program, sign_in):
    sign_in(page, JOANNA).goto("/admin/campaigns/rule/add/")
    page.get_by_role("link", name="For each unit of a product").click()
    choose(page, "Campaign", "Nurt")
    page.get_by_label("Gives").first.fill("7")
    page.get_by_text("Which goods", exact=True).click()
    choose(page, "Products", "NP-E16")
    choose(page, "Products", "NP-E20")
    page.keyboard.press("Backspace")
    look(page)
    page.get_by_role("button", name="Put into force", exact=True).click()

    expect(page.get_by_role("link", name="7 ").first).to_be_visible()
    assert [product.sku for product in Rule.objects.get(effect__gives="7").products.all()] == ["NP-E16"]


def choose(page: Page, label: str, words: str) -> None:
    # Until the script has run, a plain select stands there by the same name.
    field = page.get_by_role("combobox", name=label).and_(page.locator("input"))
    field.press_sequentially(words)
    expect(page.get_by_role("option").filter(visible=True).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("option").filter(visible=True)).to_have_count(0)


@pytest.mark.parametrize("size", ["page", "phone"])
def test_every_page_is_open_to_all_readers_and_fits(request, size, program, sign_in, run_jobs):
    sent([an_invoice("79/2026", ZURAW)], email=MAREK, run_jobs=run_jobs)
    page = sign_in(request.getfixturevalue(size), JOANNA)
    faults = [fault for address in addresses() for fault in found(page, address)]

    assert faults == []


def addresses() -> Iterator[str]:
    """List, form of a new row and form of the newest row, of every model a campaign admin may see."""
    yield reverse("admin:index")
    client = Client()
    client.force_login(User.objects.get(email=JOANNA), backend="django.contrib.auth.backends.ModelBackend")
    for model in admin.site._registry:
        name, row = f"admin:{model._meta.app_label}_{model._meta.model_name}", model.objects.order_by("pk").last()
        asked = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        asked += [reverse(f"{name}_change", args=[row.pk])] if row else []
        yield from (address for address in asked if client.get(address).status_code == 200)


def found(page: Page, address: str) -> list[str]:
    page.goto(address)
    # On a phone a page that is too wide widens the window with it; only the screen keeps its width.
    beyond = page.evaluate("document.documentElement.scrollWidth") - page.viewport_size["width"]
    faults = browsers.accessibility_violations(page) + ([f"{beyond} px too wide"] if beyond > 0 else [])
    return [f"{address}: {fault}" for fault in faults]
