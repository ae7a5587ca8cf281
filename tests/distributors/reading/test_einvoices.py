"""E-invoices as sales: the seller's own, one or many, and corrections as what came back."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from distributors.reading import einvoices, packing
from distributors.reading.faults import NotReadable
from distributors.reading.kinds import kind_of
from tests.distributors.reading.files import packed, spooled
from tests.extraction import invoices_written as written

RURKA, ROHR = "8567346215", "136695976"
KORREKTA = """<DaneFaKorygowanej><DataWystFaKorygowanej>2026-03-02</DataWystFaKorygowanej>
 <NrFaKorygowanej>{number}</NrFaKorygowanej></DaneFaKorygowanej>"""
BEFORE = """<FaWiersz><P_7>Rura PEX 16</P_7><P_8A>m</P_8A><P_8B>15</P_8B><P_11>60</P_11><StanPrzed>1</StanPrzed>
 </FaWiersz>
 <FaWiersz><P_7>Kolano 90° 16 mm</P_7><Indeks>KOL-16</Indeks><GTIN>5901234123457</GTIN><P_8A>szt.</P_8A>
 <P_8B>20</P_8B><P_11>50</P_11><StanPrzed>1</StanPrzed></FaWiersz>"""


def read(content: bytes, tmp_path: Path, *, seller: str = RURKA):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert kind_of(path) == "e-invoice"
    return spooled(einvoices.read_invoices(path, seller=seller), tmp_path)


def amounts(sale):
    return [(line.sku, line.description, line.quantity, line.net) for line in sale.lines]


def test_a_ksef_invoice_is_a_sale(tmp_path):
    [sale] = read(written.ksef(), tmp_path).sales

    assert (sale.number, sale.issued_on, sale.buyer_tax_id) == ("FV/17/2026", date(2026, 3, 2), "1111111111")
    assert (sale.net, sale.gross, sale.currency) == (Decimal("110.00"), Decimal("135.30"), "PLN")
    assert amounts(sale) == [("KOL-16", "Kolano 90° 16 mm", 20, 50), ("", "Rura PEX 16", 15, 60)]


@pytest.mark.parametrize("content", [written.ubl(), written.cii()])
def test_ubl_and_cii_are_read_too(tmp_path, content):
    [sale] = read(content, tmp_path, seller=ROHR).sales

    assert sale.lines[0].sku == "BO-16"


def test_a_ksef_correction_takes_back_the_difference(tmp_path):
    after = "<FaWiersz><P_7>Rura PEX 16</P_7><P_8A>m</P_8A><P_8B>11</P_8B><P_11>44</P_11></FaWiersz>"
    xml = written.ksef(kind="KOR", extra=KORREKTA.format(number="FV/9/2026"), rows=BEFORE + after)
    [sale] = read(xml, tmp_path).sales

    assert sale.corrects == "FV/9/2026"
    assert amounts(sale) == [("", "Rura PEX 16", -4, -16)]


def test_a_correction_of_prices_only_is_reported(tmp_path):
    after = "<FaWiersz><P_7>Rura PEX 16</P_7><P_8A>m</P_8A><P_8B>15</P_8B><P_11>44</P_11></FaWiersz>"
    xml = written.ksef(kind="KOR", extra=KORREKTA.format(number="FV/9/2026"), rows=BEFORE + after)

    assert read(xml, tmp_path).faults == [(1, "", "no-change")]


def test_a_correction_of_several_documents_is_reported(tmp_path):
    xml = written.ksef(kind="KOR", extra=KORREKTA.format(number="A") + KORREKTA.format(number="B"))

    assert read(xml, tmp_path).faults == [(1, "", "corrects-many")]


def test_a_ubl_credit_note_counts_below_zero(tmp_path):
    reference = b"<a:BillingReference><a:InvoiceDocumentReference><b:ID>R-100</b:ID></a:InvoiceDocumentReference>"
    xml = written.ubl_credit_note().replace(
        b"<a:AccountingSupplierParty>", reference + b"</a:BillingReference><a:AccountingSupplierParty>"
    )
    [sale] = read(xml, tmp_path, seller=ROHR).sales

    assert (sale.corrects, sale.gross, sale.net) == ("R-100", Decimal("-130.90"), Decimal("-110.00"))
    assert [line.quantity for line in sale.lines] == [-20, -15]


def test_a_cii_credit_note_counts_below_zero_and_names_what_it_credits(tmp_path):
    reference = (
        b"<m:InvoiceReferencedDocument><m:IssuerAssignedID>R-101</m:IssuerAssignedID></m:InvoiceReferencedDocument>"
    )
    end = b"</m:ApplicableHeaderTradeSettlement>"
    xml = written.cii(code="381").replace(end, reference + end)
    [sale] = read(xml, tmp_path, seller=ROHR).sales

    assert sale.corrects == "R-101"
    assert all(line.quantity < 0 for line in sale.lines)


def test_many_are_read_from_a_zip_and_what_is_none_is_reported(tmp_path):
    other = written.ksef().replace(b"FV/17/2026", b"FV/18/2026")
    found = read(
        packed(
            [
                ("a.xml", written.ksef()),
                ("__MACOSX/a.xml", b"x"),
                ("b.xml", other),
                ("again.xml", written.ksef()),
                ("foreign.xml", written.ubl()),
                ("advance.xml", written.ksef(kind="ZAL")),
                ("read me.txt", b"hello"),
                ("broken.xml", b"<Faktura"),
                ("nolines.xml", written.ksef(rows="").replace(b"<P_8B>20.000</P_8B>", b"").replace(b"17/", b"19/")),
            ]
        ),
        tmp_path,
    )

    assert [sale.number for sale in found.sales] == ["FV/17/2026", "FV/18/2026"]
    assert [len(sale.lines) for sale in found.sales] == [2, 2]
    assert [(column, fault) for _line, column, fault in found.faults] == [
        ("again.xml", "twice"),
        ("foreign.xml", "not-own"),
        ("advance.xml", "no-sale"),
        ("read me.txt", "no-invoice"),
        ("broken.xml", "no-invoice"),
        ("nolines.xml", "incomplete"),
    ]


def test_without_a_tax_id_of_the_own_nothing_is_taken(tmp_path):
    assert read(written.ksef(), tmp_path, seller="").faults == [(1, "", "not-own")]


def test_a_zip_is_judged_by_the_sizes_it_states(tmp_path, monkeypatch):
    monkeypatch.setattr(packing, "MOST_UNPACKED", 1_000_000)

    with pytest.raises(NotReadable, match="unpacks to more"):
        read(packed([("a.xml", b"<a>" + b" " * 2_000_000)]), tmp_path)


def test_a_part_too_large_for_an_invoice_is_not_unpacked(tmp_path):
    assert read(packed([("a.xml", b"<a>" + b" " * 6_000_000)]), tmp_path).faults == [(1, "a.xml", "no-invoice")]


def test_too_many_parts_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(einvoices, "MOST_INVOICES", 2)

    with pytest.raises(NotReadable, match="too many parts"):
        read(packed([(f"{number}.xml", b"<a/>") for number in range(3)]), tmp_path)


def test_a_locked_zip_gets_a_sentence(tmp_path):
    content = bytearray(packed([("a.xml", written.ksef())]))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + place] |= 1

    with pytest.raises(NotReadable, match="password"):
        read(bytes(content), tmp_path)


def test_a_damaged_zip_gets_a_sentence(tmp_path):
    content = bytearray(packed([("a.xml", written.ksef())]))
    content[60:80] = b"\xff" * 20

    with pytest.raises(NotReadable, match="damaged"):
        read(bytes(content), tmp_path)


def test_entities_are_not_followed(tmp_path):
    xml = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + written.ksef().partition(b"?>")[2]

    assert read(xml, tmp_path).faults == [(1, "", "no-invoice")]
