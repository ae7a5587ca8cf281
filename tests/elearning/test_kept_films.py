"""Films and files are kept if they are wanted; what does not fit, or breaks off, is said in words."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.builders.elearning import an_enrolment
from tests.builders.programs import a_participant
from tests.elearning.packaged import sign_in
from tests.elearning.phones import PDF, a_course_to_keep, a_film, address, keep
from tests.journeys.looks import is_fine

pytestmark = pytest.mark.django_db(transaction=True)

PIECE = """async (address) => {
  const whole = new Uint8Array(await (await fetch(address)).arrayBuffer());
  const answer = await fetch(address, { headers: { Range: "bytes=2-5" } });
  const last = await fetch(address, { headers: { Range: "bytes=-3" } });
  const none = await fetch(address, { headers: { Range: "bytes=99999999-" } });
  return {
    status: answer.status, range: answer.headers.get("Content-Range"), size: whole.length, none: none.status,
    same: [...new Uint8Array(await answer.arrayBuffer())].join() === [...whole.slice(2, 6)].join(),
    last: [...new Uint8Array(await last.arrayBuffer())].join() === [...whole.slice(-3)].join(),
  };
}"""
NO_ROOM = "navigator.storage.estimate = async () => ({ quota: 1000, usage: 0 })"


@pytest.fixture
def way(phone: Page, live_server):
    """A course with a film and a PDF; the phone is at its page's address."""
    phone.goto("/accounts/login/")
    course = a_course_to_keep(film=a_film(phone), file=PDF)
    enrolment = an_enrolment(course, a_participant())
    sign_in(phone, enrolment.participant, live_server.url)
    return enrolment


def test_a_film_that_is_wanted_plays_without_signal(phone, way):
    phone.goto(address(way))
    expect(phone.get_by_label(re.compile(r"with films \([\d.]+ kB\)"))).to_be_visible()
    expect(phone.locator("[data-keep-state]")).to_have_text(re.compile(r"3 lessons, about \d+ kB\."))
    keep(phone, way, "with films")
    is_fine(phone)
    phone.context.set_offline(True)
    phone.goto(address(way, "l2"))
    film = phone.locator("video")
    is_fine(phone)

    film.evaluate("async (one) => { one.muted = true; await one.play(); }")
    phone.wait_for_timeout(300)

    assert film.evaluate("one => one.currentTime") > 0
    got = phone.evaluate(PIECE, film.get_attribute("src"))
    assert got == {
        "status": 206,
        "range": f"bytes 2-5/{got['size']}",
        "size": got["size"],
        "same": True,
        "last": True,
        "none": 416,
    }


def test_what_is_not_wanted_is_not_kept_and_said_so(phone, way):
    keep(phone, way)
    phone.context.set_offline(True)

    phone.goto(address(way, "l2"))
    expect(phone.get_by_text("The film of this lesson is not kept on this phone.")).to_be_visible()
    expect(phone.locator("video")).to_have_count(0)
    is_fine(phone)
    phone.goto(address(way, "l3"))
    expect(phone.get_by_text("The file to take along is not kept on this phone.")).to_be_visible()


def test_more_can_be_kept_later(phone, way):
    keep(phone, way)
    expect(phone.get_by_role("button", name="Keep these too")).to_be_hidden()
    phone.get_by_label("with files to take along").check()
    phone.get_by_role("button", name="Keep these too").click()
    expect(phone.get_by_label("with files to take along")).to_be_hidden()
    expect(phone.locator("[data-keep-state]")).to_contain_text("Kept, ")
    phone.reload()
    expect(phone.get_by_label("with files to take along")).to_be_hidden()
    phone.context.set_offline(True)
    phone.goto(address(way, "l3"))

    with phone.expect_download() as begun:
        phone.get_by_role("link", name="Take the file along").click()
    assert begun.value.path().read_bytes() == PDF


def test_a_phone_without_room_says_how_much_is_needed(phone, way):
    phone.add_init_script(NO_ROOM)
    phone.goto(address(way))
    phone.get_by_role("button", name="Keep on this phone").click()

    expect(phone.get_by_text("There is not enough room on this phone")).to_be_visible()
    expect(phone.get_by_text("1 kB are free")).to_be_visible()
    is_fine(phone)


def test_broken_off_it_goes_on_where_it_was(phone, way):
    fetched: list[str] = []
    phone.on("request", lambda request: fetched.append(request.url) if "/kept/materials/" in request.url else None)
    phone.goto(address(way))
    phone.route("**/kept/lessons/**", lambda route: route.abort("internetdisconnected"))
    phone.get_by_role("button", name="Keep on this phone").click()
    expect(phone.get_by_text("The signal broke off.")).to_be_visible()
    is_fine(phone)
    phone.unroute("**/kept/lessons/**")
    before = len(fetched)

    phone.reload()
    expect(phone.get_by_text("Not everything is kept yet.")).to_be_visible()
    phone.get_by_role("button", name="Go on keeping").click()

    expect(phone.locator("[data-keep-state]")).to_contain_text("Kept, ")
    assert before == 2 and len(fetched) == before, "pictures that came are not fetched again"
