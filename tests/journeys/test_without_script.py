"""Without a script every page does its job: upload, look again, type, send, withdraw, and the desk's decisions."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from claims.models import Claim
from claims.states import Status
from tests import browser as browsers
from tests.journeys.sending import BARBARA, MAREK, SAMPLES, ZURAW, an_invoice, sent


@pytest.fixture
def plain(browser: Browser, live_server) -> Iterator[Page]:
    """A phone that runs no scripts."""
    with browsers.opened(browser, base_url=live_server.url, java_script_enabled=False, **browsers.PHONE) as page:
        yield page


def test_a_claim_is_sent_and_withdrawn(plain, program, sign_in, run_jobs):
    sign_in(plain, MAREK).goto("/claims/new/")
    plain.locator("#upload-file").set_input_files(SAMPLES / "faktura-zuraw-ubl.xml")
    plain.get_by_role("button", name="Send these pages").click()
    expect(plain.get_by_text("It is read in a moment")).to_be_visible()
    run_jobs()
    plain.get_by_role("link", name="Look again").click()
    expect(plain.locator("#fact-issuer_name")).to_contain_text("Żuraw Hurt")
    run_jobs()

    plain.locator("#fact-document_number > summary").click()
    plain.locator("[name=document_number]").fill("FV 2350/11/2026")
    plain.get_by_role("button", name="Send").click()

    expect(plain.locator("[data-status=submitted]")).to_be_visible()
    assert Claim.objects.get().document_number == "FV 2350/11/2026"

    plain.get_by_text("Withdraw", exact=True).click()
    plain.get_by_role("button", name="Yes, withdraw it").click()
    expect(plain.locator("[data-status=withdrawn]")).to_be_visible()


def test_a_claim_is_typed_while_nobody_reads_it(plain, program, sign_in):
    sign_in(plain, MAREK).goto("/claims/new/")
    plain.locator("#upload-file").set_input_files(SAMPLES / "paragon-borek-wieczorem.webp")
    plain.get_by_role("button", name="Send these pages").click()
    typed = {"issuer_name": "Kątownik S.A.", "document_number": "301902", "issue_date": "2026-11-16", "total": "98,40"}
    for name, value in typed.items():
        plain.locator(f"[name={name}]").fill(value)
    plain.get_by_text("Add a product by hand").click()
    plain.get_by_label("Product", exact=True).select_option(label="Press elbow 90°, 16 mm")
    plain.get_by_label("Quantity").fill("4")

    plain.get_by_role("button", name="Send").click()

    expect(plain.get_by_text("With Kątownik S.A.")).to_be_visible()
    line = Claim.objects.get().lines.get()
    assert (line.product.sku, line.quantity) == ("NP-E16", 4)


def test_what_is_missing_is_said_and_what_was_typed_stays(plain, program, sign_in):
    sign_in(plain, MAREK).goto("/claims/new/")
    plain.locator("#upload-file").set_input_files(SAMPLES / "paragon-borek-wieczorem.webp")
    plain.get_by_role("button", name="Send these pages").click()
    plain.locator("[name=document_number]").fill("301902")
    plain.get_by_role("button", name="Send").click()

    expect(plain.get_by_text("Please say on which day it was bought.")).to_be_visible()
    expect(plain.get_by_text("Choose at least one product, and how many.")).to_be_visible()
    expect(plain.locator("[name=document_number]")).to_have_value("301902")
    assert Claim.objects.get().status == Status.DRAFT


def test_the_desk_decides(plain, program, sign_in, run_jobs):
    papers = [an_invoice(f"FV {number}/11/2026/KR", ZURAW) for number in (601, 602, 603)]
    sent(papers, email=MAREK, run_jobs=run_jobs)
    sign_in(plain, BARBARA).goto("/queue/next/")

    confirmed = on_screen(plain)
    plain.get_by_role("button", name="Confirm", exact=True).click()
    plain.get_by_role("button", name="Undo").click()
    plain.get_by_role("button", name="Confirm", exact=True).click()
    refused = on_screen(plain)
    plain.get_by_role("button", name="Refuse").click()
    # No script opened it: the page came once more, with the dialog open in it.
    assert plain.url.endswith(f"/queue/{refused}/?open=refuse")
    plain.get_by_role("button", name="The goods were returned.").click()
    asked = on_screen(plain)
    plain.get_by_role("button", name="Ask").click()
    dialog = plain.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("Which branch was it?")
    dialog.get_by_role("button", name="The seller has a question.").click()

    expect(plain.get_by_text("All answered")).to_be_visible()
    stand = [Claim.objects.get(uuid=claim).status for claim in (confirmed, refused, asked)]
    assert stand == [Status.VERIFIED, Status.REFUSED, Status.QUERIED]


def on_screen(page) -> str:
    """The claim in the page's address."""
    return urlsplit(page.url).path.split("/")[2]


def test_a_form_that_lacks_something_comes_back_open_with_what_was_written(plain, program, sign_in, run_jobs):
    (claim,) = sent([an_invoice("FV 604/11/2026/KR", ZURAW)], email=MAREK, run_jobs=run_jobs)
    sign_in(plain, BARBARA).goto(f"/queue/{claim.uuid}/?open=part")
    dialog = plain.get_by_role("dialog")
    quantity = dialog.get_by_role("spinbutton").first
    quantity.evaluate("field => field.form.noValidate = true")
    quantity.fill("1000")
    dialog.get_by_label("In your words").fill("He took less.")
    dialog.get_by_role("button", name="Confirm this much").click()

    expect(dialog.get_by_text("less than or equal to 12")).to_be_visible()
    expect(dialog.get_by_label("In your words")).to_have_value("He took less.")
    expect(quantity).to_be_focused()
    # The page now stands at another address, and its buttons still lead back to the claim.
    dialog.get_by_role("button", name="Close").click()
    plain.get_by_role("button", name="Ask").click()
    dialog.get_by_role("button", name="The seller has a question.").click()
    expect(dialog.get_by_text("Please write your question.")).to_be_visible()
    expect(dialog.get_by_role("textbox")).to_be_focused()
    assert Claim.objects.get(pk=claim.pk).status == Status.SUBMITTED
