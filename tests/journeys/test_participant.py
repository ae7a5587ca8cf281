"""The participant's whole way, on a phone: in, a claim from photo to promise, a code, a course."""

import re
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from claims.models import Claim
from claims.states import Status
from tests.journeys.looks import is_fine

SAMPLES = Path(__file__).parents[2] / "samples" / "documents"
RECEIPT = SAMPLES / "paragon-wieliczka.jpg"
READ = 120_000
"""Milliseconds for reading a photo on a busy machine; alone it takes some seconds."""


@pytest.mark.main_job
def test_from_signing_up_to_a_sent_claim_and_back(phone, program, worker):
    sign_up(phone)
    expect(phone.get_by_text("Claim your first purchase")).to_be_visible()
    is_fine(phone)

    phone.get_by_role("link", name="Photograph invoice").click()
    is_fine(phone)
    upload(phone, RECEIPT)
    is_fine(phone)

    # Somebody who types while it is read keeps what they typed.
    number = phone.locator("[name=document_number]")
    number.fill("118042/A")
    phone.evaluate("window.isTheSamePage = true")
    worker.start()
    expect(phone.locator("#reading")).to_have_attribute("data-state", "read", timeout=READ)
    expect(phone.locator("#part-issue_date")).to_contain_text("17 October")
    assert phone.evaluate("window.isTheSamePage") is True
    expect(number).to_have_value("118042/A")
    is_fine(phone)

    answer_what_is_unsure(phone)
    phone.get_by_role("button", name="Send").click()
    sent = Claim.objects.get()
    expect(phone.locator("[data-status=submitted]")).to_be_visible()
    assert (sent.document_number, sent.issue_date.isoformat()) == ("118042/A", "2026-10-17")
    # Two working days after a Friday.
    expect(phone.get_by_text("Answer by Tue 24 Nov")).to_be_visible()
    is_fine(phone)

    phone.goto("/")
    expect(phone.get_by_text("1 claim is being checked")).to_be_visible()
    is_fine(phone)
    phone.locator(".row-link").first.click()
    withdraw(phone)
    expect(phone.locator("[data-status=withdrawn]")).to_be_visible()
    assert Claim.objects.get().status == Status.WITHDRAWN


def upload(phone: Page, *files: Path) -> None:
    """Choose files on the page of a new claim; it goes on by itself, unless the picture looks doubtful."""
    phone.locator("#upload-file").set_input_files(files)
    draft, hint = phone.locator("#reading"), phone.locator(".upload-hint:visible")
    expect(draft.or_(hint).first).to_be_visible(timeout=READ)
    if hint.count():
        phone.get_by_role("button", name="Send these pages").click()
    expect(draft).to_be_visible(timeout=READ)


def answer_what_is_unsure(phone: Page) -> None:
    """Look at each field that asks for attention, and say what the paper says."""
    paper = {
        "issuer_name": "Kątownik S.A.",
        "issuer_tax_id": "6799844167",
        "issue_date": "2026-10-17",
        "total": "302,83",
    }
    for name, value in paper.items():
        field = phone.locator(f"#part-{name} .is-unsure input")
        if field.count():
            field.fill(value)
            field.blur()


def withdraw(phone: Page) -> None:
    """Withdraw, and say yes."""
    phone.get_by_text("Withdraw", exact=True).click()
    phone.get_by_role("button", name="Yes, withdraw it").click()


def sign_up(phone: Page) -> None:
    """As somebody new does who got the program's address."""
    phone.goto("/p/nurtia/")
    is_fine(phone)
    phone.get_by_label("Email").fill("zofia@example.com")
    phone.get_by_label("Password").fill("rura-miedziana-22")
    phone.get_by_label("Your name").fill("Zofia Wójcik")
    phone.get_by_label(re.compile("accept the terms")).check()
    phone.get_by_role("button", name="Sign up").click()
    phone.wait_for_url("**/confirm-email/**")
    is_fine(phone)
    code = re.search(r"^([A-Z0-9-]{6,9})$", mail.outbox[-1].body, re.MULTILINE)
    assert code, mail.outbox[-1].body
    phone.get_by_label("Code").fill(code[1])
    phone.get_by_role("button", name=re.compile("Confirm")).click()
