"""The generator makes the documents that lie in the repository, and what it expects of them is what they say."""

import base64
import io
import json
import re
from decimal import Decimal

import numpy as np
import pikepdf
import pillow_heif
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageOps

from extraction import einvoices
from samples.generator.__main__ import DOCUMENTS
from samples.generator.build import documents_of, expected_of
from samples.generator.cases import all_cases
from samples.generator.ksef import ksef_xml
from samples.generator.money import amount, in_polish_words

pillow_heif.register_heif_opener()
CASES = {case.name: case for case in all_cases()}
PHOTOS = [name for name, case in CASES.items() if case.look and case.look["kind"] == "photo"]
BORN_DIGITAL = [name for name, case in CASES.items() if case.look is None]
SCANS = [name for name in CASES if name not in PHOTOS and name not in BORN_DIGITAL]


def expected(name):
    return json.loads((DOCUMENTS / f"{name}.expected.json").read_text(encoding="utf-8"))


def pdf_text(contents):
    pages = pypdfium2.PdfDocument(contents)
    return [page.get_textpage().get_text_bounded() for page in pages]


def seen(contents, frame=0):
    """The picture upright, small and grey: what a person would call the same."""
    picture = Image.open(io.BytesIO(contents))
    picture.seek(frame)
    return ImageOps.exif_transpose(picture.convert("L")).resize((600, 800))


def difference(one, other):
    return float(np.asarray(ImageChops.difference(one, other), np.float32).mean())


def xml_of(name):
    """The e-invoice in the document, attached or plain."""
    contents = (DOCUMENTS / f"{name}.{CASES[name].suffix}").read_bytes()
    if CASES[name].suffix == "xml":
        return contents
    with pikepdf.open(io.BytesIO(contents)) as pdf:
        return pdf.attachments["factur-x.xml"].get_file().read_bytes()


def identity_in(link):
    """The identity that a KSeF link states."""
    digest = base64.urlsafe_b64decode(link.rsplit("/", 1)[1] + "=")
    return f"pl_ksef:sha256:{digest.hex()}"


def links_on(picture):
    return [code.text for code in zxingcpp.read_barcodes(picture) if "/invoice/" in code.text]


def test_the_folder_holds_the_listed_documents_and_nothing_else():
    readings = {name: expected(name) for name in CASES}

    listed = {file for reading in readings.values() for file in reading["files"]}
    listed |= {f"{name}.expected.json" for name in CASES}

    assert {file.name for file in DOCUMENTS.iterdir()} == listed
    assert len(CASES) >= 15
    assert sum(file.stat().st_size for file in DOCUMENTS.iterdir()) < 6_000_000


@pytest.mark.parametrize("name", CASES)
def test_the_expected_reading_is_what_the_generator_writes(name):
    written = (DOCUMENTS / f"{name}.expected.json").read_bytes()

    assert expected_of(CASES[name], expected(name)["files"]) == written


@pytest.mark.parametrize("name", BORN_DIGITAL)
def test_a_born_digital_document_comes_out_again(name):
    made = documents_of(CASES[name])

    assert list(made) == expected(name)["files"]
    for file, contents in made.items():
        kept = (DOCUMENTS / file).read_bytes()
        assert pdf_text(contents) == pdf_text(kept) if file.endswith(".pdf") else contents == kept


@pytest.mark.parametrize("name", SCANS)
def test_a_scan_comes_out_again(name):
    ((file, made),) = documents_of(CASES[name]).items()
    kept = (DOCUMENTS / file).read_bytes()

    if file.endswith(".pdf"):
        one, other = (pypdfium2.PdfDocument(pdf)[0].render().to_pil().convert("L") for pdf in (made, kept))
    else:
        one, other = seen(made), seen(kept)

    assert difference(one, other) < 2


def test_a_photograph_comes_out_again():
    name = "paragon-wieliczka"
    ((file, made),) = documents_of(CASES[name]).items()

    assert difference(seen(made), seen((DOCUMENTS / file).read_bytes())) < 2


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photograph_has_the_size_of_a_phones_and_little_weight(name):
    for file in expected(name)["files"]:
        contents = (DOCUMENTS / file).read_bytes()
        width, height = Image.open(io.BytesIO(contents)).size

        assert width * height == 3024 * 4032
        assert len(contents) < 700_000


@pytest.mark.parametrize("name", [name for name in CASES if name != "korekta-zuraw-ksef"])
def test_the_amounts_add_up(name):
    fields, lines = expected(name)["fields"], expected(name)["lines"]
    goods = sum(Decimal(line["amount"]) for line in lines)

    if fields["document_type"] == "receipt":
        assert goods == Decimal(fields["total"])
    else:
        assert goods == Decimal(fields["net_total"])
        assert goods + Decimal(fields["tax_total"]) == Decimal(fields["total"])


@pytest.mark.parametrize(
    "name", ["faktura-zuraw-ksef", "korekta-zuraw-ksef", "faktura-zuraw-ubl", "rechnung-neisse-zugferd"]
)
def test_the_xml_says_what_is_expected(name):
    found = einvoices.read(xml_of(name))

    assert {field: value.value for field, value in found.fields.items()} == expected(name)["fields"]
    stated = ("description", "quantity", "unit", "unit_price", "amount", "gtin", "sku")
    lines = [{part: getattr(line, part) for part in stated} for line in found.lines]
    assert lines == [{part: line[part] for part in stated} for line in expected(name)["lines"]]


@pytest.mark.parametrize("name", [name for name in BORN_DIGITAL if CASES[name].suffix == "pdf"])
def test_the_page_prints_number_and_total(name):
    fields = expected(name)["fields"]
    text = " ".join(" ".join(pdf_text((DOCUMENTS / f"{name}.pdf").read_bytes())).split())

    assert fields["document_number"] in text
    assert amount(Decimal(fields["total"]), CASES[name].sale.language).replace("\u00a0", " ") in text


def test_the_code_on_the_visualisation_carries_the_hash_of_the_xml():
    fields = expected("faktura-zuraw-ksef")["fields"]
    page = pypdfium2.PdfDocument(DOCUMENTS / "faktura-zuraw-ksef-wizualizacja.pdf")[0]

    (link,) = links_on(page.render(scale=200 / 72).to_pil())

    assert link.startswith("https://qr.ksef.mf.gov.pl/invoice/7349712035/14-10-2026/")
    assert (
        identity_in(link)
        == fields["document_id"]
        == expected("faktura-zuraw-ksef-wizualizacja")["fields"]["document_id"]
    )


def test_the_code_on_the_photograph_can_be_read():
    picture = Image.open(DOCUMENTS / "faktura-zuraw-ksef-zdjecie.jpg").convert("L")

    (link,) = links_on(picture)

    assert identity_in(link) == expected("faktura-zuraw-ksef-zdjecie")["fields"]["document_id"]


def test_a_correction_points_to_the_invoice_it_corrects():
    corrected = CASES["faktura-zuraw-ksef"].sale

    xml = ksef_xml(CASES["korekta-zuraw-ksef"].sale).decode()

    assert f"<NrFaKorygowanej>{corrected.number}<" in xml
    assert re.search(r"<NrKSeFFaKorygowanej>7349712035-20261014-[0-9A-F]{12}-[0-9A-F]{2}<", xml)


def test_every_distributor_sells_other_makers_goods_on_the_same_document():
    for slug in {case.sale.distributor for case in CASES.values()}:
        readings = [expected(name)["lines"] for name, case in CASES.items() if case.sale.distributor == slug]

        assert any({bool(line["product"]) for line in lines} == {True, False} for lines in readings)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0.05", "zero zł 05/100"),
        ("1000.00", "jeden tysiąc zł 00/100"),
        ("2012.40", "dwa tysiące dwanaście zł 40/100"),
        ("11629.39", "jedenaście tysięcy sześćset dwadzieścia dziewięć zł 39/100"),
        ("22003.00", "dwadzieścia dwa tysiące trzy zł 00/100"),
    ],
)
def test_polish_amounts_are_spelt_as_poles_spell_them(value, words):
    assert in_polish_words(Decimal(value)) == words


def test_amounts_are_printed_as_each_language_prints_them():
    assert [amount(Decimal("1284.5"), language) for language in ("pl", "de", "en")] == [
        "1\u00a0284,50",
        "1.284,50",
        "1,284.50",
    ]
