"""A long list is found by typing; by keyboard, by finger, and as a plain select where no script runs."""

import pytest
from playwright.sync_api import Page, expect

from tests import browser as browsers


@pytest.fixture
def product(guide):
    """The styleguide's field for a product, closed and empty."""
    field = guide.get_by_role("combobox", name="Product")
    expect(field).to_have_value("")
    return field


def offered(page: Page) -> list[str]:
    return page.get_by_role("option").all_inner_texts()


def sent(page: Page) -> str:
    """What the form would send."""
    return page.locator("select[name=product]").evaluate("select => select.value")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("elbow", "Elbow 20 mm"),
        ("brass ball", "Ball valve ½ inch, brass"),
        ("rp-v15", "Ball valve ½ inch, brass"),
        ("5901234123457", "Ball valve ½ inch, brass"),
        ("kolano", "Elbow 20 mm"),
        ("zawor", "Ball valve ½ inch, brass"),
        ("LACZNIK", "Łącznik zaciskowy 16 mm"),
    ],
)
def test_it_is_found_by_name_number_and_what_is_printed(guide, product, typed, found):
    product.fill(typed)

    assert offered(guide) == [found]
    guide.keyboard.press("Enter")
    expect(product).to_have_value(found)
    assert sent(guide) != ""


def test_arrows_choose_and_escape_gives_up(guide, product):
    product.focus()
    guide.keyboard.press("ArrowDown")
    guide.keyboard.press("ArrowDown")
    guide.keyboard.press("ArrowDown")
    expect(guide.locator("[role=option][aria-selected=true]")).to_have_text("Elbow 20 mm")
    assert browsers.accessibility_violations(guide) == []
    guide.keyboard.press("Enter")
    assert sent(guide) == "2"

    product.fill("ball")
    guide.keyboard.press("Escape")
    expect(product).to_have_value("Elbow 20 mm")
    expect(guide.get_by_role("listbox")).to_be_hidden()
    assert sent(guide) == "2"


def test_an_emptied_field_chooses_nothing_and_what_was_not_taken_says_nothing(guide, product):
    product.fill("elbow")
    guide.get_by_role("option", name="Elbow 20 mm").click()
    product.fill("ball")
    guide.keyboard.press("Tab")
    expect(product).to_have_value("Elbow 20 mm")

    product.fill("")
    guide.keyboard.press("Tab")
    assert sent(guide) == ""


def test_nothing_found_is_said(guide, product):
    product.fill("bathtub")

    expect(guide.get_by_text("Nothing is called that.")).to_be_visible()


def test_a_choice_by_finger_fits_the_phone(guide_on_phone):
    field = guide_on_phone.get_by_role("combobox", name="Product")
    field.tap()
    assert browsers.accessibility_violations(guide_on_phone) == []
    assert guide_on_phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    guide_on_phone.get_by_role("option", name="Łącznik").tap()

    expect(field).to_have_value("Łącznik zaciskowy 16 mm")


def test_without_script_it_is_a_plain_select(browser, live_server, sign_in):
    with browsers.opened(browser, base_url=live_server.url, java_script_enabled=False) as page:
        sign_in(page).goto("/styleguide/")

        page.get_by_label("Product", exact=True).select_option(label="Elbow 20 mm")

        assert page.locator("select[name=product]").input_value() == "2"
