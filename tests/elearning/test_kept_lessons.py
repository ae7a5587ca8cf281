"""Lessons kept on a phone, in a real browser: read without signal, done without signal, and counted once."""

import threading

import pytest
from playwright.sync_api import Page, expect

from elearning.models import Enrolment, LessonDone
from elearning.services import enrolments
from tests import browser as browsers
from tests.builders.elearning import a_course, an_enrolment
from tests.builders.programs import NOON, a_participant
from tests.elearning.packaged import sign_in
from tests.elearning.phones import KEPT_LINE, a_course_to_keep, address, begun, caches_on, done_on, keep, known_on
from tests.journeys.looks import is_fine
from tests.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

EVERYTHING = """async () => {
  const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().map(({ url }) => new URL(url).pathname);
}"""


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


def test_signal_that_goes_while_a_lesson_is_read_loses_nothing(phone, way):
    keep(phone, way)
    phone.goto(address(way, "l1"))
    phone.context.set_offline(True)

    phone.get_by_role("button", name="Done, next").click()

    expect(phone.get_by_role("heading", name="Pressing")).to_be_visible()
    expect(phone.get_by_text(KEPT_LINE)).to_be_visible()
    phone.get_by_role("button", name="Done, next").click()
    expect(phone.get_by_text("2 lessons are done and wait for signal.")).to_be_visible()
    phone.context.set_offline(False)
    wait_until(lambda: done_on(way) == ["l1", "l2"])
    expect(phone.get_by_text("Everything you did without signal counts now.")).to_be_visible()
    first, second = LessonDone.objects.order_by("done_at")
    assert (first.lesson, second.lesson) == ("l1", "l2"), "in the order in which they were done"


def test_with_signal_a_kept_course_goes_on_as_ever(phone, way):
    keep(phone, way)
    phone.goto(address(way, "l1"))

    phone.get_by_role("button", name="Done, next").click()

    expect(phone.get_by_role("heading", name="Pressing")).to_be_visible()
    expect(phone.get_by_text(KEPT_LINE)).to_have_count(0)
    assert done_on(way) == ["l1"]
    wait_until(lambda: known_on(phone) == ["l1"])
    phone.context.set_offline(True)
    phone.goto(address(way))
    expect(phone.locator(".row", has_text="Cutting")).to_contain_text("done")
    expect(phone.get_by_text("waits for signal")).to_have_count(0)


def test_a_slow_network_gives_the_kept_lesson(phone, way, monkeypatch):
    keep(phone, way)
    visit, is_open = enrolments.visit_lesson, threading.Event()

    def slow(**given):
        is_open.wait(60)
        visit(**given)

    monkeypatch.setattr(enrolments, "visit_lesson", slow)
    phone.goto(address(way, "l2"))
    expect(phone.get_by_text(KEPT_LINE)).to_be_visible()
    expect(phone.get_by_text("Press once.")).to_be_visible()

    is_open.set()
    phone.get_by_role("link", name="Try again").click()
    expect(phone.get_by_text(KEPT_LINE)).to_have_count(0)
    expect(phone.get_by_text("Press once.")).to_be_visible()


def test_what_is_not_kept_says_so_and_leads_to_what_is(phone, way):
    other = an_enrolment(a_course("Valves"), way.participant)
    keep(phone, way)
    phone.context.set_offline(True)

    phone.goto(address(other))
    expect(phone.get_by_text("This page is not kept on this phone. It needs signal.")).to_be_visible()
    is_fine(phone)
    phone.goto(f"{address(way)}quiz/")
    expect(phone.get_by_text("The quiz needs signal: it is taken and scored on the server.")).to_be_visible()
    expect(phone.locator(".row")).to_have_count(1)
    phone.get_by_role("link", name="Press fittings").click()
    expect(phone.get_by_role("heading", name="Press fittings").first).to_be_visible()


def test_only_copies_and_what_they_show_are_ever_in_a_cache(phone, way):
    keep(phone, way)
    for place in ("/learn/", "/points/", "/", address(way), address(way, "l1")):
        phone.goto(place)
    enrolments.finish_lesson(enrolment=way, lesson="l1", now=NOON)
    phone.goto(f"{address(way)}quiz/")

    kept = phone.evaluate(EVERYTHING)

    pages = [*(address(way, key) for key in ("", "l1", "l2", "l3")), "/learn/"]
    others = ("/static/", "/brand/", f"{address(way)}materials/", "/kwit-about")
    assert {one for one in kept if not one.startswith(others)} == set(pages)
    phone.context.set_offline(True)
    for place in ("/", "/points/", "/claims/new/"):
        with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
            phone.goto(place)


def test_after_the_session_ended_one_reads_on_and_signs_in_to_hand_in(phone, live_server, way):
    keep(phone, way)
    phone.goto(address(way, "l1"))
    phone.context.clear_cookies()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Done, next").click()
    expect(phone.get_by_role("heading", name="Pressing")).to_be_visible()

    phone.context.set_offline(False)
    expect(phone.get_by_text("Sign in again, and what you did counts.")).to_be_visible()
    is_fine(phone)
    assert done_on(way) == []
    phone.get_by_role("link", name="Sign in").click()
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    assert len(caches_on(phone)) == 2, "nobody signed out"
    sign_in(phone, way.participant, live_server.url)
    phone.goto("/learn/")

    wait_until(lambda: done_on(way) == ["l1"])


def test_without_a_script_the_page_offers_nothing_that_needs_one(browser, live_server, way):
    with browsers.opened(browser, base_url=live_server.url, java_script_enabled=False, **browsers.PHONE) as plain:
        sign_in(plain, way.participant, live_server.url)
        plain.goto(address(way))
        expect(plain.get_by_text("Read without signal")).to_be_hidden()
        plain.goto(address(way, "l1"))
        plain.get_by_role("button", name="Done, next").click()
        expect(plain.get_by_role("heading", name="Pressing")).to_be_visible()

    assert done_on(way) == ["l1"]
