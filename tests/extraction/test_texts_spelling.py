"""Words of the trade and of addresses that an engine misread."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.reading import TEXT_LAYER
from extraction.texts import find_fields
from extraction.texts.spelling import spelled_address, spelled_name
from tests.extraction.printed import TILL, lines


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("NAIL IT HARDWAKE SDN BHD", "NAIL IT HARDWARE SDN BHD"),
        ("F0ODICIOUS", "FOODICIOUS"),
        ("Hurtovnia Rurka", "Hurtownia Rurka"),
        ("Cash & Cary", "Cash & Carry"),
        ("Bender Grosshande1", "Bender Grosshandel"),
    ],
)
def test_a_word_of_trade_with_one_misread_letter_is_put_right(read, printed):
    assert spelled_name(read) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("12, Jaian Merah, Tamar Indah", "12, Jalan Merah, Taman Indah"),
        ("J1n 4, BIk B", "Jln 4, Blk B"),
        ("SELANGOR DIARUL EHSAN", "SELANGOR DARUL EHSAN"),
        ("Bahnhofstrase 4", "Bahnhofstrasse 4"),
    ],
)
def test_a_word_of_addresses_with_one_misread_letter_is_put_right(read, printed):
    assert spelled_address(read) == printed


@pytest.mark.parametrize(
    "name",
    [
        "JIM BLOCK",
        "Bender Haustechnik Großhandel",
        "Jin Trading",
        "McIntosh",
        "5 Star Mart",
        "Sklepu",
        "Hurtownie",
        "U2000",
    ],
)
def test_names_and_endings_are_left_alone(name):
    assert spelled_name(name) == name


def test_what_no_engine_read_is_not_corrected():
    """A text layer has no misread letters: the firm is called that."""
    page = lines("Tracing Hardwake Ltd\n12 High Street\nLondon W1A 1AA\n\nTotal   12.00", width=TILL)

    stated = find_fields([replace(line, source=TEXT_LAYER) for line in page], known={})
    read = find_fields(page, known={})

    assert stated["issuer_name"].value == "Tracing Hardwake Ltd"
    assert read["issuer_name"].value == "Trading Hardware Ltd"


@given(st.text(max_size=80))
def test_nothing_is_corrected_twice(text):
    once = spelled_address(text)

    assert spelled_address(once) == once
