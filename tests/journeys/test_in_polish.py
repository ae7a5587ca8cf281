"""In Polish, on a phone and at a desk, every page of a participant and the doors before them are open to all."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from elearning.models import Course
from elearning.services import enrolments
from participants.models import Participant
from tests import browser as browsers
from tests.builders.programs import NOON
from tests.journeys.looks import faults
from tests.journeys.sending import MAREK, ZURAW, an_invoice, sample, sent

SIZES = {"phone": browsers.PHONE, "desk": browsers.DESK}


@pytest.fixture(params=SIZES)
def polish(request, browser: Browser, live_server):
    """A browser whose reader reads Polish."""
    with browsers.opened(browser, base_url=live_server.url, locale="pl-PL", **SIZES[request.param]) as page:
        yield page


def test_pages_of_participants(polish, program, sign_in, run_jobs):
    one, _another = sent([sample("faktura-katownik.pdf"), an_invoice("FV 9/11", ZURAW)], email=MAREK, run_jobs=run_jobs)
    marek, course = Participant.objects.get(user__email=MAREK), Course.objects.get(price=0)
    enrolments.enrol(participant=marek, course=course, language="pl", by=marek.user, now=NOON)
    sign_in(polish, MAREK, language="pl")
    names = (
        "home",
        "points",
        "learn",
        "claims:new",
        "claims:history",
        "claims:codes",
        "participants:details",
        "leave",
        "left",
    )
    places = [reverse(name) for name in names]
    places += [reverse("claims:claim", args=[one.uuid]), reverse("elearning:course", args=[course.uuid])]
    places += [
        reverse("elearning:lesson", args=[course.uuid, "lesson-1"]),
        reverse("participants:terms", args=["program"]),
    ]

    assert found(polish, places) == {}


def test_doors(polish, program):
    names = ("account_login", "account_signup", "account_request_login_code", "account_reset_password")
    places = [*(reverse(name) for name in names), reverse("elearning:check-form"), "/nothing/"]

    assert found(polish, places) == {}


def found(page: Page, places: list[str]) -> dict[str, list[str]]:
    """What is wrong, by address."""
    wrong = {}
    for place in places:
        page.goto(place)
        assert page.locator("html").get_attribute("lang") == "pl", place
        if said := faults(page):
            wrong[place] = said
    return wrong
