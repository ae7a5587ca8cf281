"""Taking one's data along and leaving, on a phone and at a desk; and what is said where pictures were deleted."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from config import keeping
from participants.models import Participant
from tests.journeys.looks import is_fine
from tests.journeys.sending import MAREK, ZURAW, an_invoice, sample, sent
from verification.services import decisions


@pytest.mark.parametrize("device", ["phone", "page"])
def test_a_participant_takes_the_data_along_and_leaves(device, request, program, sign_in, run_jobs):
    sent([an_invoice("FV 9/11", ZURAW)], email=MAREK, run_jobs=run_jobs)
    page = sign_in(request.getfixturevalue(device), MAREK)

    page.goto(reverse("participants:details"))
    is_fine(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download my data").click()
    assert json.loads(Path(download.value.path()).read_text())["person"][0]["email"] == MAREK

    page.get_by_role("link", name="Leave the program").click()
    is_fine(page)
    page.get_by_label("I want to leave").check()
    page.get_by_role("button", name="Leave for good").click()
    expect(page.get_by_text("You have left the program")).to_be_visible()
    is_fine(page)
    assert not Participant.objects.filter(name="Marek Nowak").exists()

    page.goto("/")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def test_pages_without_their_pictures(phone, page, program, sign_in, run_jobs):
    (claim,) = sent([sample("faktura-katownik.pdf")], email=MAREK, run_jobs=run_jobs)
    clerk = claim.distributor.clerks.first().user
    decisions.confirm(claim=claim, by=clerk, now=timezone.now())
    list(keeping.enforce(now=timezone.now() + timedelta(days=366)))

    for browser, email, name in ((phone, MAREK, "claims:claim"), (page, clerk.email, "verification:claim")):
        sign_in(browser, email).goto(reverse(name, args=[claim.uuid]))
        expect(browser.get_by_text("Pictures and files of this claim were deleted on")).to_be_visible()
        is_fine(browser)
