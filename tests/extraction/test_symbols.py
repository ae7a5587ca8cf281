"""Bar codes and 2-D codes: which are found, and which reads are not believed."""

import json

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from extraction.limits import Limits
from extraction.pictures import PictureFile
from extraction.sniff import HEAD_BYTES, kind_of
from extraction.symbol_readers import Found
from extraction.symbol_regions import likely_regions
from extraction.symbol_rules import believable, has_check_digit
from extraction.symbols import find_symbols
from tests.extraction import documents
from tests.shared import SHARED

Format = zxingcpp.BarcodeFormat
KSEF = "https://qr.ksef.mf.gov.pl/invoice/5260250274/14-11-2026/abc_DEF-123"


def found_on(sheet, **how):
    return [(one.symbology, one.text) for one in find_symbols(np.asarray(sheet.convert("L")), seconds=5, **how)]


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        (Format.EAN13, "EAN13", "5901234123457"),
        (Format.EAN8, "EAN8", "96385074"),
        (Format.Code128, "Code128", "FV-2026-0457"),
        (Format.ITF, "ITF", "15901234123454"),
        (Format.QRCode, "QRCode", KSEF),
        (Format.QRCode, "QRCode", "Zażółć gęślą jaźń, Łódź, Größe"),
        (Format.DataMatrix, "DataMatrix", "0105901234123457"),
        (Format.PDF417, "PDF417", "receipt 17"),
        (Format.Aztec, "Aztec", "receipt 18"),
    ],
)
def test_each_kind_of_code_is_read_as_written(kind, name, text):
    assert found_on(documents.with_code(documents.page(), text, kind)) == [(name, text)]


def test_the_place_of_a_code_is_where_it_was_printed():
    sheet = documents.with_code(documents.page(), KSEF, Format.QRCode, at=(100, 650))
    (found,) = find_symbols(np.asarray(sheet.convert("L")), seconds=5)
    left, top, right, bottom = found.place
    assert 100 <= left < 130
    assert 650 <= top < 680
    assert right - left == pytest.approx(bottom - top, abs=4)


def test_several_codes_on_one_page_are_all_found():
    sheet = documents.with_code(documents.page(), KSEF, Format.QRCode, at=(60, 600))
    sheet = documents.with_code(sheet, "5901234123457", Format.EAN13, at=(500, 700))
    assert sorted(found_on(sheet)) == [("EAN13", "5901234123457"), ("QRCode", KSEF)]


@pytest.mark.parametrize("degrees", [45, 12, -12, 90])
def test_a_slanted_code_is_found_and_its_place_turned_back(degrees):
    sheet = documents.with_code(Image.new("RGB", (900, 900), "white"), "5901234123457", Format.EAN13, at=(300, 380))
    (found,) = find_symbols(np.asarray(sheet.rotate(degrees, fillcolor="white").convert("L")), seconds=5)
    assert found.text == "5901234123457"
    left, top, right, bottom = found.place
    assert (left + right) / 2 == pytest.approx(450, abs=90)
    assert (top + bottom) / 2 == pytest.approx(430, abs=90)


def test_a_small_code_in_the_corner_of_a_large_photo_is_found():
    sheet = documents.page(size=(3000, 4000))
    small = documents.with_code(Image.new("RGB", (400, 300), "white"), "5901234123457", Format.EAN13, at=(20, 20))
    sheet.paste(small.resize((267, 200)).rotate(3, fillcolor="white"), (2650, 3700))
    assert found_on(sheet.filter(ImageFilter.GaussianBlur(0.6))) == [("EAN13", "5901234123457")]


def test_a_page_without_a_code_gives_none():
    assert found_on(documents.page()) == []
    assert found_on(Image.effect_noise((800, 800), 90)) == []


def test_a_picture_of_one_pixel_gives_none():
    assert found_on(Image.new("L", (1, 1))) == []


def code(symbology="EAN13", text="5901234123457", place=(0, 0, 100, 50), reader="zxing", weight=50.0):
    return Found(symbology, text, place, reader, weight)


def test_of_two_retail_codes_in_one_place_the_taller_read_is_kept():
    true, mixture = code(weight=40), code(text="4006381333931", weight=8)
    assert believable([mixture, true]) == [true]


def test_two_retail_codes_side_by_side_are_two():
    one, other = code(), code(text="4006381333931", place=(200, 0, 300, 50))
    assert believable([one, other]) == [one, other]


def test_the_same_code_read_twice_counts_once():
    twice = [code(), code(reader="zbar"), code("UPCA", "5901234123457", (2, 1, 99, 50))]
    assert believable(twice) == [code()]


def test_a_short_itf_code_needs_both_readers():
    piece = code("ITF", "070429")
    assert believable([piece]) == []
    assert believable([piece, code("ITF", "070429", reader="zbar")]) == [piece]


def test_an_itf_code_of_fourteen_digits_needs_its_check_digit():
    assert believable([code("ITF", "15901234123454")])
    assert not believable([code("ITF", "15901234123455")])
    assert not has_check_digit("١٢٣٤٥٦٧٨")


@pytest.mark.skipif(SHARED is None, reason="the shared evaluation data is not on this machine")
def test_the_shared_pictures_are_read_at_least_as_well_as_measured():
    folder = SHARED / "data" / "barcodes"
    pictures = json.loads((folder / "manifest.json").read_text())
    right = false_on_empty = 0
    for picture in pictures:
        content = (folder / picture["file"]).read_bytes()
        drawn = PictureFile(content, kind_of(content[:HEAD_BYTES]), Limits()).draw(1, 0)
        texts = {text for _, text in found_on(drawn.grey)}
        if picture["expected"]:
            # The two or five digits printed beside a retail code are no part of the article's number.
            most = 13 if picture["symbology"] == "EANExt" else None
            right += bool(_plain(texts) & _plain(text[:most] for text in picture["expected"]))
        else:
            false_on_empty += bool(texts)
    assert right >= 97
    assert false_on_empty == 0


def _plain(texts):
    """Compared without separators in front, and retail codes with as many digits as a GTIN has."""
    return {text.strip("\x1d\r\n").split(" ")[0].zfill(14) for text in texts}


@pytest.mark.parametrize("degrees", [0, 25, 90])
def test_a_code_among_print_is_a_likely_part_with_its_slant(degrees):
    sheet = documents.page(size=(2400, 3000)).convert("L")
    code = documents.with_code(Image.new("RGB", (420, 420), "white"), "5901234123457", Format.EAN13, at=(60, 120))
    sheet.paste(code.rotate(degrees, fillcolor="white").convert("L"), (1900, 2400))

    inside = [one for one in likely_regions(np.asarray(sheet)) if one.right > 1900 and one.bottom > 2400]

    assert min(abs((one.slant + degrees + 90) % 180 - 90) for one in inside) < 6


@pytest.mark.parametrize(("kind", "degrees"), [(Format.EAN13, 45), (Format.PDF417, 20), (Format.PDF417, 70)])
def test_a_slanted_code_in_a_large_frame_is_read_in_its_likely_part(kind, degrees):
    """No reader finds these in the whole frame."""
    sheet = documents.page(size=(2400, 3000)).convert("L")
    code = documents.with_code(Image.new("RGB", (520, 520), "white"), "5901234123457", kind, at=(60, 120))
    sheet.paste(code.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white").convert("L"), (1850, 2400))

    (found,) = find_symbols(np.asarray(sheet), seconds=5)

    assert found.text == "5901234123457"
    assert 1850 < (found.place[0] + found.place[2]) / 2 < 2370
    assert 2400 < (found.place[1] + found.place[3]) / 2 < 2920


@pytest.mark.parametrize("degrees", [20, 70])
def test_a_slanted_code_from_near_by_is_read_in_its_likely_part(degrees):
    sheet = documents.with_code(Image.new("RGB", (620, 620), "white"), "5901234123457", Format.PDF417, at=(110, 220))
    turned = sheet.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")

    assert found_on(turned) == [("PDF417", "5901234123457")]
