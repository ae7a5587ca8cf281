"""A campaign admin writes a course with the keyboard alone, tries it, publishes it; a participant takes it."""

import io

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from elearning.models import Attempt, Course, CourseVersion
from elearning.versions import content_of
from tests import browser as browsers
from tests.journeys.answering import answer_rightly
from tests.journeys.looks import is_fine
from tests.journeys.sending import MAREK

JOANNA = "joanna.kurek@nurtia.example.com"


def a_drawing() -> bytes:
    picture = Image.new("RGB", (640, 400), "#eef2f0")
    ImageDraw.Draw(picture).rectangle((320, 100, 480, 300), fill="#b87333")
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def press(page: Page, name: str, *, role: str = "button") -> None:
    """As who has no mouse does it."""
    one = page.get_by_role(role, name=name, exact=True).first
    one.focus()
    page.keyboard.press("Enter")


def save(page: Page) -> None:
    press(page, "Save")
    expect(page.get_by_role("heading", name="Versions")).to_be_visible()


def write(page: Page, label: str, words: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def begin(page: Page, sign_in) -> None:
    sign_in(page, JOANNA).goto("/admin/elearning/course/")
    is_fine(page)
    page.goto("/admin/elearning/course/add/")
    page.locator("#id_name").fill("Valves")
    save(page)
    expect(page.get_by_role("heading", name="Valves")).to_be_visible()
    expect(page.get_by_text("There is no lesson yet.")).to_be_visible()
    is_fine(page)
    press(page, "Change the words", role="link")
    write(page, "Title", "Valves and where they go")
    is_fine(page)
    save(page)


def add_lesson(page: Page) -> None:
    press(page, "Add a module", role="link")
    write(page, "Title", "Basics")
    save(page)
    page.get_by_role("link", name="Add a lesson").first.click()
    write(page, "Title", "What a valve does")
    write(page, "Text", "It **opens**.")
    page.get_by_label("Add pictures, films").set_input_files(
        {"name": "valve.png", "mimeType": "image/png", "buffer": a_drawing()}
    )
    press(page, "Add these files")
    page.get_by_role("button", name="Put into the text").press("Enter")
    expect(page.locator(".looks img")).to_be_visible()
    is_fine(page)
    save(page)


def add_question(page: Page, kind: str, **answers: str) -> None:
    page.locator(".adds > summary").first.focus()
    page.keyboard.press("Enter")
    press(page, kind, role="link")
    write(page, "Question", f"{kind}?")
    for name, words in answers.items():
        field = page.locator(f"[name='{name.replace('_', '-')}']")
        if field.get_attribute("type") == "checkbox":
            field.focus()
            page.keyboard.press("Space")
        else:
            field.fill(words)


def add_questions(page: Page) -> None:
    press(page, "Add a pool of questions", role="link")
    write(page, "Title", "All about valves")
    save(page)
    add_question(page, "Choose one or several answers", **{"0_text-pl": "Ball", "0_right": "on", "1_text-pl": "Bell"})
    is_fine(page)
    save(page)
    add_question(
        page, "Choose one or several answers", **{"0_text-pl": "A", "0_right": "", "1_text-pl": "B", "1_right": ""}
    )
    save(page)
    add_question(page, "Put things in order", **{"0_text-pl": "Cut", "1_text-pl": "Press", "2_text-pl": "Test"})
    is_fine(page)
    save(page)
    pairs = {"0_left-pl": "Red", "0_right-pl": "Hot", "1_left-pl": "Blue", "1_right-pl": "Cold"}
    add_question(page, "Match what belongs together", **pairs)
    save(page)
    add_question(page, "Type a number", value="12,5", tolerance="0.5", unit_pl="mm")
    is_fine(page)
    save(page)
    add_question(page, "Touch a place on a picture", shows_pl="A valve")
    page.get_by_label("Picture", exact=True).select_option("valve.png")
    press(page, "Show the picture")
    expect(page.locator("[data-areas] img")).to_be_visible()


def draw_place(page: Page) -> None:
    """By hand: a frame over the valve."""
    frame = page.locator("[data-areas]")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.25)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5, steps=3)
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.75, steps=3)
    page.mouse.up()
    assert abs(float(page.locator("[name='0-left']").input_value()) - 50) < 1
    assert abs(float(page.locator("[name='0-height']").input_value()) - 50) < 1


def type_place(page: Page) -> None:
    for side, value in (("left", "50"), ("top", "25"), ("width", "25"), ("height", "50")):
        page.locator(f"[name='0-{side}']").fill(value)


def try_and_publish(page: Page) -> None:
    press(page, "See it as participants do", role="link")
    expect(page.get_by_text("Nothing you do here is kept.")).to_be_visible()
    is_fine(page)
    page.get_by_role("link", name="What a valve does").click()
    is_fine(page)
    page.go_back()
    press(page, "Try the quiz", role="link")
    is_fine(page)
    press(page, "Hand in")
    expect(page.get_by_role("heading", name="Not yet")).to_be_visible()
    is_fine(page)
    assert not Attempt.objects.exists()
    press(page, "Back to writing", role="link")
    expect(page.get_by_text("Nothing is missing")).to_be_visible()
    is_fine(page)
    press(page, "Publish version 1", role="link")
    is_fine(page)
    press(page, "Publish version 1")
    expect(page.get_by_text("Version 1 is published.")).to_be_visible()
    is_fine(page)


def take(phone: Page) -> None:
    phone.goto("/learn/")
    phone.get_by_role("link", name="Valves and where they go").click()
    phone.get_by_role("button", name="Begin, it is free").click()
    phone.get_by_role("link", name="Begin with the first lesson").click()
    is_fine(phone)
    phone.get_by_role("button", name="Done, next").click()
    phone.get_by_role("link", name="To the quiz").click()
    phone.get_by_role("button", name="Begin the quiz").click()
    answer_rightly(phone)
    is_fine(phone)
    phone.get_by_role("button", name="Hand in").click()
    expect(phone.get_by_role("heading", name="Passed")).to_be_visible()


def test_a_course_with_a_question_of_each_kind_is_written_published_and_taken(page, phone, program, sign_in):
    begin(page, sign_in)
    add_lesson(page)
    add_questions(page)
    draw_place(page)
    is_fine(page)
    save(page)
    is_fine(page)
    try_and_publish(page)

    sign_in(phone, MAREK)
    take(phone)
    assert Attempt.objects.get().is_passed

    page.reload()
    expect(page.get_by_text("1 person is on it")).to_be_visible()


def test_a_course_is_written_on_a_phone(phone, program, sign_in):
    begin(phone, sign_in)
    add_lesson(phone)
    add_questions(phone)
    type_place(phone)
    is_fine(phone)
    save(phone)
    is_fine(phone)
    try_and_publish(phone)


def drag(page: Page, handle: Locator, onto: Locator) -> None:
    """By the handle, to before the other one."""
    onto.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), onto.bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 30, end["y"] + 20, steps=5)
    page.mouse.move(end["x"] + 30, end["y"] + 2, steps=5)
    page.mouse.up()


def test_parts_are_moved_by_dragging_and_by_buttons(page, program, sign_in):
    course = Course.objects.get(price=0)
    sign_in(page, JOANNA).goto(f"/admin/courses/{course.uuid}/")
    is_fine(page)
    press(page, "Down: Preparing the pipe end")
    page.wait_for_url("**#*")
    first = page.locator("[data-items]").first

    expect(first.locator("li .line-title").nth(2)).to_have_text("Preparing the pipe end")
    drag(page, first.locator("li [data-handle]").nth(2), first.locator("li").nth(0))
    expect(page.locator("[data-items]").first.locator("li .line-title").nth(0)).to_have_text("Preparing the pipe end")

    page.wait_for_load_state("networkidle")
    draft = CourseVersion.objects.get(course=course, published_at=None)
    assert [one.key for one in content_of(draft).lessons()] == ["lesson-2", "lesson-1", "lesson-3", "lesson-4"]


def test_a_lesson_is_dragged_with_a_finger(phone, program, sign_in):
    course = Course.objects.get(price=0)
    sign_in(phone, JOANNA).goto(f"/admin/courses/{course.uuid}/")
    lines = phone.locator("[data-items]").first.locator("li")
    lines.nth(0).scroll_into_view_if_needed()
    start, end = lines.nth(1).locator("[data-handle]").bounding_box(), lines.nth(0).bounding_box()
    finger = phone.context.new_cdp_session(phone)
    way = [start["y"] + 8, end["y"] + 20, end["y"] + 4, end["y"] + 2]
    for number, y in enumerate(way):
        point = {"x": start["x"] + 8, "y": y}
        told = {"type": "touchMove" if number else "touchStart", "touchPoints": [point]}
        finger.send("Input.dispatchTouchEvent", told)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    phone.wait_for_url("**#part-lesson-2")

    draft = CourseVersion.objects.get(course=course, published_at=None)
    assert [one.key for one in content_of(draft).lessons()][:2] == ["lesson-2", "lesson-1"]


@pytest.mark.parametrize("size", [browsers.PHONE, browsers.DESK], ids=["phone", "desk"])
def test_without_script_a_course_is_written_too(browser, program, sign_in, live_server, size):
    with browsers.opened(browser, base_url=live_server.url, java_script_enabled=False, **size) as page:
        course = Course.objects.order_by("pk").first()
        sign_in(page, JOANNA).goto(f"/admin/courses/{course.uuid}/")
        page.get_by_role("link", name="Add a module").click()
        page.get_by_label("Title (English)").fill("More")
        page.get_by_role("button", name="Save").click()
        page.get_by_role("button", name="Up: More").click()
        draft = CourseVersion.objects.get(course=course, published_at=None)
        assert content_of(draft).modules[0].title == {"en": "More"}


def test_a_phone_shows_one_language_at_a_time_and_sends_all(phone, program, sign_in):
    course = Course.objects.get(price=0)
    sign_in(phone, JOANNA).goto(f"/admin/courses/{course.uuid}/parts/lesson-1/")
    expect(phone.get_by_label("Title (English)")).to_be_hidden()
    is_fine(phone)
    phone.get_by_role("button", name="English").click()
    phone.get_by_label("Title (English)").fill("The joint")
    expect(phone.get_by_label("Title (Polish)")).to_be_hidden()
    is_fine(phone)
    save(phone)

    lesson = content_of(CourseVersion.objects.get(course=course, published_at=None)).lesson("lesson-1")
    assert lesson.title == {"en": "The joint", "pl": "Budowa połączenia i granice systemu"}
