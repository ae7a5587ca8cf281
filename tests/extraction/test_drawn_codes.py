"""Where readers look for codes on a page that a program drew, and that they find them there."""

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from extraction.drawn_codes import code_regions
from extraction.symbols import find_symbols
from tests.extraction import documents

Format = zxingcpp.BarcodeFormat
SIZE = (1654, 2339)


def sheet_with_words():
    """A printed A4 page, and the places of its lines as a text layer states them."""
    sheet = documents.page(size=SIZE)
    ink = np.asarray(sheet.convert("L")) < 128
    rows = np.flatnonzero(np.diff(np.concatenate([[0], ink.any(axis=1).astype(int), [0]])))
    words = []
    for top, bottom in zip(rows[::2], rows[1::2], strict=True):
        columns = np.flatnonzero(ink[top:bottom].any(axis=0))
        words.append((columns[0] / SIZE[0], top / SIZE[1], (columns[-1] + 1) / SIZE[0], bottom / SIZE[1]))
    return sheet, words


def area(regions):
    return sum((one.right - one.left) * (one.bottom - one.top) for one in regions)


def read(sheet, words):
    grey = np.asarray(sheet.convert("L"))
    return [one.text for one in find_symbols(grey, seconds=5, within=code_regions(grey, words))]


def test_print_and_rules_are_not_looked_at():
    sheet, words = sheet_with_words()
    ruled = np.array(sheet.convert("L"))
    ruled[1200:2200:48, 100:1500] = 0
    ruled[1200:2200, 100:1500:140] = 0
    found = code_regions(ruled, words)
    assert max(one.bottom for one in found) < 1100
    assert area(found) < area(code_regions(ruled, [])) / 2


@pytest.mark.parametrize("kind", [Format.EAN13, Format.Code128, Format.QRCode, Format.DataMatrix, Format.PDF417])
def test_a_code_beside_the_print_is_read(kind):
    sheet, words = sheet_with_words()
    assert read(documents.with_code(sheet, "5901234123457", kind, at=(1000, 1900)), words) == ["5901234123457"]


@pytest.mark.parametrize(("kind", "room"), [(Format.Code128, 60), (Format.QRCode, 0)])
@pytest.mark.parametrize("turn", [0, 90])
def test_a_code_set_in_a_font_is_read_though_it_is_text(kind, room, turn):
    """Bars may leave a part of their font's height blank."""
    sheet, words = sheet_with_words()
    code = documents.with_code(Image.new("RGB", (500, 500), "white"), "FV 2026", kind, at=(60, 60)).rotate(turn)
    left, top, right, bottom = Image.eval(code.convert("L"), lambda shade: 255 - shade).getbbox()
    sheet.paste(code, (1000, 1700))
    place = (
        (1000 + left - room) / SIZE[0],
        (1700 + top - room) / SIZE[1],
        (1000 + right) / SIZE[0],
        (1700 + bottom) / SIZE[1],
    )
    assert read(sheet, [*words, place]) == ["FV 2026"]


def test_a_code_whose_modules_are_larger_than_the_cells_is_looked_at_as_a_whole():
    code = documents.with_code(Image.new("RGB", (200, 200), "white"), "5901234123457", Format.QRCode, at=(20, 20))
    large = code.resize((800, 800), Image.Resampling.NEAREST)
    sheet = Image.new("RGB", SIZE, "white")
    sheet.paste(large, (400, 900))
    assert len(code_regions(np.asarray(sheet.convert("L")), [])) == 1
    assert read(sheet, []) == ["5901234123457"]


def test_a_tiny_page_is_looked_at_whole():
    assert read(Image.new("RGB", (60, 1)), []) == []
