"""What a phone keeps belongs to the person who chose it, whoever signs in on it meanwhile."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.models import Claim
from participants.models import Participant
from tests.builders.programs import a_participant
from tests.claims.phones import keep_one, network_comes_back, sign_in, uploads_pass

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ola() -> Participant:
    return a_participant("Ola Kowalska")


def test_another_person_neither_sees_nor_sends_it(mareks_phone: Page, live_server, marek, ola):
    keep_one(mareks_phone)
    uploads_pass(mareks_phone.context)
    sign_in(mareks_phone, live_server, ola)

    for place in ("home", "claims:new"):
        mareks_phone.goto(reverse(place), wait_until="networkidle")
        expect(mareks_phone.get_by_role("heading", name="on this phone")).to_have_count(0)
        expect(mareks_phone.locator("[data-kept-leaving]")).to_be_hidden()
    assert not Claim.objects.exists()

    sign_in(mareks_phone, live_server, marek)
    mareks_phone.goto(reverse("home"))
    expect(mareks_phone.get_by_text("Your document has arrived.")).to_be_visible()
    assert Claim.objects.get().participant == marek


def test_a_page_left_open_sends_nothing_in_another_persons_name(mareks_phone: Page, live_server, ola):
    keep_one(mareks_phone)
    mareks_phone.goto(reverse("home"))
    expect(mareks_phone.get_by_text("Not sent yet.")).to_be_visible()
    sign_in(mareks_phone, live_server, ola)

    network_comes_back(mareks_phone.context)

    expect(mareks_phone.get_by_text("Not sent yet. Sign in again to send it.")).to_be_visible()
    assert not Claim.objects.exists()


def test_signed_out_it_stays_on_the_phone_and_the_menu_says_so(mareks_phone: Page, live_server, marek):
    sentence = "A document waits on this phone. Sign out, and it stays here until you sign in again."
    mareks_phone.goto(reverse("points"))
    mareks_phone.get_by_label("You and your settings").click()
    expect(mareks_phone.get_by_text(sentence)).to_be_hidden()
    keep_one(mareks_phone)
    mareks_phone.goto(reverse("points"))
    mareks_phone.get_by_label("You and your settings").click()
    expect(mareks_phone.get_by_text(sentence)).to_be_visible()
    uploads_pass(mareks_phone.context)

    mareks_phone.get_by_role("button", name="Sign out").click()
    mareks_phone.wait_for_url("**/accounts/login/?signed-out")
    sign_in(mareks_phone, live_server, marek)
    mareks_phone.goto(reverse("home"))

    expect(mareks_phone.get_by_text("Your document has arrived.")).to_be_visible()
