"""From files to a Reading: the order of trust, pages in order, pictures for people, warnings."""

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from extraction import merge, pipeline, sandbox, sentences, stages
from extraction.findings import Findings, Sheet
from extraction.options import Options
from extraction.reading import E_INVOICE, FISCAL_CODE, OCR, TEXT_LAYER, Field, Said, Warning
from tests.builders import files
from tests.extraction import documents

OPTIONS = Options()
KSEF = "https://ksef.mf.gov.pl/client-app/invoice/5260250274/14-11-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE"
KSEF_CODE = KSEF.replace("ksef.mf.gov.pl/client-app", "qr.ksef.mf.gov.pl")


def printed(tmp_path, name="printed.pdf", **how):
    path = tmp_path / name
    path.write_bytes(documents.printed_pdf(**how))
    return path


def photo(tmp_path, name="photo.jpg", **how):
    return documents.saved(documents.page(**how), tmp_path / name)


def read(*paths, **how):
    return pipeline.read_document(paths, options=OPTIONS, **how)


def test_a_photo_is_read_by_ocr(tmp_path):
    reading = read(photo(tmp_path))
    assert reading.error is None
    assert reading.pages == 1
    assert reading.fields["total"].value == "123.46"
    assert reading.fields["total"].source == OCR
    assert reading.fields["issue_date"].value == "2026-11-14"
    left, top, right, bottom = reading.fields["total"].box
    assert 0 <= left < right <= 1
    assert 0.4 < top < bottom < 0.6


def test_a_born_digital_pdf_is_read_from_its_text_layer_without_an_engine(tmp_path):
    reading = pipeline.read_file(printed(tmp_path), options=Options(engines=("none",)))
    assert reading.fields["total"].source == TEXT_LAYER
    assert reading.fields["issuer_tax_id"].value.endswith("5260250274")
    assert not reading.warnings


def test_a_scan_in_a_pdf_is_read_by_ocr(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(documents.scanned_pdf(documents.page(size=(1000, 1414)), hidden="RAZEM 999,99"))
    reading = read(path)
    assert reading.fields["total"].value == "123.46"
    assert reading.fields["total"].source == OCR


def test_a_fiscal_code_is_trusted_more_than_print(tmp_path):
    sheet = documents.with_code(documents.page(), KSEF_CODE, zxingcpp.BarcodeFormat.QRCode, at=(300, 600))
    reading = read(documents.saved(sheet, tmp_path / "sheet.png"))
    assert [symbol.text for symbol in reading.symbols] == [KSEF_CODE]
    issued = reading.fields["issue_date"]
    assert (issued.value, issued.source, issued.page) == ("2026-11-14", FISCAL_CODE, 1)
    assert issued.box is not None
    assert reading.fields["total"].source == OCR
    assert "sources-disagree" not in [warning.code for warning in reading.warnings]


def test_a_code_that_contradicts_the_print_is_pointed_out(tmp_path):
    other_day = KSEF_CODE.replace("14-11-2026", "02-01-2026")
    sheet = documents.with_code(documents.page(), other_day, zxingcpp.BarcodeFormat.QRCode, at=(300, 600))
    reading = read(documents.saved(sheet, tmp_path / "sheet.png"))
    assert reading.fields["issue_date"].value == "2026-01-02"
    (warning,) = [one for one in reading.as_dict()["warnings"] if one["code"] == "sources-disagree"]
    assert [(one["source"], one["value"]) for one in warning["values"]] == [
        (FISCAL_CODE, "2026-01-02"),
        (OCR, "2026-11-14"),
    ]


def test_an_einvoice_beside_a_photo_says_it_all(tmp_path):
    xml = tmp_path / "invoice.xml"
    xml.write_bytes(files.an_einvoice())
    reading = read(photo(tmp_path), xml)
    assert reading.error is None
    assert reading.pages == 1
    assert {reading.fields[name].source for name in ("total", "document_number", "issue_date")} == {E_INVOICE}
    assert reading.lines
    assert reading.text == "", "nobody guesses at a picture when the invoice itself is there"


def test_several_files_are_pages_of_one_document_in_their_order(tmp_path):
    first = photo(tmp_path, "1.png", lines=["KLIMA-BUD SP. Z O.O.", "Strona pierwsza"])
    second = photo(tmp_path, "2.png", lines=["Strona druga", "RAZEM PLN 123,46"])
    reading = read(first, printed(tmp_path, pages=2), second, pictures_to=tmp_path)
    assert reading.pages == 4
    assert reading.text.index("pierwsza") < reading.text.index("Polna") < reading.text.index("druga")
    assert sorted(path.name for path in tmp_path.glob("page-*")) == [f"page-{n}.jpg" for n in (1, 2, 3, 4)]


def test_one_bad_file_among_good_ones_is_a_warning(tmp_path):
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"MZ" + bytes(500))
    reading = read(bad, printed(tmp_path))
    assert reading.error is None
    assert reading.pages == 1
    assert [warning.code for warning in reading.warnings] == ["file-skipped"]


def test_only_bad_files_are_an_error(tmp_path):
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"MZ" + bytes(500))
    assert read(bad, bad).error.code == "not-a-document"


def test_more_pages_than_allowed_over_all_files_are_refused(tmp_path):
    reading = read(printed(tmp_path, "a.pdf", pages=15), printed(tmp_path, "b.pdf", pages=15))
    assert reading.pages == 15
    assert [warning.code for warning in reading.warnings] == ["file-skipped"]


def test_pictures_for_people_are_upright_and_small(tmp_path):
    path = documents.saved(documents.page(size=(3000, 4000)), tmp_path / "large.png")
    read(path, pictures_to=tmp_path)
    shown = Image.open(tmp_path / "page-1.jpg")
    assert shown.size == (1500, 2000)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_photo_lying_on_its_side_or_head_is_read_and_shown_upright(tmp_path, degrees):
    sheet = documents.page(size=(1000, 1200)).rotate(degrees, expand=True)
    reading = read(documents.saved(sheet, tmp_path / "turned.png"), pictures_to=tmp_path)
    assert reading.fields["total"].value == "123.46"
    assert reading.fields["total"].box[0] < 0.5
    assert Image.open(tmp_path / "page-1.jpg").size == (1000, 1200)


def test_blank_pages_keep_their_number_but_are_not_read(tmp_path):
    blank = documents.saved(Image.new("RGB", (800, 900), "white"), tmp_path / "blank.png")
    reading = read(blank, photo(tmp_path))
    assert reading.pages == 2
    assert reading.fields["total"].page == 2


def test_a_document_that_says_nothing_says_so(tmp_path):
    blank = documents.saved(Image.new("RGB", (800, 900), "white"), tmp_path / "blank.png")
    assert [warning.code for warning in read(blank).warnings] == ["nothing-found"]


def test_a_blurred_photo_comes_with_advice(tmp_path):
    sheet = documents.page(letters=20).filter(ImageFilter.GaussianBlur(4))
    codes = {warning.code for warning in read(documents.saved(sheet, tmp_path / "blurred.png")).warnings}
    assert codes & {"blurred", "nothing-found"}


def test_a_missing_engine_is_a_warning_not_an_end(tmp_path):
    reading = pipeline.read_file(photo(tmp_path), options=Options(engines=("none",)))
    assert reading.error is None
    assert "engine-missing" in [warning.code for warning in reading.warnings]


def test_warming_up_needs_no_engine_to_be_there():
    pipeline.warm_up(options=Options(engines=("none",)))
    assert sandbox._warm._process.poll() is None


def test_the_stages_are_told_in_their_order(tmp_path):
    told = []
    read(printed(tmp_path, pages=2), on_stage=lambda name, page, pages: told.append((name, page, pages)))
    per_page = [name for name, _ in pipeline.PAGE_STAGES]
    assert told[:2] == [("open", 0, 1), ("e-invoice", 0, 2)]
    assert [name for name, page, _ in told if page == 1] == per_page
    assert [name for name, page, _ in told if page == 2] == per_page
    assert [name for name, _, _ in told[-3:]] == [name for name, _ in pipeline.DOCUMENT_STAGES[-3:]]


def test_options_come_from_the_environment():
    options = Options.from_environment({"OCR_ENGINES": " tesseract, rapidocr ", "OCR_LANGUAGES": "deu"})
    assert (options.engines, options.languages) == (("tesseract", "rapidocr"), "deu")
    assert Options.from_environment({}) == Options()
    assert Options.from_environment({"READING_CORES": "1"}).cores == 1
    with pytest.raises(ValueError, match="many"):
        Options.from_environment({"READING_CORES": "many"})


@pytest.mark.parametrize(("cores", "waits"), [(1, True), (2, False)])
def test_codes_are_looked_for_beside_the_engine_only_where_there_is_a_core_for_each(cores, waits):
    found = Findings(options=Options(cores=cores))
    sheet = Sheet(number=1, file=FileWithoutCodes(), place=1)

    stages.search_symbols(found, sheet)

    assert (sheet.awaited_symbols is None) == waits


class FileWithoutCodes:
    def pixels(self, page, turn):
        return np.zeros((1, 1, 3), np.uint8)

    def search_symbols(self, page, turn):
        return list


def field(value, source=OCR, confidence=0.9, page=None, box=None):
    return Field(value, confidence, source, page, box)


def test_the_more_trusted_source_wins_and_borrows_the_place_of_equal_print():
    box = (0.1, 0.2, 0.3, 0.4)
    stated = {"total": field("123.46", E_INVOICE, 1.0), "issue_date": field("2026-11-14", E_INVOICE, 1.0)}
    opinion = {"total": field("123.460", page=2, box=box), "issue_date": field("2026-11-15", page=2, box=box)}
    merged = merge.merge(stated, {"issuer_name": field("KLIMA-BUD")}, opinion)
    assert (merged["total"].value, merged["total"].page, merged["total"].box) == ("123.46", 2, box)
    assert merged["issue_date"].box is None
    assert merged["issuer_name"].source == OCR


def test_sources_disagree_only_over_what_can_be_compared():
    stated = [{"issuer_tax_id": field("PL5260250274"), "issuer_name": field("Klima-Bud")}]
    assert not merge.disagreements(stated, {"issuer_tax_id": field("526-025-02-74"), "issuer_name": field("KB")})
    assert merge.disagreements(stated, {"issuer_tax_id": field("5260250275")})
    assert not merge.disagreements(stated, {"issuer_tax_id": field("5260250275", confidence=0.5)})
    assert not merge.disagreements([{"issuer_tax_id": field("DE123456789")}], {"issuer_tax_id": field("201/113/40209")})


def test_each_value_is_told_once_by_the_source_that_is_trusted_most():
    invoice = {"total": field("123.00", E_INVOICE, 1.0), "issue_date": field("2026-11-14", E_INVOICE, 1.0)}
    code = {"total": field("123.0", FISCAL_CODE, 1.0), "issue_date": field("2026-11-14", FISCAL_CODE, 1.0)}
    said = merge.disagreements([invoice, code], {"total": field("132.00"), "issue_date": field("2026-11-14")})
    assert said == (Said("total", E_INVOICE, "123.00"), Said("total", OCR, "132.00"))


def test_a_disagreement_names_both_values_for_people_and_for_programs():
    said = (Said("total", E_INVOICE, "123.00"), Said("total", OCR, "132.00"))
    told = sentences.disagreement(said).as_dict()
    assert told["text"].endswith("Please check. (total: e-invoice 123.00, print 132.00)")
    assert told["values"][1] == {"field": "total", "source": OCR, "value": "132.00"}
    assert list(Warning("blurred", "The photo is blurred.").as_dict()) == ["code", "text"]


def test_numbers_of_pixels_do_not_matter_for_places(tmp_path):
    small = read(photo(tmp_path)).fields["total"].box
    large = documents.page().resize((2000, 2000))
    assert np.allclose(read(documents.saved(large, tmp_path / "large.png")).fields["total"].box, small, atol=0.01)
