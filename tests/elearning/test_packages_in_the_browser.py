"""Packages of both standards in a real browser: they report, and go on where somebody stopped."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from elearning.models import Enrolment, PackageState
from tests import browser as browsers
from tests.builders.elearning import an_enrolment
from tests.builders.packages import a_package_course, files_12, files_2004
from tests.elearning.packaged import package_in, sign_in, two_hosts, without_answers
from tests.journeys.looks import is_fine
from tests.processes import wait_until


@pytest.fixture
def learner(settings, live_server, phone):
    """`learner(files)`: Marek has begun the course and is signed in on the phone; gives the lesson's address."""
    two_hosts(settings, live_server)

    def begun(files) -> str:
        enrolment = an_enrolment(a_package_course(files))
        sign_in(phone, enrolment.participant, live_server.url)
        return f"/learn/{enrolment.course.uuid}/lessons/pack/"

    return begun


def test_scorm_12_reports_and_goes_on_on_another_device(phone, browser, live_server, learner):
    address = learner(files_12())
    phone.goto(address)
    package = package_in(phone)
    expect(package.locator("#before")).to_have_text("before: ")
    expect(package.locator("#data")).to_have_text("Marek Nowak colour=blue ab-initio?mode=lms")
    expect(package.frame_locator("iframe").get_by_text("Read this.")).to_be_visible()
    expect(phone.get_by_role("button", name="Done, next")).to_be_disabled()
    is_fine(phone)

    package.get_by_role("button", name="Half").click()
    expect(phone.get_by_text("Saved", exact=True)).to_be_visible()
    wait_until(lambda: PackageState.objects.get().suspend_data == "seen=1,2,3")
    PackageState.objects.update(opened_at=timezone.now() - timedelta(minutes=5))

    with browsers.opened(browser, base_url=live_server.url, **browsers.DESK) as desk:
        sign_in(desk, Enrolment.objects.get().participant, live_server.url)
        desk.goto(address)
        elsewhere = package_in(desk)
        expect(elsewhere.locator("#before")).to_have_text("before: seen=1,2,3")
        expect(elsewhere.locator("#data")).to_contain_text("resume")
        is_fine(desk)
        elsewhere.get_by_role("button", name="End").click()
        expect(desk.get_by_text("This lesson is done.")).to_be_visible()

        package.get_by_role("button", name="Half").click()
        expect(phone.get_by_text("This lesson was opened once more")).to_be_visible()

        state = PackageState.objects.get()
        assert (state.completion, state.success) == ("completed", "passed"), "80 of 100 were needed"
        assert (state.raw, state.scaled, state.suspend_data) == (85, Decimal("0.85"), "seen=1,2,3")
        assert state.total_seconds == 50, "20 on the phone and 30 at the desk"
        desk.get_by_role("button", name="Done, next").click()
        expect(desk.get_by_role("heading", name="Lesson 2")).to_be_visible()
        desk.goto(address.partition("lessons/")[0])
        expect(desk.get_by_text("Score: 85 %")).to_be_visible()


def test_scorm_2004_of_several_parts_reports_and_goes_on(phone, learner):
    address = learner(files_2004())
    phone.goto(address)
    package = package_in(phone)
    expect(package.locator("#before")).to_have_text("before: ab-initio 0?lang=en")
    package.get_by_role("button", name="Half").click()
    wait_until(lambda: PackageState.objects.get().suspend_data == "page=2")

    phone.goto(address)
    expect(package.locator("#before")).to_have_text("before: page=2 resume 1?lang=en")
    package.get_by_role("button", name="End").click()
    expect(phone.get_by_text("This part is done.")).to_be_visible()
    assert PackageState.objects.get().scaled == Decimal("0.75")

    phone.get_by_role("link", name="Bending").click()
    expect(package.locator("#before")).to_have_text("before: ab-initio 0?page=2")
    package.get_by_role("button", name="End").click()
    expect(phone.get_by_text("This part is done.")).to_be_visible()
    phone.get_by_role("link", name="To read").click()
    expect(package.get_by_text("Read this.")).to_be_visible()
    expect(phone.get_by_role("button", name="Done, next")).to_be_enabled()
    phone.goto(address)
    is_fine(phone)
    expect(phone.locator(".row", has_text="Cutting")).to_contain_text("Score: 75 %")
    phone.get_by_role("button", name="Next").click()
    expect(phone.get_by_role("heading", name="Lesson 2")).to_be_visible()


def test_without_a_connection_reports_are_kept_and_sent_later(phone, learner):
    address = learner(files_12())
    phone.goto(address)
    package = package_in(phone)
    expect(package.locator("#before")).to_be_visible()
    with without_answers(phone, "/reported/") as tried:
        package.get_by_role("button", name="End").click()
        expect(phone.get_by_text("No connection just now")).to_be_visible()
        for _second in range(60):
            # Not a plain sleep: the browser asks this very thread about each request.
            phone.wait_for_timeout(1000)
            if tried() > 1:
                break
        assert tried() > 1, "it was tried again by itself"
        assert PackageState.objects.get().raw is None
        is_fine(phone)
        phone.goto("/learn/")
    phone.goto(address)

    expect(package.locator("#before")).to_be_visible()
    state = PackageState.objects.get()
    assert state.raw == 85 and state.done_at, "what was kept on the device was handed over first"


def test_a_lesson_that_cannot_be_opened_says_so_and_can_be_tried_again(phone, learner):
    address = learner(files_12())
    with without_answers(phone, "/opened/"):
        phone.goto(address)
        expect(phone.get_by_text("This lesson could not be opened")).to_be_visible()
        is_fine(phone)
    phone.get_by_role("button", name="Try again").click()

    expect(package_in(phone).locator("#before")).to_be_visible()
    expect(phone.get_by_text("This lesson could not be opened")).to_be_hidden()
