"""Without a connection: what was chosen is kept on the phone for its person, and becomes exactly one claim later."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, Request, Route, expect

from claims.models import Claim
from tests import browser as browsers
from tests.browser import accessibility_violations
from tests.builders.files import picture
from tests.claims.phones import (
    NEW,
    ONE_WAITS,
    PHOTO,
    PROGRAM,
    TOLD,
    choose,
    keep_one,
    network_comes_back,
    no_upload_passes,
    sign_in,
    uploads_pass,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent(mareks_phone: Page) -> list[Request]:
    """The uploads that left the phone so far."""
    found: list[Request] = []

    def note(request: Request) -> None:
        if request.method == "POST" and NEW.search(request.url):
            found.append(request)

    mareks_phone.context.on("requestfinished", note)
    return found


def test_chosen_offline_it_becomes_one_claim_when_the_page_is_opened_again(mareks_phone: Page, marek, sent):
    mareks_phone.goto(reverse("claims:new"))
    mareks_phone.context.set_offline(True)
    choose(mareks_phone)
    expect(mareks_phone.get_by_text(TOLD)).to_be_visible()
    # Not loaded again without a connection: Chromium's error page loads itself anew with the network, and would send.
    mareks_phone.goto("about:blank")

    mareks_phone.context.set_offline(False)
    mareks_phone.goto(reverse("claims:new"))

    expect(mareks_phone.get_by_text("Your document has arrived.")).to_be_visible()
    mareks_phone.goto(reverse("home"))
    expect(mareks_phone.get_by_text(ONE_WAITS)).to_have_count(0)
    assert [claim.participant for claim in Claim.objects.all()] == [marek]
    assert len(sent) == 1


def test_it_goes_by_itself_while_the_page_stays_open(mareks_phone: Page):
    mareks_phone.goto(reverse("claims:new"))
    mareks_phone.context.set_offline(True)
    choose(mareks_phone)
    expect(mareks_phone.get_by_text(TOLD)).to_be_visible()

    mareks_phone.context.set_offline(False)

    mareks_phone.wait_for_url(re.compile(r"/claims/[0-9a-f-]{36}/"))
    mareks_phone.goto(reverse("home"))
    expect(mareks_phone.get_by_text(ONE_WAITS)).to_have_count(0)
    assert Claim.objects.count() == 1


def test_home_shows_what_waits_and_sends_it_when_the_network_is_back(mareks_phone: Page):
    keep_one(mareks_phone)
    mareks_phone.goto(reverse("home"))
    expect(mareks_phone.get_by_role("heading", name=ONE_WAITS)).to_be_visible()
    expect(mareks_phone.get_by_text("photo.jpg")).to_be_visible()
    expect(mareks_phone.get_by_text("Not sent yet. It goes as soon as there is a connection.")).to_be_visible()
    assert not Claim.objects.exists()

    network_comes_back(mareks_phone.context)

    mareks_phone.get_by_role("link", name="Go on").click()
    mareks_phone.wait_for_url(f"**{reverse('claims:claim', args=[Claim.objects.get().uuid])}")


def test_send_now_sends(mareks_phone: Page):
    keep_one(mareks_phone)
    with mareks_phone.expect_event("requestfailed", lambda request: request.method == "POST"):
        mareks_phone.goto(reverse("home"))
    uploads_pass(mareks_phone.context)

    mareks_phone.get_by_role("button", name="Send now").click()

    expect(mareks_phone.get_by_text("Your document has arrived.")).to_be_visible()
    assert Claim.objects.count() == 1


def test_deleted_it_is_never_sent(mareks_phone: Page):
    keep_one(mareks_phone)
    mareks_phone.goto(reverse("home"))
    mareks_phone.get_by_role("button", name="Delete", exact=True).click()
    mareks_phone.get_by_role("button", name="Delete it").click()
    expect(mareks_phone.get_by_text(ONE_WAITS)).to_be_hidden()

    uploads_pass(mareks_phone.context)
    mareks_phone.reload()

    expect(mareks_phone.get_by_text(ONE_WAITS)).to_have_count(0)
    assert not Claim.objects.exists()


def test_two_tabs_do_not_send_it_twice(mareks_phone: Page, sent):
    keep_one(mareks_phone)
    tabs = [mareks_phone, mareks_phone.context.new_page()]
    for tab in tabs:
        tab.goto(reverse("home"))
        expect(tab.get_by_text("Not sent yet.")).to_be_visible()

    network_comes_back(mareks_phone.context)

    for tab in tabs:
        expect(tab.get_by_text(ONE_WAITS)).to_be_hidden()
    assert (Claim.objects.count(), len(sent)) == (1, 1)


def test_an_answer_that_was_lost_leads_to_the_same_claim(mareks_phone: Page, sent):
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    mareks_phone.goto(reverse("claims:new"))
    mareks_phone.context.route(NEW, lose_the_answer)
    choose(mareks_phone)
    expect(mareks_phone.get_by_text(TOLD)).to_be_visible()
    claim = Claim.objects.get()
    mareks_phone.context.unroute(NEW)

    mareks_phone.goto(reverse("home"))

    expect(mareks_phone.get_by_role("link", name="Go on")).to_have_attribute(
        "href", reverse("claims:claim", args=[claim.uuid])
    )
    assert Claim.objects.count() == 1


def test_what_the_service_refuses_is_said_and_stays_until_it_is_deleted(mareks_phone: Page):
    keep_one(mareks_phone, PROGRAM)
    uploads_pass(mareks_phone.context)
    for _look in range(2):
        mareks_phone.goto(reverse("home"))
        expect(mareks_phone.get_by_text("cannot be read")).to_be_visible()

    mareks_phone.get_by_role("button", name="Delete", exact=True).click()
    mareks_phone.get_by_role("button", name="Delete it").click()

    expect(mareks_phone.get_by_text("cannot be read")).to_have_count(0)


def test_a_phone_that_can_keep_nothing_says_so_and_sends_while_the_page_is_open(mareks_phone: Page):
    # what a browser does whose disk is full
    mareks_phone.add_init_script(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    mareks_phone.goto(reverse("claims:new"))
    mareks_phone.context.set_offline(True)
    choose(mareks_phone)
    expect(mareks_phone.get_by_text("this phone cannot keep your pictures")).to_be_visible()

    mareks_phone.context.set_offline(False)

    mareks_phone.wait_for_url(re.compile(r"/claims/[0-9a-f-]{36}/"))
    assert Claim.objects.count() == 1


def test_a_page_added_after_an_answer_was_lost_is_not_lost(mareks_phone: Page):
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    mareks_phone.goto(reverse("claims:new"))
    mareks_phone.context.route(NEW, lose_the_answer)
    choose(mareks_phone)
    expect(mareks_phone.get_by_text(TOLD)).to_be_visible()
    mareks_phone.context.unroute(NEW)

    mareks_phone.set_input_files("#upload-file", [PHOTO | {"name": "two.jpg", "buffer": picture("page 2")}])

    mareks_phone.wait_for_url(re.compile(r"/claims/[0-9a-f-]{36}/"))
    assert Claim.objects.get().document.files.count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_said_offline_shuts_nobody_out(mareks_phone: Page, scheme: str):
    mareks_phone.emulate_media(color_scheme=scheme)
    found = {}
    no_upload_passes(mareks_phone.context)
    mareks_phone.goto(reverse("claims:new"))
    choose(mareks_phone)
    expect(mareks_phone.get_by_text(TOLD)).to_be_visible()
    found["told"] = accessibility_violations(mareks_phone)
    mareks_phone.goto(reverse("home"))
    expect(mareks_phone.get_by_text("Not sent yet.")).to_be_visible()
    found["waiting"] = accessibility_violations(mareks_phone)
    mareks_phone.get_by_role("button", name="Delete", exact=True).click()
    found["asked"] = accessibility_violations(mareks_phone)
    mareks_phone.keyboard.press("Escape")
    uploads_pass(mareks_phone.context)
    mareks_phone.get_by_role("button", name="Send now").click()
    expect(mareks_phone.get_by_text("Your document has arrived.")).to_be_visible()
    found["arrived"] = accessibility_violations(mareks_phone)

    assert found == {"told": [], "waiting": [], "asked": [], "arrived": []}


def test_the_numbers_are_polish_in_polish(browser: Browser, live_server, marek):
    marek.user.language = "pl"
    marek.user.save()
    with browsers.opened(browser, base_url=live_server.url, **browsers.PHONE) as page:
        sign_in(page, live_server, marek)
        no_upload_passes(page.context)
        for number, words in ((1, "1 dokument czeka"), (2, "2 dokumenty czekają")):
            page.goto(reverse("claims:new"))
            page.set_input_files("#upload-file", [PHOTO | {"buffer": picture(f"FV/{number}")}])
            page.get_by_role("button", name="Wyślij te strony").click()
            expect(page.get_by_text("Zachowane na tym telefonie")).to_be_visible()
            page.goto(reverse("home"))
            expect(page.get_by_role("heading", name=f"{words} na tym telefonie")).to_be_visible()
