"""Floors under the rules on labelled receipts, from their published text lines: no engine, so no machine's luck."""

import json
from datetime import date
from decimal import Decimal

import pytest
from PIL import Image

from extraction.reading import OCR
from extraction.texts import find_fields
from extraction.texts.days import days_in
from extraction.texts.folding import fold
from extraction.texts.items import read_items
from extraction.texts.layout import rebuild
from extraction.words import TextLine, Word
from tests.shared import SHARED

pytestmark = pytest.mark.skipif(SHARED is None, reason="the labelled receipts are not on this machine")


@pytest.fixture(scope="module")
def receipts():
    """(label, printed lines) of every scan in the sample."""
    folder = SHARED / "data" / "receipts"
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    gold = json.loads((folder / "gold_lines_sroie.json").read_text(encoding="utf-8"))
    return [(labels[name], _lines(boxes, Image.open(folder / name).size)) for name, boxes in gold.items()]


def _lines(boxes, size):
    width, height = size
    return [
        TextLine((Word(text, (left / width, top / height, right / width, bottom / height), 1.0),), 1, OCR)
        for text, left, top, right, bottom in boxes
        if text.strip()
    ]


def _share(receipts, name, is_right):
    given = [(find_fields(lines, known={}).get(name), label) for label, lines in receipts]
    return sum(bool(found and is_right(found.value, label)) for found, label in given) / len(given)


def _plain(text):
    return "".join(letter for letter in fold(text or "").upper() if letter.isalnum())


def test_totals_are_right(receipts):
    def is_right(value, label):
        wanted = label["total"].replace("RM", "").replace("$", "").replace(",", "").strip()
        return Decimal(value) == Decimal(wanted)

    assert _share(receipts, "total", is_right) >= 0.96


def test_days_are_right(receipts):
    def is_right(value, label):
        return date.fromisoformat(value) in [found.day for found in days_in(fold(label["date"]))]

    assert _share(receipts, "issue_date", is_right) >= 0.97


def test_firms_are_right(receipts):
    assert _share(receipts, "issuer_name", lambda value, label: _plain(value) == _plain(label["company"])) >= 0.93


def test_addresses_are_right(receipts):
    assert _share(receipts, "issuer_address", lambda value, label: _plain(value) == _plain(label["address"])) >= 0.87


def test_most_receipts_show_items_that_add_up(receipts):
    # The raw score: what an item that adds up is worth is another question, of the calibration.
    found = [read_items(rebuild(lines)) for _, lines in receipts]

    assert sum(bool(items) for items in found) / len(found) >= 0.85
    assert sum(bool(items) and min(item.confidence for item in items) >= 0.9 for items in found) / len(found) >= 0.5
