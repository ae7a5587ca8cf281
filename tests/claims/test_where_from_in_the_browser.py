"""Taking the other of two values and asking where one came from, with a thumb and with a keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from extraction import sentences
from extraction.reading import E_INVOICE, OCR, Said
from tests.browser import accessibility_violations
from tests.builders.claims import a_read_draft

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(mareks_phone: Page, marek) -> Page:
    """Marek's draft, whose sources name two totals."""
    claim = a_read_draft(marek)
    kept = claim.document.readings.get()
    said = (Said("total", E_INVOICE, "369.00"), Said("total", OCR, "396.00"))
    kept.data["warnings"] = [sentences.disagreement(said).as_dict()]
    kept.save()
    mareks_phone.goto(reverse("claims:claim", args=[claim.uuid]))
    return mareks_phone


def test_one_tap_takes_the_other_value_and_the_page_stays(draft: Page):
    draft.evaluate("window.isSame = true")
    other = draft.get_by_role("button", name="396.00")

    other.click()

    expect(draft.get_by_role("textbox", name="Total")).to_have_value("396.00")
    expect(other).to_have_attribute("aria-pressed", "true")
    assert draft.evaluate("window.isSame")
    assert other.bounding_box()["height"] >= 44


def test_where_a_value_came_from_is_asked_with_the_keyboard(draft: Page):
    asking = draft.locator("#part-total .where summary")
    answer = draft.get_by_text("Read from the e-invoice. Certain (100%).").last
    expect(answer).to_be_hidden()

    asking.press("Enter")

    expect(answer).to_be_visible()
    assert asking.bounding_box()["height"] >= 44
    assert accessibility_violations(draft) == []
