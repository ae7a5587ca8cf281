"""The clerk's way by keyboard alone: from signing in to the last claim of the queue."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from claims.models import Claim, Correction
from claims.states import Status
from participants.models import User
from samples.loading import DEMO_PASSWORD
from tests.journeys.conftest import NOW
from tests.journeys.looks import is_fine
from tests.journeys.sending import BARBARA, MAREK, ZURAW, an_invoice, sample, sent

MOST_TABS = 80


@pytest.fixture
def queue(program, run_jobs) -> list[Claim]:
    """An invoice with a picture and five without wait for Barbara, in this order."""
    User.objects.filter(email=BARBARA).update(language="en")
    others = [an_invoice(f"FV {number}/11/2026/KR", ZURAW) for number in range(501, 506)]
    claims = sent([sample("faktura-zuraw-ksef-wizualizacja.pdf"), *others], email=MAREK, run_jobs=run_jobs)
    # Within a day, a doubt comes last.
    Claim.objects.filter(pk=claims[0].pk).update(due_on=NOW.date())
    return claims


@pytest.fixture
def two_pages(program, run_jobs) -> Claim:
    """An invoice of two pages waits for Barbara."""
    (claim,) = sent([sample("faktura-zuraw-dwie-strony.pdf")], email=MAREK, run_jobs=run_jobs)
    return claim


@pytest.mark.main_job
def test_a_queue_is_answered_without_the_mouse(page, queue):
    elbows, reading, asked, in_part, corrected, skipped = queue
    sign_in_by_keyboard(page)
    is_fine(page)
    expect(page.locator(".bar-state")).to_have_text("6 waiting")
    start_after_a_look_at_the_keys(page)
    shows(page, elbows)
    is_fine(page)

    page.keyboard.press("c")
    shows(page, reading)
    assert_is(elbows, Status.VERIFIED)
    undo_and_confirm_again(page, elbows)
    shows(page, reading)
    assert_is(elbows, Status.VERIFIED)

    refuse_as_returned(page)
    shows(page, asked)
    assert_is(reading, Status.REFUSED)
    assert reading.events.get(became=Status.REFUSED).reason == "returned"

    ask(page, "Which branch was it?")
    shows(page, in_part)
    assert_is(asked, Status.QUERIED)

    confirm_only(page, "5")
    shows(page, corrected)
    assert_is(in_part, Status.VERIFIED)
    assert in_part.lines.get(product__sku="NP-E16").confirmed_quantity == 5

    correct_number(page, "FV 503/11/2026/NS")
    expect(page.get_by_text("Corrected.")).to_be_visible()
    # The keys work as soon as the page has loaded.
    page.wait_for_load_state()
    assert Correction.objects.filter(claim=corrected, name="document_number").exists()

    skip_and_confirm_the_rest(page, skipped, corrected)
    expect(page.get_by_text("All answered")).to_be_visible()
    is_fine(page)


def start_after_a_look_at_the_keys(page: Page) -> None:
    page.wait_for_load_state()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Start with the oldest")
    page.keyboard.press("Escape")
    page.keyboard.press("n")


def open_dialog(page: Page, key: str, name: str) -> Locator:
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name=name)
    expect(dialog).to_be_visible()
    is_fine(page)
    return dialog


def undo_and_confirm_again(page: Page, claim: Claim) -> None:
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    is_fine(page)
    page.keyboard.press("u")
    shows(page, claim)
    assert_is(claim, Status.SUBMITTED)
    expect(page.get_by_text("The claim waits again.")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("c")


def refuse_as_returned(page: Page) -> None:
    open_dialog(page, "r", "Why not?")
    page.keyboard.press("7")


def ask(page: Page, question: str) -> None:
    dialog = open_dialog(page, "a", "What do you need to know?")
    tab_to(page, dialog.get_by_role("textbox"))
    page.keyboard.type(question)
    tab_to(page, dialog.get_by_role("button", name="The seller has a question."))
    page.keyboard.press("Enter")


def confirm_only(page: Page, quantity: str) -> None:
    dialog = open_dialog(page, "p", "How much was sold?")
    tab_to(page, dialog.get_by_role("spinbutton").first)
    type_instead(page, quantity)


def correct_number(page: Page, number: str) -> None:
    dialog = open_dialog(page, "e", "Correct the claim")
    tab_to(page, dialog.locator("[name=correct-document_number]"))
    type_instead(page, number)


def type_instead(page: Page, text: str) -> None:
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def skip_and_confirm_the_rest(page: Page, skipped: Claim, corrected: Claim) -> None:
    page.keyboard.press("s")
    shows(page, skipped)
    page.keyboard.press("c")
    shows(page, corrected)
    page.keyboard.press("c")


def test_a_product_is_found_and_chosen_by_keyboard(page, program, sign_in, run_jobs):
    (claim,) = sent([an_invoice("FV 510/11/2026/KR", ZURAW)], email=MAREK, run_jobs=run_jobs)
    claim.lines.update(product=None)
    sign_in(page, BARBARA).goto(f"/queue/{claim.uuid}/")
    expect(page.get_by_text("No product of the program is on the claim. Correct the claim")).to_be_visible()
    is_fine(page)

    dialog = open_dialog(page, "e", "Correct the claim")
    tab_to(page, dialog.get_by_role("combobox").first)
    page.keyboard.type("np-e16")
    is_fine(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Corrected.")).to_be_visible()
    assert claim.lines.filter(product__sku="NP-E16").exists()
    page.wait_for_load_state()
    page.keyboard.press("c")
    page.wait_for_url("**/queue/")
    assert_is(claim, Status.VERIFIED)


def test_the_picture_follows_the_facts_and_the_keys(page, two_pages, sign_in):
    sign_in(page, BARBARA).goto("/queue/next/")
    picture, place = page.locator(".viewer-page:visible"), page.locator("[data-box=total]")
    total = page.locator("#fact-total")
    expect(place).not_to_have_class(re.compile("is-shown"))

    tab_to(page, total)
    expect(place).to_have_class(re.compile("is-shown"))
    expect(page.locator(".viewer-pages output")).to_have_text("2 / 2")

    page.keyboard.press("w")
    whole = scale_of(picture)
    page.keyboard.press("+")
    assert scale_of(picture) > whole
    page.keyboard.press("-")
    assert scale_of(picture) == pytest.approx(whole, rel=0.01)
    page.keyboard.press("t")
    assert "rotate(90deg)" in str(picture.get_attribute("style"))
    page.keyboard.press("PageUp")
    expect(page.locator(".viewer-pages output")).to_have_text("1 / 2")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".viewer-pages output")).to_have_text("2 / 2")
    tab_to(page, page.locator("#fact-line-1"))
    expect(page.locator("[data-box=line-1]")).to_have_class(re.compile("is-shown"))


def test_a_tap_on_a_fact_brings_its_place_into_sight(phone, two_pages, sign_in):
    sign_in(phone, BARBARA).goto("/queue/next/")
    phone.wait_for_load_state()
    row = phone.locator("#fact-total")
    row.scroll_into_view_if_needed()
    phone.evaluate("scrollTo(0, document.querySelector('#fact-total').offsetTop + 2000)")

    row.locator("td").first.tap()

    expect(phone.locator("[data-box=total]")).to_have_class(re.compile("is-shown"))
    expect(phone.locator(".viewer-stage")).to_be_in_viewport()


def test_the_desk_fits_a_phone_too(phone, two_pages, sign_in):
    sign_in(phone, BARBARA).goto("/queue/")
    is_fine(phone)
    phone.get_by_role("link", name="Start with the oldest").click()
    shows(phone, two_pages)
    is_fine(phone)

    phone.get_by_role("button", name="Refuse").click()
    is_fine(phone)
    phone.get_by_role("button", name="The goods were returned.").click()

    phone.wait_for_url("**/queue/")
    assert_is(two_pages, Status.REFUSED)


def sign_in_by_keyboard(page: Page) -> None:
    """Barbara types her way in."""
    page.goto("/accounts/login/")
    is_fine(page)
    tab_to(page, page.get_by_label("Email"))
    page.keyboard.type(BARBARA)
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue/")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"not reached by Tab: {wanted}")


def shows(page: Page, claim: Claim) -> None:
    """The page of this claim is open."""
    page.wait_for_url(f"**/queue/{claim.uuid}/")


def assert_is(claim: Claim, status: Status) -> None:
    """The claim stands so in the database."""
    assert Claim.objects.get(pk=claim.pk).status == status


def scale_of(picture: Locator) -> float:
    """How large the picture is drawn."""
    found = re.search(r"scale\(([0-9.]+)\)", str(picture.get_attribute("style")))
    assert found
    return float(found[1])
