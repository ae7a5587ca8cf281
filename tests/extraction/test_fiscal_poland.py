"""Polish codes: KSeF, payment code, electronic receipt. The paper, the code and the file of one purchase meet."""

import base64
import json

import pytest

from extraction import einvoices, fiscal
from extraction.coding.text import crc8
from extraction.fiscal import CodeReading
from tests.extraction import codes_written as codes
from tests.extraction import invoices_written as written


def read(payload: str) -> CodeReading:
    found = fiscal.read(payload)
    assert found is not None
    return found


def values(payload: str) -> dict[str, str]:
    return {name: field.value for name, field in read(payload).fields.items()}


def warnings(payload: str) -> list[str]:
    return [warning.code for warning in read(payload).warnings]


def ksef_number(part: str = "0100ABCDEF12") -> str:
    start = f"8567346215-20260302-{part}"
    return f"{start}-{crc8(start.encode()):02X}"


def test_the_printed_code_and_the_xml_of_an_invoice_have_one_identity():
    xml = written.ksef()
    found = values(codes.ksef_link(xml))
    assert found["document_id"] == einvoices.read(xml).fields["document_id"].value
    assert (found["issuer_tax_id"], found["issue_date"]) == ("8567346215", "2026-03-02")
    assert "total" not in found and "document_type" not in found


def test_what_cannot_be_checked_offline_is_unchecked():
    found = read(codes.ksef_link(b"xml") + "/")
    assert found.checks["hash"] == "unchecked"
    assert found.checks["tax_id"] == "consistent"
    assert found.warnings == ()


def test_a_code_of_the_test_system_says_so():
    assert warnings(codes.ksef_link(b"xml", host="qr-test")) == ["test-system"]


@pytest.mark.parametrize("day", ["31-02-2026", "2026-03-02", "00-00-0000"])
def test_an_impossible_day_makes_it_a_plain_symbol(day):
    assert fiscal.read(codes.ksef_link(b"xml", day=day)) is None


def test_a_foreign_host_is_not_the_ministry():
    assert fiscal.read(codes.ksef_link(b"xml").replace("mf.gov.pl", "mf.gov.pl.example.com")) is None


def test_the_code_of_an_offline_invoice_leads_to_the_same_identity():
    first = codes.ksef_link(b"xml")
    hashed = first.rsplit("/", 1)[1]
    host = "https://qr.ksef.mf.gov.pl/certificate"
    found = read(f"{host}/Nip/8567346215/8567346215/01F20A5D352AE590/{hashed}/{'Zm9v' * 20}")
    assert found.scheme == "pl_ksef_kod2"
    assert found.fields["document_id"] == read(first).fields["document_id"]
    assert found.checks["signature"] == "unchecked"


def test_a_ksef_number_is_checked_by_its_checksum():
    assert read(ksef_number()).checks["crc8"] == "consistent"
    misread = ksef_number().replace("ABCDEF", "A8CDEF")
    assert read(misread).checks["crc8"] == "unverified"
    assert warnings(misread) == ["code-crc8"]


def test_a_ksef_number_in_two_halves_is_the_same_number():
    whole = ksef_number()
    halves = whole.replace("0100ABCDEF12", "0100AB-CDEF12")
    assert values(halves)["document_id"] == values(whole)["document_id"] == f"pl_ksef:{whole}"


def test_a_link_of_the_first_ksef_carries_its_number():
    link = f"https://ksef.mf.gov.pl/web/verify/{ksef_number()}/c29tZSBoYXNo%3D"
    assert values(link)["document_id"] == f"pl_ksef:{ksef_number()}"


def test_a_payment_code_only_hints():
    found = read("8567346215|PL|27114020040000300201355387|012345|HURTOWNIA RURKA|FV/17/2026|||")
    assert found.is_payment
    assert found.fields["total"].value == "123.45"
    assert found.fields["total"].confidence < 1
    assert "document_id" not in found.fields and "document_type" not in found.fields
    assert found.checks["title"] == "FV/17/2026"


def test_a_payment_code_without_amount_gives_none():
    assert "total" not in values("|PL|27114020040000300201355387|000000|JAN|TYTUŁ|||")


def goods(name: str, amount: int, **more) -> dict:
    return {
        "towar": {"nazwa": name, "ilosc": "1,500", "cena": 1000, "brutto": amount, "idStPTU": "A", "oper": False} | more
    }


def receipt(lines: list[dict], total: int) -> dict:
    seller = {
        "NIP": "8567346215",
        "nazwaPod": "HURTOWNIA RURKA",
        "nrUnik": "EAZ2601234567",
        "adresPod": {"ulica": "Wodna"},
    }
    sums = {"sumaBrutto": total, "sumaPod": 281, "waluta": "PLN"}
    body = {"nrDok": 912, "pozycja": lines, "podsum": sums, "zakSprzed": "2026-05-12T09:15:30.000Z", "kasjer": "Kasia"}
    return {"dokument": {"naglowek": {"wersja": "JPK_KASA_PARAGON_v2-0"}, "podmiot1": seller, "paragon": body}}


def structured(document: dict) -> einvoices.Structured:
    found = einvoices.read(json.dumps(document).encode())
    assert found is not None
    return found


def test_an_electronic_receipt_is_read_to_the_grosz():
    found = structured(receipt([goods("KOLANO 16MM      A", 1500)], 1500))
    assert {name: field.value for name, field in found.fields.items()} == {
        "issuer_name": "HURTOWNIA RURKA",
        "issuer_tax_id": "8567346215",
        "issuer_address": "Wodna",
        "document_number": "912",
        "issue_date": "2026-05-12",
        "total": "15.00",
        "tax_total": "2.81",
        "currency": "PLN",
        "document_id": "pl_paragon:EAZ2601234567/912",
        "document_type": "receipt",
    }
    (line,) = found.lines
    assert (line.description, line.quantity, line.unit_price, line.amount) == ("KOLANO 16MM", "1.5", "10.00", "15.00")
    assert found.warnings == ()


def test_a_voided_line_takes_back_its_sale():
    lines = [goods("KOLANO-A", 1500), goods("ZAWÓR-A", 2000), goods("ZAWÓR-A", 2000, oper=True)]
    assert [line.description for line in structured(receipt(lines, 1500)).lines] == ["KOLANO"]


def test_a_discount_on_the_whole_receipt_counts_in_the_sum():
    lines = [goods("KOLANO-A", 1500), {"rabat": {"wart": -300}}]
    assert structured(receipt(lines, 1200)).warnings == ()
    assert [warning.code for warning in structured(receipt(lines, 1500)).warnings] == ["lines-differ"]


def test_the_cashiers_name_is_not_kept():
    assert "Kasia" not in str(structured(receipt([], 0)))


def test_the_signed_form_is_read_from_its_signed_part():
    payload = (
        base64.urlsafe_b64encode(json.dumps(receipt([goods("KOLANO-A", 1500)], 1500)).encode()).decode().rstrip("=")
    )
    envelope = {"protoVersion": "1", "data": f"eyJhbGciOiJSUzI1NiJ9.{payload}.c2ln", "header": [], "body": []}
    assert structured(envelope).fields["total"].value == "15.00"
    assert read(json.dumps(envelope)).checks["signature"] == "unchecked"


def test_a_receipt_signed_with_its_own_certificate_is_consistent_and_a_changed_one_is_not():
    token = codes.signed_token(json.dumps(receipt([goods("KOLANO-A", 1500)], 1500)).encode())
    head, payload, last = token.split(".")
    changed = (
        base64.urlsafe_b64encode(json.dumps(receipt([goods("KOLANO-A", 9900)], 9900)).encode()).decode().rstrip("=")
    )
    assert read(json.dumps({"protoVersion": "1", "data": token})).checks["signature"] == "consistent"
    forged = {"protoVersion": "1", "data": f"{head}.{changed}.{last}"}
    assert read(json.dumps(forged)).checks["signature"] == "unverified"
    assert [warning.code for warning in structured(forged).warnings] == ["code-signature"]
    assert payload != changed


def test_the_print_form_is_read_and_called_unsigned():
    header = [{"headerText": {"headerTextLines": "<div>RURKA</div><div>Wodna 4</div>"}}]
    header += [{"headerData": {"tin": "8567346215", "docNumber": 912, "date": "2026-05-12T09:15:30.000Z"}}]
    body = [{"sellLine": {"name": "KOLANO   A", "vatId": "A", "price": 500, "total": 1500, "quantity": "3"}}]
    body += [{"discountLine": {"base": 1500, "value": 300, "isDiscount": True}}]
    body += [
        {"sumInCurrency": {"fiscalTotal": 1200, "currency": "PLN"}},
        {"fiscalFooter": {"uniqueNumber": "EAZ2601234567"}},
    ]
    found = structured({"header": header, "body": body})
    assert found.fields["document_id"].value == "pl_paragon:EAZ2601234567/912"
    assert found.lines[0].amount == "12.00"
    assert [warning.code for warning in found.warnings] == ["unsigned-receipt"]


def test_other_json_is_no_receipt():
    assert einvoices.read(b'{"dokument": 1}') is None
    assert einvoices.read(b'{"a": [') is None
    assert einvoices.read(b'{"dokument": {"podmiot1": {}, "paragon": {"pozycja": 7, "podsum": []}}}') is not None
