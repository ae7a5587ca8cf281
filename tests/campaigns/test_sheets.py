"""Sheets of labels: every symbol can be read, whatever the length of the codes, and nothing is printed over it."""

import pypdfium2
import pytest
import zxingcpp

from campaigns import sheets
from campaigns.codes import LONGEST, SHORTEST, make_codes

GTIN = "05909999300250"


@pytest.mark.parametrize("signs", range(SHORTEST, LONGEST + 1))
@pytest.mark.parametrize("kind", ["qr", "datamatrix"])
def test_every_label_is_read_as_its_code(kind: str, signs: int):
    codes = make_codes(sheets.COLUMNS * sheets.ROWS, signs=signs)
    pdf = sheets.qr_sheet(1, codes) if kind == "qr" else sheets.datamatrix_sheet(1, codes, gtin=GTIN)

    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil()

    before = "" if kind == "qr" else f"(01){GTIN}(21)"
    assert sorted(one.text for one in zxingcpp.read_barcodes(picture)) == sorted(before + code for code in codes)
