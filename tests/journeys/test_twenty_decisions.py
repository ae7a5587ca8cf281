"""Twenty claims answered one after the other by keyboard alone; each decision is one request, and in the database."""

import pytest
from playwright.sync_api import Page, Request, expect

from claims.models import Claim
from claims.states import Status
from tests.journeys.looks import is_fine
from tests.journeys.sending import BARBARA, MAREK, ZURAW, an_invoice, sent
from tests.journeys.test_clerk import shows
from verification.models import Decision, Offer

TWENTY = 20
WAYS = ("confirm", "part", "ask", "refuse")
KINDS = {
    "confirm": (Decision.Kind.CONFIRM, Status.VERIFIED),
    "part": (Decision.Kind.CONFIRM_IN_PART, Status.VERIFIED),
    "ask": (Decision.Kind.ASK, Status.QUERIED),
    "refuse": (Decision.Kind.REFUSE, Status.REFUSED),
}


@pytest.fixture
def queue(program, run_jobs) -> list[Claim]:
    """Twenty invoices wait for Barbara."""
    files = [an_invoice(f"FV {number}/11/2026/KR", ZURAW) for number in range(601, 601 + TWENTY)]
    return sent(files, email=MAREK, run_jobs=run_jobs)


@pytest.mark.main_job
def test_twenty_claims_are_answered_by_keyboard_alone_one_request_each(page, queue, sign_in):
    asked: list[Request] = []
    sign_in(page, BARBARA).goto("/queue/")
    page.wait_for_load_state()
    page.keyboard.press("n")
    shows(page, queue[0])
    page.wait_for_load_state("networkidle")
    page.on("request", lambda request: asked.append(request) if request.resource_type != "image" else None)

    for number, claim in enumerate(queue):
        expect(page.locator(".queue-list [aria-current]")).to_contain_text(claim.document_number)
        answer(page, WAYS[number % len(WAYS)])
        if number + 1 < TWENTY:
            shows(page, queue[number + 1])

    page.wait_for_url("**/queue/")
    expect(page.get_by_text("All answered")).to_be_visible()
    for number, claim in enumerate(queue):
        claim.refresh_from_db()
        assert (claim.decisions.get().kind, claim.status) == KINDS[WAYS[number % len(WAYS)]], claim.document_number
    part = queue[1].lines.get(product__sku="NP-E16")
    assert part.confirmed_quantity == 5
    assert queue[3].decisions.get().reason == "returned"
    posts = [request for request in asked if request.method == "POST"]
    pages = [request for request in asked if request.resource_type == "document"]
    assert len(posts) == TWENTY and len(pages) == 1, [request.url for request in asked]
    assert not Offer.objects.exists()


def answer(page: Page, way: str) -> None:
    """Four ways, each as many keys as it takes."""
    if way == "confirm":
        page.keyboard.press("c")
    elif way == "part":
        page.keyboard.press("p")
        expect(page.get_by_role("dialog", name="How much was sold?").get_by_role("spinbutton").first).to_be_focused()
        page.keyboard.type("5")
        page.keyboard.press("Enter")
    elif way == "ask":
        page.keyboard.press("a")
        expect(page.get_by_role("dialog", name="What do you need to know?")).to_be_visible()
        page.keyboard.press("2")
    else:
        page.keyboard.press("r")
        expect(page.get_by_role("dialog", name="Why not?")).to_be_visible()
        page.keyboard.press("7")


def test_the_filter_is_reached_by_a_key_and_goes_along(page, queue, sign_in):
    sign_in(page, BARBARA).goto("/queue/")
    page.wait_for_load_state()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("610/11")
    page.keyboard.press("Enter")
    page.wait_for_url("**words=610*")
    expect(page.locator(".narrowed")).to_contain_text("1 of 20")
    is_fine(page)

    page.keyboard.press("n")
    page.wait_for_url(f"**/queue/{queue[9].uuid}/?words=*")
    page.wait_for_load_state()
    page.keyboard.press("c")
    page.wait_for_url("**/queue/?words=*")
    expect(page.get_by_text("Nothing here fits the filter")).to_be_visible()
    is_fine(page)


def test_a_claim_is_given_back_when_its_page_is_left(page, queue, sign_in):
    sign_in(page, BARBARA).goto(f"/queue/{queue[0].uuid}/")
    page.wait_for_load_state()
    assert Offer.objects.count() == 2

    page.goto("/queue/")
    expect(page.locator("main")).to_be_visible()

    for _try in range(100):
        if not Offer.objects.exists():
            return
        page.wait_for_timeout(50)
    raise AssertionError(list(Offer.objects.all()))


def test_several_claims_are_confirmed_together_by_keyboard(page, queue, sign_in):
    sign_in(page, BARBARA).goto("/queue/")
    page.wait_for_load_state()
    page.keyboard.press("t")
    page.wait_for_url("**/queue/together/")
    expect(page.get_by_role("checkbox")).to_have_count(TWENTY)
    is_fine(page)
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("c")

    expect(page.get_by_text("19 confirmed.")).to_be_visible()
    is_fine(page)
    assert Claim.objects.filter(status=Status.VERIFIED).count() == TWENTY - 1


def test_several_at_once_fits_a_phone_too(phone, queue, sign_in):
    sign_in(phone, BARBARA).goto("/queue/together/")
    is_fine(phone)
    phone.get_by_role("button", name="Confirm those marked").click()
    expect(phone.get_by_text("20 confirmed.")).to_be_visible()
