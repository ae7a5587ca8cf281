"""The way of a participant in a real browser at phone width: from a file to a sent claim, with and without script."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from claims.models import Claim
from claims.services import intake, reading
from claims.states import Status
from tests import browser as browsers
from tests.browser import accessibility_violations
from tests.builders.claims import a_claim, a_draft, a_read_draft
from tests.builders.files import an_einvoice, an_upload
from tests.builders.programs import a_code
from tests.claims.phones import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.main_job]


def address(claim: Claim) -> str:
    return reverse("claims:claim", args=[claim.uuid])


def read(claim: Claim) -> None:
    reading.read(document_id=claim.document.uuid, clock=timezone.now)


def test_a_chosen_document_is_sent_read_and_becomes_a_claim(mareks_phone: Page, tmp_path: Path):
    invoice = tmp_path / "invoice.xml"
    invoice.write_bytes(an_einvoice())

    mareks_phone.goto(reverse("claims:new"))
    mareks_phone.set_input_files("#upload-file", invoice)
    mareks_phone.wait_for_url(re.compile(r"/claims/[0-9a-f-]{36}/"))
    expect(mareks_phone.get_by_text("Your document has arrived")).to_be_visible()
    claim = Claim.objects.get()
    read(claim)
    expect(mareks_phone.get_by_text("Everything was found")).to_be_visible()
    mareks_phone.get_by_role("button", name="Send · about 60 points").click()

    expect(mareks_phone.get_by_text("With Hurtownia Alfa")).to_be_visible()
    claim.refresh_from_db()
    assert (claim.status, claim.document_number) == (Status.SUBMITTED, "FV/2026/11/0457")


def test_what_one_typed_meanwhile_is_not_overwritten(mareks_phone: Page, marek):
    upload = an_upload(an_einvoice(number="FV/read"), name="invoice.xml")
    claim = intake.receive(participant=marek, files=[upload], intake_key=uuid4(), now=timezone.now())
    mareks_phone.goto(address(claim))
    mareks_phone.get_by_label("Document number").fill("FV/mine")

    read(claim)

    expect(mareks_phone.get_by_text("Elbow 20 mm").first).to_be_visible()
    expect(mareks_phone.get_by_label("Document number")).to_have_value("FV/mine")
    expect(mareks_phone.locator("#part-issuer_name")).to_contain_text("Hurtownia Alfa Sp. z o.o.")


def test_the_points_on_the_button_follow_the_quantity(mareks_phone: Page, marek):
    mareks_phone.goto(address(a_read_draft(marek)))

    mareks_phone.locator("#fact-line-0 summary").first.click()
    mareks_phone.get_by_label("Quantity").first.fill("20")
    mareks_phone.get_by_label("Quantity").first.blur()

    expect(mareks_phone.get_by_role("button", name="Send · about 100 points")).to_be_visible()


def test_a_double_tap_sends_once(mareks_phone: Page, marek):
    claim = a_read_draft(marek)
    mareks_phone.goto(address(claim))

    mareks_phone.get_by_role("button", name="Send").dblclick()

    expect(mareks_phone.get_by_text("With Hurtownia Alfa")).to_be_visible()
    assert claim.events.filter(became=Status.SUBMITTED).count() == 1


def test_all_of_it_works_without_a_script(browser: Browser, live_server, marek, tmp_path: Path):
    invoice = tmp_path / "invoice.xml"
    invoice.write_bytes(an_einvoice())
    with browsers.opened(browser, base_url=live_server.url, java_script_enabled=False, **browsers.PHONE) as page:
        sign_in(page, live_server, marek)
        page.goto(reverse("claims:new"))
        page.set_input_files("#upload-file", invoice)
        page.get_by_role("button", name="Send these pages").click()
        read(Claim.objects.get())
        page.get_by_role("link", name="Look again").click()
        expect(page.get_by_text("Everything was found")).to_be_visible()
        page.get_by_role("button", name="Send · about 60 points").click()
        expect(page.get_by_text("With Hurtownia Alfa")).to_be_visible()

    assert Claim.objects.get().status == Status.SUBMITTED


def test_a_typed_code_gives_its_points(mareks_phone: Page):
    mareks_phone.goto(reverse("claims:codes"))
    mareks_phone.get_by_label("Code on the pack").fill(a_code().lower())
    mareks_phone.get_by_label("Code on the pack").press("Enter")

    expect(mareks_phone.get_by_text("+25 points")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(mareks_phone: Page, marek, scheme: str):
    unread, read_one = a_draft(marek), a_draft(marek)
    read(read_one)
    claims = [unread, read_one, a_read_draft(marek), *(a_claim(status) for status in Status if status != Status.DRAFT)]
    pages = [reverse(name) for name in ("home", "points", "claims:new", "claims:history", "claims:codes")]
    mareks_phone.emulate_media(color_scheme=scheme)

    found = {}
    for place in [*pages, *(address(claim) for claim in claims)]:
        mareks_phone.goto(place)
        if violations := accessibility_violations(mareks_phone):
            found[place] = violations

    assert found == {}


def test_a_photo_is_shown_and_can_be_enlarged(mareks_phone: Page, marek):
    claim = a_draft(marek)
    read(claim)
    mareks_phone.goto(address(claim))
    photo = mareks_phone.get_by_role("img", name="Page 1 of the document")
    expect(photo).to_be_visible()
    expect(photo).to_have_js_property("complete", True)
    assert photo.evaluate("image => image.naturalWidth") > 0
    before = photo.bounding_box()

    mareks_phone.get_by_role("button", name="Larger").click()

    assert before
    assert photo.bounding_box()["width"] > before["width"]
