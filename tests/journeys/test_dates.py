"""A date of a course: planned at the desk, a seat taken on the phone, the code of the room typed in."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from elearning import attendance
from elearning.models import Course, CourseDate, Enrolment, Seat
from tests.builders.dates import planned
from tests.builders.elearning import an_enrolment, with_lessons_done
from tests.clock import it_is
from tests.journeys.conftest import NOW
from tests.journeys.looks import is_fine
from tests.journeys.sending import MAREK

JOANNA = "joanna.kurek@nurtia.example.com"
COURSE = "Press fittings on multilayer pipe"
BEGINS = NOW + timedelta(days=4)


@pytest.fixture
def course(program) -> Course:
    """One that asks to be there on a date."""
    found = next(one for one in Course.objects.all() if COURSE in str(one.current.card["title"]))
    Course.objects.filter(pk=found.pk).update(needs_date=True)
    return found


def a_date(course, **changes) -> CourseDate:
    usual = {"begins_at": BEGINS, "ends_at": BEGINS + timedelta(hours=4)}
    told = planned(**usual | changes)
    words = {"en": "Bring gloves.", "pl": "Weź rękawice."}
    return CourseDate.objects.create(
        course=course, changed_at=NOW, **{name: getattr(told, name) for name in told.__slots__} | {"words": words}
    )


def course_page(phone: Page, course: Course) -> None:
    phone.goto(f"/learn/{course.uuid}/")


@pytest.mark.main_job
def test_a_seat_is_taken_and_the_code_of_the_room_counts(phone, course, sign_in):
    date = a_date(course)
    a_date(course, kind="online", place="", link="https://meet.example.org/x", begins_at=BEGINS + timedelta(hours=1))
    sign_in(phone, MAREK)
    course_page(phone, course)
    expect(phone.get_by_text("Begin the course, then you can take a seat.").first).to_be_visible()
    is_fine(phone)
    phone.get_by_role("button", name="Begin, it is free").click()

    phone.get_by_role("button", name="Take a seat").first.click()
    expect(phone.get_by_text("you have a seat", exact=True)).to_be_visible()
    is_fine(phone)
    with phone.expect_download() as begun:
        phone.get_by_role("link", name="Into my calendar").click()
    assert begun.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR")
    with_lessons_done(Enrolment.objects.get(), now=NOW)

    with it_is(BEGINS):
        course_page(phone, course)
        expect(phone.get_by_text("Still missing: being there on a date.")).to_be_visible()
        phone.get_by_role("link", name="I am here").click()
        is_fine(phone)
        code = attendance.code_at(date.secret, BEGINS)
        phone.get_by_label("Code on the screen").fill(f"{(int(code) + 1) % 10**6:06}")
        phone.get_by_role("button", name="I am here").click()
        expect(phone.get_by_role("alert")).to_contain_text("not the code")
        is_fine(phone)
        phone.get_by_label("Code on the screen").fill(code)
        phone.get_by_role("button", name="I am here").click()
        expect(phone.get_by_text("you were there", exact=True)).to_be_visible()
        expect(phone.get_by_role("link", name="To the quiz")).to_be_visible()
        is_fine(phone)
    assert Seat.objects.get().attended_at


def plan(page: Page, course: Course) -> None:
    page.goto(f"/admin/courses/{course.uuid}/")
    page.get_by_role("link", name="Dates").click()
    is_fine(page)
    page.get_by_role("link", name="Add a date").click()
    is_fine(page)
    page.get_by_label("Begins").fill("2026-11-24T10:00")
    page.get_by_label("Ends").fill("2026-11-24T09:00")
    page.get_by_label("Trainer").fill("Piotr Maj")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It ends after it begins.")).to_be_visible()
    is_fine(page)
    page.get_by_label("Ends").fill("2026-11-24T14:00")
    page.get_by_label("Address").fill("ul. Rurowa 5, Kraków")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Tuesday, 24 November, 10:00–14:00 CET").first).to_be_visible()
    is_fine(page)


def look_at_the_list(page: Page, seat: Seat) -> None:
    address = f"/admin/courses/{seat.date.course.uuid}/dates/{seat.date.uuid}"
    with it_is(seat.date.begins_at):
        page.goto(f"{address}/room/")
        code = attendance.code_at(seat.date.secret, seat.date.begins_at)
        expect(page.get_by_text(code, exact=True)).to_be_visible()
        is_fine(page)
        page.goto(f"{address}/people/")
        page.get_by_role("button", name="Was there").click()
        expect(page.get_by_role("button", name="Was not there")).to_be_visible()
        is_fine(page)
        page.get_by_role("button", name="Was not there").click()
        expect(page.get_by_role("button", name="Was there", exact=False).first).to_be_visible()
    for name in ("people", "cancel", "room"):
        page.goto(f"{address}/{name}/")
        is_fine(page)
    page.goto(f"{address}/cancel/")
    page.get_by_label("Why").fill("The trainer is ill.")
    page.get_by_role("button", name="Cancel the date").click()
    expect(page.get_by_text("The trainer is ill.")).to_be_visible()
    is_fine(page)


@pytest.mark.parametrize("width", ["page", "phone"])
def test_a_date_is_planned_and_its_list_is_kept(request, width, course, sign_in):
    page = sign_in(request.getfixturevalue(width), JOANNA)
    plan(page, course)
    way = an_enrolment(course, course.program.participants.get(user__email=MAREK), now=NOW)
    seat = Seat.objects.create(date=CourseDate.objects.get(), enrolment=way, asked_at=NOW, seated_at=NOW)

    look_at_the_list(page, seat)
