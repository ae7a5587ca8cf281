"""Blank pages as scanners give them."""

import pytest
from PIL import ImageDraw

from extraction.pages import is_blank
from trials.blank_pages import blank_pages

PAGES = dict(blank_pages(1, seed=9))


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_without_print_is_blank_whatever_a_scanner_adds(kind: str):
    assert is_blank(PAGES[kind])


@pytest.mark.parametrize("kind", PAGES)
def test_one_line_of_print_makes_it_a_page(kind: str):
    page = PAGES[kind].copy()
    ImageDraw.Draw(page).text((300, 800), "Razem do zapłaty: 128,40 zł", fill=40, font_size=32)

    assert not is_blank(page)
