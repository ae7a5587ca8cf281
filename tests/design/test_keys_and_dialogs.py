"""Keys press what they name, dialogs ask before anything is paid, and nothing is sent twice."""

import pytest
from playwright.sync_api import Page, expect

from tests import browser as browsers


def at(page: Page, body: str) -> Page:
    """A page of ours with this body, at an address that no view serves."""
    page.route("**/tried", lambda route: route.fulfill(content_type="text/html", body=f"<!doctype html><body>{body}"))
    page.goto("/tried")
    return page


SCRIPTS = '<dialog id="keys"><dl data-keys-list data-text-help="this list"></dl></dialog>' + "".join(
    f'<script type="module" src="/static/js/{name}.js"></script>' for name in ("keys", "confirm")
)


def test_a_letter_presses_its_button(page):
    at(page, '<button data-key="c" onclick="document.title = \'confirmed\'">Confirm</button>' + SCRIPTS)

    page.keyboard.press("c")

    assert page.title() == "confirmed"


def test_a_letter_that_is_typed_presses_nothing(page):
    at(
        page,
        '<button data-key="c" onclick="document.title = \'confirmed\'">Confirm</button><input id="note">' + SCRIPTS,
    )

    page.locator("#note").press_sequentially("cc")
    page.keyboard.press("Control+c")

    assert page.title() == ""
    expect(page.locator("#note")).to_have_value("cc")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    assert page.title() == "confirmed"


def test_a_digit_chooses_a_reason(page):
    at(page, '<label><input type="radio" name="reason" data-key="2"> Returned</label>' + SCRIPTS)

    page.keyboard.press("2")

    expect(page.get_by_label("Returned")).to_be_checked()


def test_the_list_of_keys_names_every_action(page, sign_in):
    sign_in(page).goto("/styleguide/queue/")

    page.keyboard.press("?")

    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    words = page.locator("#keys dd").all_inner_texts()
    assert {"Confirm", "In part", "Ask", "Refuse", "Larger", "this list"} <= set(words)


def test_keys_behind_an_open_dialog_are_asleep(page, sign_in):
    sign_in(page).goto("/styleguide/queue/")
    page.keyboard.press("r")
    expect(page.get_by_role("dialog", name="Why not?")).to_be_visible()

    page.keyboard.press("?")

    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Why not?")).to_be_hidden()


def test_a_dialog_opens_over_the_page_and_closes_beside_it(page, sign_in):
    sign_in(page).goto("/styleguide/")

    page.get_by_role("button", name="Pay the points").click()

    expect(page.get_by_role("dialog", name="Give 1 240 points?")).to_be_visible()
    assert page.url.endswith("/styleguide/")
    page.mouse.click(5, 5)
    expect(page.get_by_role("dialog", name="Give 1 240 points?")).to_be_hidden()


def test_a_dialog_that_comes_open_in_the_page_becomes_modal(page, sign_in):
    sign_in(page).goto("/styleguide/?open=pay")

    expect(page.locator("#pay:modal")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Give 1 240 points?")).to_be_hidden()


@pytest.mark.parametrize("size", [browsers.PHONE, browsers.DESK], ids=["phone", "desk"])
def test_without_script_the_button_asks_for_the_page_with_its_dialog_open(size, browser, live_server, sign_in):
    with browsers.opened(browser, base_url=live_server.url, java_script_enabled=False, **size) as page:
        sign_in(page).goto("/styleguide/")
        page.get_by_role("button", name="Pay the points").click()

        dialog = page.get_by_role("dialog", name="Give 1 240 points?")
        expect(dialog).to_be_visible()
        frame = dialog.bounding_box()
        assert frame and frame["y"] >= 0 and frame["y"] + frame["height"] <= size["viewport"]["height"]
        page.get_by_role("button", name="Close").first.click()
        expect(dialog).to_be_hidden()


def test_a_form_is_sent_once_however_often_it_is_clicked(page):
    sent = []
    page.route(
        "**/sent", lambda route: (sent.append(route.request.post_data), page.wait_for_timeout(300), route.abort())
    )
    at(page, '<form method="post" action="/sent"><button name="answer" value="yes">Confirm</button></form>' + SCRIPTS)

    page.evaluate("const button = document.querySelector('button'); button.click(); button.click(); button.click()")
    page.wait_for_timeout(600)

    assert sent == ["answer=yes"]


def test_a_message_that_needs_an_answer_stays_and_can_be_closed(page):
    close = "<button data-close hidden>Close</button>"
    toast = '<div class="messages"><div data-toast class="toast {}" {}>{}' + close + "</div></div>"
    at(page, toast.format("toast-refused", "", "Refused") + SCRIPTS)
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text("Refused")).to_have_count(0)

    at(page, toast.format("toast-done", 'data-seconds="0.2"', "Confirmed") + SCRIPTS)
    expect(page.get_by_text("Confirmed")).to_have_count(0, timeout=8000)
