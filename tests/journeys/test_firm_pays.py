"""A firm pays courses for its people, on a phone and at a desk."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from elearning.models import Course
from participants import services as participants
from participants.models import Company, Membership, Participant
from tests.builders.elearning import a_pass, an_enrolment, give_firm_credits
from tests.journeys.conftest import NOW
from tests.journeys.looks import is_fine
from tests.journeys.sending import MAREK

TOMASZ = "tomasz.bury@example.com"
COURSE = "Press fittings on multilayer pipe"
JOANNA = "joanna.kurek@nurtia.example.com"


@pytest.fixture
def firm(program) -> Company:
    """Marek answers for it and may spend its twenty credits; Tomasz works there. The course costs eight."""
    marek, tomasz = (Participant.objects.get(user__email=email) for email in (MAREK, TOMASZ))
    company = marek.company
    for person, terms in ((marek, {"sees_account": True, "spends_credits": True}), (tomasz, {})):
        participants.enter_company(participant=person, company=company, now=NOW, **terms)
    give_firm_credits(company, 20)
    Course.objects.filter(program=program, price=0).update(price=8)
    return company


@pytest.mark.main_job
@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_firm_pays_for_who_asked_and_who_asked_learns(phone, page, firm, sign_in, run_jobs, language):
    def named(**words: str) -> str:
        return words[language]

    sign_in(phone, TOMASZ, language=language).goto("/learn/")
    phone.goto(f"/learn/{Course.objects.get(price=8, name__contains='zaprasow').uuid}/")
    is_fine(phone)
    phone.get_by_role("button", name=named(en="Ask my firm to pay", pl="Poproś firmę o opłacenie")).click()
    is_fine(phone)
    run_jobs()
    course_page = phone.url

    sign_in(phone, MAREK, language=language).goto("/learn/")
    is_fine(phone)
    phone.goto("/learn/firm/")
    is_fine(phone)
    sign_in(page, MAREK, language=language).goto("/learn/firm/")
    is_fine(page)
    phone.get_by_role("button", name=named(en="Pay 8 training credits", pl="Zapłać 8 kredytów szkoleniowych")).click()
    expect(phone.get_by_text("Tomasz Bury").last).to_be_visible()
    is_fine(phone)
    run_jobs()

    sign_in(phone, TOMASZ, language=language).goto("/learn/")
    is_fine(phone)
    phone.goto(course_page)
    is_fine(phone)
    begin = named(en="Begin with the first lesson", pl="Zacznij od pierwszej lekcji")
    expect(phone.get_by_role("link", name=begin)).to_be_visible()


@pytest.mark.main_job
def test_a_colleague_gets_a_course_and_gives_it_back(phone, page, firm, sign_in):
    sign_in(phone, MAREK).goto("/learn/")
    phone.get_by_role("link", name=COURSE).click()
    expect(
        phone.get_by_role("button", name="Paid by Nowak Instalacje Marek Nowak: 8 training credits").last
    ).to_be_visible()
    phone.get_by_text("For a colleague").click()
    is_fine(phone)
    phone.get_by_label("Who at").select_option(label="Tomasz Bury")
    phone.locator("details").get_by_role("button", name="Paid by").click()
    expect(phone.get_by_role("heading", name="Tomasz Bury")).to_be_visible()
    is_fine(phone)
    sign_in(page, MAREK).goto(phone.url)
    is_fine(page)
    phone.get_by_role("button", name="Allow it").click()
    is_fine(phone)
    assert Membership.objects.get(participant__user__email=TOMASZ, ended_at=None).spends_credits
    phone.goto("/points/?of=company-credits")
    expect(phone.get_by_text("for Tomasz Bury")).to_be_visible()
    is_fine(phone)

    # It was begun in the language of his account.
    sign_in(phone, TOMASZ).goto("/learn/")
    phone.locator("[aria-labelledby=begun] a").click()
    phone.get_by_text("Not for you?").click()
    is_fine(phone)
    phone.get_by_role("button", name="Give the course back").click()
    expect(phone.get_by_text("is on the account of Nowak Instalacje Marek Nowak again")).to_be_visible()


def test_the_firms_page_with_a_certificate_and_the_admins_pages(phone, page, firm, sign_in):
    tomasz = Participant.objects.get(user__email=TOMASZ)
    course = Course.objects.filter(price=8).first()
    Course.objects.filter(pk=course.pk).update(price=0, valid_months=24)
    course.refresh_from_db()
    way = an_enrolment(course, tomasz, now=NOW - timedelta(days=2))
    type(way).objects.filter(pk=way.pk).update(paid_by=firm)
    a_pass(way, now=NOW)

    sign_in(phone, MAREK).goto("/learn/firm/")
    expect(phone.get_by_text("certificate valid until 20 November 2028")).to_be_visible()
    is_fine(phone)
    sign_in(page, JOANNA).goto("/admin/points/adjust/")
    is_fine(page)
    page.goto(f"/admin/participants/company/{firm.pk}/change/")
    is_fine(page)
