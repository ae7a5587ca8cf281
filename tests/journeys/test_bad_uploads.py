"""What cannot be a document is refused with a sentence on the page, and nothing is half made."""

import pytest
from playwright.sync_api import Page, Request, expect

from claims.models import Claim, DocumentFile
from jobs.models import Job
from tests.journeys.looks import is_fine
from tests.journeys.sending import MAREK, SAMPLES

RECEIPT = SAMPLES / "paragon-wieliczka-skan.png"

EMPTY = ("empty.jpg", b"", "empty")
PROGRAM = ("invoice.jpg", b"\x7fELF\x02\x01\x01" + bytes(3000), "cannot be read")
TOO_LARGE = ("film.jpg", b"\xff\xd8\xff\xe0" + bytes(30_000), "too large")


@pytest.fixture
def at_upload(phone: Page, program, sign_in) -> Page:
    """Marek is about to add a document."""
    sign_in(phone, MAREK).goto("/claims/new/")
    return phone


@pytest.mark.parametrize(("name", "data", "words"), [EMPTY, PROGRAM, TOO_LARGE], ids=["empty", "program", "too large"])
def test_a_sentence_says_what_to_do(at_upload, settings, name, data, words):
    settings.UPLOAD_MAX_BYTES = 20_000

    choose(at_upload, name, data)

    expect(at_upload.locator("[data-upload-text]")).to_contain_text(words, ignore_case=True)
    is_fine(at_upload)
    nothing_is_made()


def test_after_a_refusal_the_right_file_goes_through(at_upload):
    choose(at_upload, "invoice.jpg", PROGRAM[1])
    expect(at_upload.locator("[data-upload-text]")).to_contain_text("cannot be read")

    at_upload.get_by_role("button", name="Take this page away").click()
    at_upload.locator("#upload-file").set_input_files(RECEIPT)

    at_upload.wait_for_url("**/claims/*-*/")
    assert Claim.objects.count() == 1


def test_an_upload_that_breaks_off_goes_on_and_makes_one_claim(at_upload):
    broken: list[Request] = []

    def break_off(route):
        # The first time the answer is lost on the way back, the second time nothing arrives at all.
        broken.append(route.request)
        if len(broken) == 1:
            route.fetch()
        route.abort() if len(broken) < 3 else route.continue_()

    at_upload.route("**/claims/new/", break_off)
    at_upload.locator("#upload-file").set_input_files(RECEIPT)
    expect(at_upload.get_by_text("Kept on this phone;")).to_be_visible()
    at_upload.get_by_role("button", name="Try now").click()
    expect(at_upload.get_by_text("Kept on this phone;")).to_be_visible()
    at_upload.get_by_role("button", name="Try now").click()

    at_upload.wait_for_url("**/claims/*-*/")
    assert (Claim.objects.count(), DocumentFile.objects.count()) == (1, 1)


def choose(page: Page, name: str, data: bytes) -> None:
    """Choose this file, as it comes from a phone."""
    page.locator("#upload-file").set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": data})


def nothing_is_made() -> None:
    """No claim, no file, no job about one; the demo's codes and companies have jobs of their own."""
    jobs = Job.objects.filter(task__startswith="claims.")
    assert (Claim.objects.count(), DocumentFile.objects.count(), jobs.count()) == (0, 0, 0)
