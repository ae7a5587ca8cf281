"""The published sample invoices, where they lie beside the project: every header and every count of lines is right."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from extraction import einvoices
from extraction.einvoices import BrokenXml, Structured
from tests.shared import SHARED

pytestmark = pytest.mark.skipif(SHARED is None, reason="needs the shared data")

ASKED = {
    "number": "document_number",
    "issue_date": "issue_date",
    "total": "total",
    "currency": "currency",
    "seller_tax_id": "issuer_tax_id",
    "buyer_tax_id": "buyer_tax_id",
}


def records() -> list[dict]:
    return json.loads((SHARED / "data/einvoices_expected.json").read_text()) if SHARED else []


def xml_of(record: dict) -> bytes:
    path: Path = SHARED / "data/einvoices" / record["file"]
    if path.suffix != ".pdf":
        return path.read_bytes()
    pdf = pypdfium2.PdfDocument(path)
    attachments = [pdf.get_attachment(at) for at in range(pdf.count_attachments())]
    return bytes(next(one.get_data() for one in attachments if one.get_name() == record["attachment"]))


def read(record: dict) -> Structured | None:
    try:
        return einvoices.read(xml_of(record))
    except BrokenXml:
        return None


def same(name: str, expected: str, found: str | None) -> bool:
    if found is None:
        return False
    if name == "total":
        return Decimal(expected) == Decimal(found)
    return re.sub(r"[\s.\-/]", "", expected).upper() == re.sub(r"[\s.\-/]", "", found).upper()


def misses(record: dict) -> list[str]:
    expected, found = record["expected"], read(record)
    if expected["format"] == "broken_xml":
        return [] if found is None else ["accepted"]
    if found is None:
        return ["refused"]
    fields = {name: field.value for name, field in found.fields.items()}
    asked = {name: field for name, field in ASKED.items() if expected.get(name) is not None}
    wrong = [name for name, field in asked.items() if not same(name, expected[name], fields.get(field))]
    wrong += ["format"] if found.format != expected["format"] else []
    return wrong + (["lines"] if len(found.lines) != expected["lines"] else [])


def test_every_published_invoice_is_read_rightly():
    wrong = {record["file"]: missed for record in records() if (missed := misses(record))}
    assert wrong == {}
    assert len(records()) >= 236


def test_every_published_invoice_has_an_identity_or_no_tax_id_of_its_seller():
    for record in records():
        found = read(record)
        assert found is None or "document_id" in found.fields or "issuer_tax_id" not in found.fields
