"""The document can be enlarged, moved and turned, and shows where each fact was read."""

import re

from playwright.sync_api import Page, expect


def picture(page: Page) -> dict:
    return page.locator(".viewer-page").bounding_box()


def stage(page: Page) -> dict:
    return page.locator(".viewer-stage").bounding_box()


def test_the_whole_page_is_seen_first(guide):
    assert picture(guide)["height"] <= stage(guide)["height"] + 1
    assert picture(guide)["width"] <= stage(guide)["width"] + 1


def test_buttons_wheel_and_keys_enlarge_and_whole_goes_back(guide):
    whole = picture(guide)["width"]

    guide.get_by_role("button", name="Larger").click()
    by_button = picture(guide)["width"]
    guide.locator(".viewer-stage").hover()
    guide.mouse.wheel(0, -300)
    by_wheel = picture(guide)["width"]
    guide.locator(".viewer-stage").focus()
    guide.keyboard.press("+")
    by_key = picture(guide)["width"]
    guide.keyboard.press("0")

    assert whole < by_button < by_wheel < by_key
    assert abs(picture(guide)["width"] - whole) < 1


def test_one_key_goes_near_and_back_and_r_is_left_to_the_page(guide):
    whole = picture(guide)["width"]
    guide.locator(".viewer-stage").focus()

    guide.keyboard.press("z")
    near = picture(guide)["width"]
    guide.keyboard.press("z")

    assert near > whole * 1.5 and abs(picture(guide)["width"] - whole) < 1
    guide.keyboard.press("r")
    assert "rotate(0deg)" in str(guide.locator(".viewer-page").get_attribute("style"))
    guide.keyboard.press("t")
    assert "rotate(90deg)" in str(guide.locator(".viewer-page").get_attribute("style"))


def test_turning_lays_the_page_on_its_side_within_the_frame(guide):
    guide.get_by_role("button", name="Turn").click()

    turned, frame = picture(guide), stage(guide)
    assert turned["width"] > turned["height"]
    assert turned["x"] >= frame["x"] - 1 and turned["width"] <= frame["width"] + 1


def test_the_page_is_dragged_but_never_out_of_sight(guide):
    for _ in range(4):
        guide.get_by_role("button", name="Larger").click()
    guide.locator(".viewer-stage").hover()
    frame, before = stage(guide), picture(guide)
    middle = (frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)

    guide.mouse.move(*middle)
    guide.mouse.down()
    guide.mouse.move(middle[0] - 60, middle[1] - 40, steps=4)
    dragged = picture(guide)
    guide.mouse.move(middle[0] + 4000, middle[1] + 4000, steps=4)
    guide.mouse.up()

    assert dragged["x"] < before["x"] and dragged["y"] < before["y"]
    assert abs(picture(guide)["x"] - frame["x"]) < 2 and abs(picture(guide)["y"] - frame["y"]) < 2


def test_a_fact_in_focus_lights_its_box_and_brings_it_nearer(guide):
    whole = picture(guide)["width"]

    guide.locator("#id_total").last.focus()

    expect(guide.locator("[data-box=total]")).to_have_class(re.compile("is-shown"))
    guide.wait_for_timeout(250)
    box, frame = guide.locator("[data-box=total] rect").bounding_box(), stage(guide)
    assert picture(guide)["width"] > whole
    assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert frame["y"] <= box["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]


def test_a_fact_under_the_cursor_lights_its_box_and_moves_nothing(guide):
    guide.locator("#fact-issuer").hover()
    lit = guide.locator("[data-box=issuer]")

    expect(lit).to_have_class(re.compile("is-shown"))
    guide.locator("#buttons h2").first.hover()
    expect(lit).not_to_have_class(re.compile("is-shown"))


def test_a_click_on_a_box_leads_to_its_field(guide):
    guide.locator("[data-box=total] rect").click()

    expect(guide.locator("#fact-total input")).to_be_focused()


def test_a_click_on_the_box_of_a_sure_fact_opens_it(guide):
    guide.locator("[data-box=number] rect").click()

    expect(guide.locator("#fact-number")).to_have_attribute("open", "")


def test_two_fingers_enlarge(guide_on_phone):
    guide_on_phone.locator(".viewer").scroll_into_view_if_needed()
    before, frame = picture(guide_on_phone)["width"], stage(guide_on_phone)
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    touch = guide_on_phone.context.new_cdp_session(guide_on_phone)

    for kind, apart in (("touchStart", 20), ("touchMove", 50), ("touchMove", 90)):
        points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    assert picture(guide_on_phone)["width"] > before * 1.5
