"""A clerk hands over a sales file: dropped, its columns named once, read, and what was left out told."""

import pytest
from playwright.sync_api import Browser, Page, expect

from distributors.models import Sale, SalesFile
from tests import browser as browsers
from tests.distributors.reading.files import csv_bytes, row
from tests.journeys.looks import is_fine
from tests.journeys.sending import BARBARA

SIZES = {"phone": browsers.PHONE, "desk": browsers.DESK}

CONTENT = csv_bytes(row(), row(number="FV/2026/11/0458", quantity="dwa"), row(number="FV/2026/11/0459"))


def chosen(page: Page, name: str, content: bytes) -> None:
    page.locator("#file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


@pytest.mark.main_job
def test_from_the_file_to_the_sales(page, worker, sign_in):
    sign_in(page, BARBARA).goto("/queue/")
    page.get_by_role("link", name="Sales").click()
    is_fine(page)

    chosen(page, "november.csv", CONTENT)
    page.get_by_role("button", name="Hand over", exact=True).click()
    expect(page.locator("#progress")).to_contain_text("waiting")
    is_fine(page)
    worker.start()

    page.get_by_role("button", name="Read the file").wait_for()
    expect(page.get_by_label("Numer faktury")).to_have_value("number")
    is_fine(page)
    page.get_by_role("button", name="Read the file").click()

    expect(page.locator("#progress")).to_contain_text("new sales")
    expect(page.get_by_role("table")).to_contain_text("not a number")
    is_fine(page)
    assert Sale.objects.filter(file__handed_in_by__email=BARBARA).count() == 2

    page.goto("/sales/")
    is_fine(page)
    chosen(page, "december.csv", CONTENT.replace(b"0459", b"0460"))
    page.get_by_role("button", name="Hand over", exact=True).click()
    expect(page.locator("#progress")).to_contain_text("known before")
    assert SalesFile.objects.get(name="december.csv").same == 1


@pytest.fixture(params=SIZES)
def polish(request, browser: Browser, live_server):
    """A browser whose reader reads Polish."""
    with browsers.opened(browser, base_url=live_server.url, locale="pl-PL", **SIZES[request.param]) as page:
        yield page


def test_in_polish_and_without_waiting(polish, program, sign_in, run_jobs):
    sign_in(polish, BARBARA, language="pl").goto("/sales/")
    is_fine(polish)
    chosen(polish, "Sprzedaż za listopad, wszystkie oddziały i magazyny (eksport z systemu) wersja 2.csv", CONTENT)
    polish.get_by_role("button", name="Przekaż", exact=True).click()
    polish.wait_for_url("**/sales/*-*/")
    run_jobs()
    polish.reload()
    is_fine(polish)
    polish.get_by_role("button", name="Odczytaj plik").click()
    run_jobs()
    polish.reload()
    is_fine(polish)

    polish.goto("/sales/keys/")
    polish.get_by_label("Do czego służy?").fill("nocny eksport")
    polish.get_by_role("button", name="Utwórz klucz").click()
    expect(polish.locator(".secret").first).to_contain_text("kwit_")
    is_fine(polish)
    polish.goto("/sales/")
    is_fine(polish)


def test_without_script(browser, live_server, program, sign_in, run_jobs):
    with browsers.opened(browser, base_url=live_server.url, java_script_enabled=False, **browsers.DESK) as page:
        sign_in(page, BARBARA).goto("/sales/")
        chosen(page, "november.csv", CONTENT)
        page.get_by_role("button", name="Hand over", exact=True).click()
        run_jobs()
        page.get_by_role("link", name="Look again").click()
        page.get_by_role("button", name="Read the file").click()
        run_jobs()
        page.get_by_role("link", name="Look again").click()

        expect(page.locator("#progress")).to_contain_text("new sales")
