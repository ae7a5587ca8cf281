"""Lessons kept on a phone, in a real browser: read without signal, done without signal, and counted once."""

import pytest
from playwright.sync_api import Page, expect

from elearning.models import Enrolment, LessonDone
from elearning.services import enrolments
from tests.builders.programs import NOON, a_participant
from tests.elearning.phones import KEPT_LINE, a_course_to_keep, address, begun, caches_on, done_on, keep
from tests.journeys.looks import is_fine
from tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def way(phone: Page, live_server) -> Enrolment:
    """Marek has begun the course and is signed in on his phone."""
    return begun(phone, live_server, a_course_to_keep(), a_participant())


def test_two_lessons_are_read_without_signal_and_one_is_done_once(phone, way):
    phone.goto(address(way))
    expect(phone.locator("[data-keep-state]")).to_contain_text("3 lessons, about")
    is_fine(phone)
    keep(phone, way)
    is_fine(phone)
    assert done_on(way) == [] and Enrolment.objects.get().last_lesson == "", "to keep a lesson is not to read it"

    phone.context.set_offline(True)
    phone.goto("/learn/")
    expect(phone.get_by_text("No signal.")).to_be_visible()
    is_fine(phone)
    phone.get_by_role("link", name="Press fittings").click()
    expect(phone.get_by_text(KEPT_LINE)).to_be_visible()
    is_fine(phone)
    phone.get_by_role("link", name="Cutting").click()
    shown = phone.get_by_role("img", name="A cut pipe")
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("one => one.naturalWidth") > 0
    is_fine(phone)
    phone.get_by_role("button", name="Done, next").click()
    expect(phone.get_by_role("heading", name="Pressing")).to_be_visible()
    expect(phone.get_by_text("1 lesson is done and waits for signal.")).to_be_visible()
    phone.get_by_role("link", name="Cutting").click()
    phone.get_by_role("button", name="Next").click()
    phone.get_by_role("link", name="Back").click()
    expect(phone.locator(".row", has_text="Cutting")).to_contain_text("waits for signal")
    is_fine(phone)
    assert done_on(way) == []

    phone.context.set_offline(False)
    phone.goto(address(way))
    wait_until(lambda: done_on(way) == ["l1"])
    expect(phone.locator(".row", has_text="Cutting")).to_contain_text("done")
    expect(phone.get_by_text("waits for signal")).to_be_hidden()
    phone.reload()
    assert LessonDone.objects.count() == 1
