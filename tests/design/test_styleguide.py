"""Each component and each main screen is open to everybody: readers, keyboards, small and large, light and dark."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from config.styleguide import SCREENS
from participants.models import User
from tests import browser as browsers
from tests.builders.programs import a_program


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", [browsers.PHONE, browsers.DESK], ids=["phone", "desk"])
def test_every_screen_passes_the_accessibility_scan_and_fits(screen, size, browser, live_server, sign_in):
    for scheme in ("light", "dark"):
        with browsers.opened(browser, base_url=live_server.url, color_scheme=scheme, **size) as page:
            sign_in(page).goto(reverse("styleguide-screen", args=[screen]))

            assert browsers.accessibility_violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_at_twice_the_size_nothing_is_cut_off(browser, live_server, sign_in):
    # 200 % on a screen 1280 wide leaves 640 for the page
    with browsers.opened(browser, base_url=live_server.url, viewport={"width": 640, "height": 400}) as page:
        for screen in SCREENS:
            sign_in(page).goto(reverse("styleguide-screen", args=[screen]))
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_what_is_touched_is_large_enough(guide_on_phone):
    small = guide_on_phone.evaluate(
        """() => [...document.querySelectorAll("button, .button, input, select, summary, nav a, .row-link")]
            .filter((one) => one.checkVisibility() && !one.closest("details:not([open]) > :not(summary)"))
            .filter((one) => !one.matches(".visually-hidden, [type=file], [type=checkbox], [type=radio]"))
            .filter((one) => one.getBoundingClientRect().height < 44)
            .map((one) => one.outerHTML.slice(0, 90))"""
    )

    assert small == []


def test_the_keyboard_reaches_the_content_first(guide):
    guide.keyboard.press("Tab")
    expect(guide.locator(".skip")).to_be_focused()
    guide.keyboard.press("Enter")

    expect(guide.locator("#main")).to_be_focused()


def test_without_script_files_can_be_chosen_and_the_picture_is_there(browser, live_server, sign_in):
    with browsers.opened(browser, base_url=live_server.url, java_script_enabled=False, **browsers.PHONE) as page:
        sign_in(page).goto("/styleguide/")

        expect(page.locator("#upload-camera")).to_be_visible()
        expect(page.locator("[data-scan]")).to_be_hidden()
        expect(page.get_by_role("img", name="Page 1 of the document")).to_be_visible()


@pytest.mark.django_db
def test_others_are_told_that_nothing_is_there(client):
    client.force_login(User.objects.create_user("marek@example.org", "a long enough password"))

    assert client.get("/styleguide/").status_code == 404


@pytest.mark.django_db
def test_a_screen_that_does_not_exist_is_not_found(admin_client):
    assert admin_client.get("/styleguide/nothing/").status_code == 404


@pytest.mark.django_db
def test_a_program_has_its_colours_in_a_file(client):
    program = a_program()

    answer = client.get(reverse("brand-css", args=[program.slug]))

    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "--accent:" in answer.content.decode()
    assert client.get("/brand/unknown.css").status_code == 404
