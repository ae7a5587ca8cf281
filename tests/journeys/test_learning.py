"""From a code on the pack to points at once, and from a first lesson to a certificate, on a phone."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest
from jwt.algorithms import RSAAlgorithm
from openbadgeslib.ob3 import OB3Verifier
from playwright.sync_api import Page, expect

from claims.models import CodeRedemption
from elearning.content import Content
from elearning.models import Attempt, Certificate, Course, Enrolment
from elearning.services import editing, publishing
from tests.clock import it_is
from tests.journeys.answering import answer_rightly, answer_wrongly
from tests.journeys.conftest import NOW
from tests.journeys.looks import is_fine
from tests.journeys.sending import MAREK

COURSE = "Press fittings on multilayer pipe"


@pytest.mark.main_job
def test_a_code_gives_its_points_at_once_and_once(phone, codes, sign_in):
    sign_in(phone, MAREK).goto("/")
    phone.get_by_role("link", name="Code", exact=True).click()
    is_fine(phone)

    phone.get_by_label("Code on the pack").fill(codes[0].lower())
    phone.get_by_role("button", name="Redeem").dblclick()

    expect(phone.get_by_text("+60 nurto")).to_be_visible()
    is_fine(phone)
    assert CodeRedemption.objects.count() == 1
    phone.get_by_role("link", name="Points", exact=True).click()
    expect(phone.locator(".row", has_text="+60")).to_have_count(1)
    is_fine(phone)

    phone.goto("/codes/")
    phone.get_by_label("Code on the pack").fill(codes[0])
    phone.get_by_role("button", name="Redeem").click()
    expect(phone.get_by_role("alert")).to_contain_text("You redeemed this code before")
    is_fine(phone)


@pytest.mark.main_job
def test_a_course_from_the_first_lesson_to_the_certificate(phone, program, sign_in):
    sign_in(phone, MAREK).goto("/learn/")
    is_fine(phone)
    phone.get_by_role("link", name=COURSE).click()
    is_fine(phone)
    phone.get_by_role("button", name="Begin, it is free").click()
    phone.get_by_role("link", name="Begin with the first lesson").click()
    is_fine(phone)
    for _lesson in range(4):
        phone.get_by_role("button", name="Done, next").click()

    phone.get_by_role("link", name="To the quiz").click()
    is_fine(phone)
    phone.get_by_role("button", name="Begin the quiz").click()
    is_fine(phone)
    answer_rightly(phone)
    is_fine(phone)
    phone.get_by_role("button", name="Hand in").click()
    expect(phone.get_by_role("heading", name="Passed")).to_be_visible()
    is_fine(phone)

    with phone.expect_download() as begun:
        phone.get_by_role("link", name="Download the certificate").click()
    certificate = Enrolment.objects.get().certificate
    text = pypdfium2.PdfDocument(begun.value.path())[0].get_textpage().get_text_range()
    assert "Marek Nowak" in text and certificate.number in text

    the_badge_is_genuine(phone, certificate)
    phone.goto("/certificates/")
    is_fine(phone)
    phone.get_by_label("Number on the certificate").fill(certificate.number.lower())
    phone.get_by_role("button", name="Check").click()
    expect(phone.get_by_text("valid", exact=True)).to_be_visible()
    is_fine(phone)


@pytest.mark.main_job
def test_credits_pay_a_course_whose_quiz_is_failed_and_passed_after_the_pause(phone, program, codes, sign_in):
    course = Course.objects.get(price=15)
    editing.edit(course=course, change=one_try_an_hour, by=None, now=NOW)
    publishing.publish(draft=publishing.draft_of(course), by=None, now=NOW)
    sign_in(phone, MAREK).goto("/learn/")
    expect(phone.get_by_text("15 training credits are missing")).to_be_visible()
    for code in codes[:8]:
        phone.goto("/codes/")
        phone.get_by_label("Code on the pack").fill(code)
        phone.get_by_role("button", name="Redeem").click()
        expect(phone.get_by_text("+60 nurto")).to_be_visible()

    phone.goto("/learn/")
    phone.get_by_role("link", name="Hydraulic balancing").click()
    phone.get_by_role("button", name="Begin for 15 training credits").click()
    phone.get_by_role("link", name="Begin with the first lesson").click()
    for _lesson in range(3):
        phone.get_by_role("button", name="Done, next").click()
    take_the_quiz(phone, answer_wrongly)
    expect(phone.get_by_role("heading", name="Not yet")).to_be_visible()
    is_fine(phone)

    phone.get_by_role("link", name="Back to the lessons").click()
    expect(phone.get_by_text("the next try opens later")).to_be_visible()
    expect(phone.get_by_role("link", name="To the quiz")).to_have_count(0)
    is_fine(phone)
    phone.goto(f"/learn/{course.uuid}/quiz/")
    expect(phone.get_by_role("button", name="Begin the quiz")).to_have_count(0)

    with it_is(NOW + timedelta(minutes=61)):
        phone.goto(f"/learn/{course.uuid}/")
        take_the_quiz(phone, answer_rightly)
        expect(phone.get_by_role("heading", name="Passed")).to_be_visible()
        expect(phone.get_by_text("150 points are on your account")).to_be_visible()
        is_fine(phone)
        the_badge_is_genuine(phone, Certificate.objects.get(), of="Hydraulic balancing")
    assert [one.is_passed for one in Attempt.objects.order_by("number")] == [False, True]


def one_try_an_hour(content: Content) -> Content:
    """After each try in vain one waits for an hour."""
    assert content.quiz
    return replace(content, quiz=replace(content.quiz, attempts=1, pause_minutes=60))


def take_the_quiz(phone: Page, answer: Callable[[Page], None]) -> None:
    """From the course's page to the result."""
    phone.get_by_role("link", name="To the quiz").click()
    phone.get_by_role("button", name="Begin the quiz").click()
    answer(phone)
    phone.get_by_role("button", name="Hand in").click()


def the_badge_is_genuine(phone: Page, certificate: Certificate, *, of: str = COURSE) -> None:
    """Another program reads it out of the picture, and checks it with the published key."""
    phone.goto(f"/learn/{certificate.enrolment.course.uuid}/")
    is_fine(phone)
    with phone.expect_download() as badge:
        phone.get_by_role("link", name="as a badge (picture)").click()
    key = json.dumps(phone.request.get("/.well-known/jwks.json").json()["keys"][0])
    signed = OB3Verifier.extract_token_from_png(badge.value.path().read_bytes())
    assert OB3Verifier(RSAAlgorithm.from_jwk(key)).verify(signed).achievement.name == of
