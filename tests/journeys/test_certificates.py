"""The pages of certificates and learning records, as their readers see them: open to all, light, dark, narrow, wide."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from elearning.models import Certificate, Course, Statement
from elearning.services import certifying
from participants import services as participants
from participants.models import Participant, User
from programs.models import Terms, terms_in_force
from tests.builders.elearning import a_pass, an_enrolment
from tests.journeys.conftest import NOW
from tests.journeys.looks import is_fine
from tests.journeys.sending import BARBARA, MAREK, ZURAW, an_invoice, sent

JOANNA = "joanna.kurek@nurtia.example.com"
LONG_BEFORE = NOW - timedelta(days=330)


@pytest.fixture
def marek(program) -> Participant:
    return Participant.objects.get(user__email=MAREK)


@pytest.fixture
def certificate(program, marek) -> Certificate:
    """Passed eleven months ago, valid for a year."""
    course = Course.objects.filter(program=program, prerequisites=None, price=0).order_by("pk").first()
    Course.objects.filter(pk=course.pk).update(valid_months=12, cpd_hours="2.5")
    course.refresh_from_db()
    return a_pass(an_enrolment(course, marek, now=LONG_BEFORE), now=LONG_BEFORE).certificate


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_holders_pages(phone, certificate, sign_in, language):
    sign_in(phone, MAREK, language=language).goto("/learn/")
    is_fine(phone)
    phone.goto(f"/learn/{certificate.enrolment.course.uuid}/")
    phone.locator("details summary").last.click()
    is_fine(phone)
    phone.locator("button[value=yes]").click()
    is_fine(phone)
    phone.goto("/me/")
    is_fine(phone)
    phone.goto(f"/certificates/{certificate.number}/")
    expect(phone.get_by_text("Marek Nowak").last).to_be_visible()
    is_fine(phone)


def test_the_public_page(phone, page, certificate):
    for visited in (phone, page):
        visited.goto(f"/certificates/{certificate.number}/")
        is_fine(visited)
    certifying.revoke(certificate=certificate, by=User.objects.get(email=JOANNA), reason="Answers were copied", now=NOW)
    phone.goto(f"/certificates/{certificate.number}/")
    expect(phone.get_by_text("counts no more")).to_be_visible()
    is_fine(phone)


def test_a_renewal_begins(phone, certificate, sign_in):
    sign_in(phone, MAREK).goto(f"/learn/{certificate.enrolment.course.uuid}/")
    phone.get_by_role("button", name="Renew, it is free").click()
    expect(phone.get_by_role("link", name="Begin with the first lesson")).to_be_visible()
    expect(phone.get_by_text(certificate.number)).to_be_visible()
    is_fine(phone)


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_admins_pages(page, phone, certificate, sign_in, language):
    for visited in (page, phone):
        sign_in(visited, JOANNA, language=language).goto("/admin/elearning/certificate/")
        is_fine(visited)
        visited.goto(f"/admin/elearning/certificate/{certificate.pk}/change/")
        is_fine(visited)
        visited.goto(f"/admin/elearning/certificate/{certificate.pk}/revoke/")
        is_fine(visited)
        visited.goto("/admin/elearning/statement/")
        is_fine(visited)
    page.goto(f"/admin/elearning/statement/{Statement.objects.last().pk}/change/")
    is_fine(page)


def test_a_clerk_sees_who_is_certified(page, certificate, marek, sign_in, run_jobs):
    participants.agree(
        participant=marek,
        terms=terms_in_force(marek.program, Terms.Kind.CERTIFICATES),
        through="details page",
        now=NOW,
    )
    (claim,) = sent([an_invoice("FV 501/11/2026/KR", ZURAW)], email=MAREK, run_jobs=run_jobs)
    sign_in(page, BARBARA).goto(f"/queue/{claim.uuid}/")
    expect(page.get_by_text("certified:")).to_be_visible()
    is_fine(page)
