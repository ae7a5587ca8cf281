"""Pages that few people meet: the answer by mail, two claims side by side, the audits, the alarm of wrong codes."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from campaigns.models import Campaign
from claims.models import Claim, WrongCodeTry
from claims.states import Status
from distributors.models import Distributor
from participants.models import Participant, User
from tests import browser as browsers
from tests.journeys.looks import is_fine
from tests.journeys.sending import AGNIESZKA, BARBARA, MAREK, ZURAW, an_invoice, sample, sent
from tests.journeys.test_admin import JOANNA
from verification.models import MailLink
from verification.services import decisions, mail_links

WRONG_CODES = 60
PAPER = "faktura-zuraw-ksef-wizualizacja.pdf"
SIZES = {"phone": browsers.PHONE, "desk": browsers.DESK}


@pytest.fixture(params=SIZES)
def reader(request, browser: Browser, live_server):
    """A page at the size of a phone, and at that of a desk."""
    with browsers.opened(browser, base_url=live_server.url, **SIZES[request.param]) as page:
        yield page


def test_a_shop_answers_from_its_mail(reader, program, run_jobs):
    Distributor.objects.filter(name__startswith="Żuraw").update(answers_by_mail="lada@zuraw-hurt.example.com")
    (claim,) = sent([sample(PAPER)], email=MAREK, run_jobs=run_jobs)

    reader.goto(f"/queue/mail/{mail_links.secret_of(MailLink.objects.get(claim=claim))}/")
    is_fine(reader)
    reader.get_by_role("button", name="Tak, to nasza sprzedaż").click()
    expect(reader.get_by_text("Z tego linku już udzielono odpowiedzi.")).to_be_visible()
    is_fine(reader)

    assert Claim.objects.get(pk=claim.pk).status == Status.VERIFIED


def test_two_claims_on_one_paper_stand_side_by_side(reader, program, sign_in, run_jobs):
    (first,) = sent([sample(PAPER)], email=MAREK, run_jobs=run_jobs)
    (second,) = sent([sample(PAPER)], email=AGNIESZKA, run_jobs=run_jobs)

    sign_in(reader, BARBARA).goto(f"/queue/{second.uuid}/")
    reader.locator("[data-problem] a[href*='/beside/']").first.click()
    reader.wait_for_url(f"**/queue/{second.uuid}/beside/{first.uuid}/")
    expect(reader.get_by_text("Agnieszka").first).to_be_visible()
    is_fine(reader)


def test_the_audits_show_what_people_answered(reader, program, sign_in, run_jobs):
    drawn_and_answered(run_jobs)

    sign_in(reader, JOANNA).goto("/admin/audits/")
    is_fine(reader)
    reader.locator("main a[href*='outcome=']").first.click()
    expect(reader.get_by_role("table")).to_be_visible()
    is_fine(reader)


def drawn_and_answered(run_jobs: Callable[[], int]) -> None:
    """Six claims that a machine would have confirmed, all drawn by lot; four of them answered, one otherwise."""
    Campaign.objects.update(documents_prove_up_to=Decimal(10_000), audit_share=100)
    claims = sent([an_invoice(f"{number}/2026", ZURAW) for number in range(81, 87)], email=MAREK, run_jobs=run_jobs)
    barbara = User.objects.get(email=BARBARA)
    for claim in claims[:3]:
        decisions.confirm(claim=claim, by=barbara, now=timezone.now())
    decisions.refuse(claim=claims[3], reason="returned", by=barbara, now=timezone.now())


def test_an_alarm_of_wrong_codes_can_be_answered(reader, program, sign_in):
    marek = Participant.objects.get(user__email=MAREK)
    now = timezone.now()
    tries = [timedelta(minutes=11 * number) for number in range(WRONG_CODES)]
    WrongCodeTry.objects.bulk_create(WrongCodeTry(participant=marek, made_at=now - before) for before in tries)

    sign_in(reader, JOANNA).goto("/admin/")
    notice(reader, f"Wrong codes in the last 24 hours: {WRONG_CODES}")
    reader.get_by_role("button", name="Stop").first.click()
    notice(reader, "takes no codes")


def notice(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()
    is_fine(page)
