"""The identity in print is the one that the code or the file of the same purchase gives."""

import pytest

from extraction import fiscal
from extraction.coding.text import crc8
from extraction.fiscal.printed import find_identity
from extraction.words import TextLine, Word


def line(text: str, confidence: float = 0.9) -> TextLine:
    return TextLine((Word(text, (0.1, 0.1, 0.9, 0.2), confidence),), page=1, source="ocr")


def identity(*texts: str, **known: str) -> str | None:
    found = find_identity([line(text) for text in texts], known=known)
    return found.value if found else None


def ksef_number() -> str:
    start = "8567346215-20260302-0100A8CDEF12"
    return f"{start}-{crc8(start.encode()):02X}"


def test_a_printed_ksef_number_is_the_identity_of_its_code():
    number = ksef_number()
    assert identity(f"Numer KSeF: {number}") == fiscal.read(number).fields["document_id"].value
    field = find_identity([line(f"Numer KSeF: {number}")], known={})
    assert (field.source, field.page, field.confidence) == ("ocr", 1, 0.98)


@pytest.mark.parametrize(("right", "misread"), [("0100A8", "O100A8"), ("A8CDEF", "ABCDEF"), ("EF12", "EFI2")])
def test_the_checksum_puts_misread_characters_right(right, misread):
    number = ksef_number()
    assert right in number
    assert identity(number.replace(right, misread, 1)) == f"pl_ksef:{number}"


def test_a_number_whose_checksum_cannot_be_met_is_no_identity():
    assert identity(ksef_number().replace("CDEF", "FEDC")) is None
    assert identity(ksef_number().replace("8567346215", "8567346216")) is None


def test_the_paper_of_a_till_meets_its_electronic_receipt():
    paper = ("NIP 856-734-62-15", "W000912", "PARAGON FISKALNY", "SUMA PLN 15,00", "PL EAZ 2601234567")
    assert identity(*paper, document_number="W000912") == "pl_paragon:EAZ2601234567/912"
    assert identity(*paper) is None
    assert identity("NIEFISKALNY", *paper, document_number="912") is None


def test_other_countries_print_theirs_with_a_word_before_it():
    assert identity("ATCUD:ABCD1234-12", issuer_tax_id="PT500000000") == "pt:500000000/ABCD1234-12"
    assert identity("ATCUD:ABCD1234-12") is None
    assert identity("ZKI: " + "AB" * 16) == "hr:zki:" + "ab" * 16
    assert identity("JIR: B4FF6E2C-2352-467D-9D72-3685A48A3C2B") == "hr:jir:b4ff6e2c-2352-467d-9d72-3685a48a3c2b"
    assert identity("ZOI: " + "0f" * 16) == "si:" + "0f" * 16
    assert identity("UID: O-" + "1A" * 16) == "sk_ekasa:O-" + "1A" * 16


def test_a_number_of_serbian_shape_counts_only_on_a_serbian_receipt():
    assert identity("SHOP1234-SIGN5678-77") is None
    assert identity("ПФР број рачуна: SHOP1234-SIGN5678-77") == "rs:SHOP1234-SIGN5678-77"
