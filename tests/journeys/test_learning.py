"""From a code on the pack to points at once, and from a first lesson to a certificate, on a phone."""

import json

import pypdfium2
import pytest
from jwt.algorithms import RSAAlgorithm
from openbadgeslib.ob3 import OB3Verifier
from playwright.sync_api import Page, expect

from claims.models import CodeRedemption
from elearning.models import Certificate, Enrolment
from tests.journeys.answering import answer_rightly
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


def the_badge_is_genuine(phone: Page, certificate: Certificate) -> None:
    """Another program reads it out of the picture, and checks it with the published key."""
    phone.goto(f"/learn/{certificate.enrolment.course.uuid}/")
    is_fine(phone)
    with phone.expect_download() as badge:
        phone.get_by_role("link", name="as a badge (picture)").click()
    key = json.dumps(phone.request.get("/.well-known/jwks.json").json()["keys"][0])
    signed = OB3Verifier.extract_token_from_png(badge.value.path().read_bytes())
    assert OB3Verifier(RSAAlgorithm.from_jwk(key)).verify(signed).achievement.name == COURSE
