"""What each e-invoice format states comes out as fields and lines, exactly as written."""

import hashlib

import pytest

from extraction import document_types, einvoices
from tests.extraction import invoices_written as written

POLISH = {
    "issuer_name": "Hurtownia Rurka Sp. z o.o.",
    "issuer_tax_id": "8567346215",
    "issuer_address": "ul. Wodna 4, 60-001 Poznań, PL",
    "document_number": "FV/17/2026",
    "issue_date": "2026-03-02",
    "total": "135.30",
    "net_total": "110.00",
    "tax_total": "25.30",
    "currency": "PLN",
    "buyer_name": "Instal Alicja",
    "buyer_tax_id": "1111111111",
    "document_type": "invoice",
}


def read(xml: bytes) -> einvoices.Structured:
    found = einvoices.read(xml)
    assert found is not None
    return found


def values(xml: bytes) -> dict[str, str]:
    return {name: field.value for name, field in read(xml).fields.items()}


def codes(xml: bytes) -> list[str]:
    return [warning.code for warning in read(xml).warnings]


def test_a_ksef_invoice_states_every_field_and_is_known_by_the_hash_of_its_bytes():
    xml = written.ksef()
    identity = f"pl_ksef:sha256:{hashlib.sha256(xml).hexdigest()}"
    assert values(xml) == POLISH | {"document_id": identity}
    assert read(xml).format == "ksef_fa3"
    assert codes(xml) == []


def test_every_field_of_an_e_invoice_is_certain_and_has_no_place_on_a_page():
    for field in read(written.ksef()).fields.values():
        assert (field.source, field.confidence, field.page, field.box) == ("e-invoice", 1.0, None, None)


def test_lines_carry_quantity_unit_price_amount_gtin_and_the_sellers_number():
    elbow, pipe = read(written.ksef()).lines
    assert (elbow.description, elbow.quantity, elbow.unit) == ("Kolano 90° 16 mm", "20", "szt.")
    assert (elbow.unit_price, elbow.amount, elbow.gtin, elbow.sku) == ("2.50", "50.00", "5901234123457", "KOL-16")
    assert (pipe.description, pipe.quantity, pipe.amount, pipe.gtin) == ("Rura PEX 16", "15", "60.00", None)


def test_a_correction_gives_the_difference_between_what_was_and_what_is():
    was = written.KSEF_ROW.replace("</FaWiersz>", "<StanPrzed>1</StanPrzed></FaWiersz>")
    xml = written.ksef(
        kind="KOR",
        extra="<DaneFaKorygowanej><NrFaKorygowanej>FV/9/2026</NrFaKorygowanej></DaneFaKorygowanej>",
        rows=was + written.KSEF_ROW.replace("<P_8B>15<", "<P_8B>10<").replace("<P_11>60<", "<P_11>40<"),
    )
    assert values(xml)["document_type"] == document_types.CORRECTION
    assert [(line.quantity, line.amount) for line in read(xml).lines[1:]] == [("-15", "-60.00"), ("10", "40.00")]
    assert "corrects" in codes(xml)


@pytest.mark.parametrize(
    ("kind", "document_type"),
    [("VAT", "invoice"), ("UPR", "invoice"), ("ROZ", "invoice"), ("ZAL", "advance"), ("KOR_ZAL", "correction")],
)
def test_the_kind_of_a_ksef_invoice_is_told_in_one_vocabulary(kind, document_type):
    assert values(written.ksef(kind=kind))["document_type"] == document_type


def test_an_invoice_made_out_for_a_receipt_says_so():
    assert codes(written.ksef(extra="<FP>1</FP>")) == ["invoice-for-receipt"]


def test_a_wrong_check_digit_is_a_warning_and_the_number_stays():
    xml = written.ksef().replace(b"8567346215", b"8567346216")
    assert codes(xml) == ["issuer-tax-id-check"]
    assert values(xml)["issuer_tax_id"] == "8567346216"


def test_the_vat_number_goes_before_the_number_at_the_tax_office():
    assert values(written.ubl())["issuer_tax_id"] == "DE136695976"
    assert values(written.cii())["issuer_tax_id"] == "DE136695976"


def test_ubl_gives_the_total_with_tax_and_not_what_is_left_to_pay():
    found = values(written.ubl())
    assert (found["total"], found["net_total"], found["tax_total"]) == ("130.90", "110.00", "20.90")
    assert (found["document_number"], found["issue_date"], found["currency"]) == ("R-204", "2026-02-11", "EUR")
    assert found["issuer_name"] == "Rohr & Muffe GmbH"
    assert found["issuer_address"] == "Am Kanal 3, 89073 Ulm, DE"
    assert found["document_id"] == "invoice:DE136695976/R-204/2026-02-11"


def test_a_price_for_a_hundred_becomes_the_price_of_one_and_a_gtin_counts_under_any_scheme():
    bend = read(written.ubl()).lines[0]
    assert (bend.unit_price, bend.quantity, bend.unit, bend.gtin, bend.sku) == (
        "2.50",
        "20",
        "H87",
        "5901234123457",
        "BO-16",
    )


@pytest.mark.parametrize(
    ("code", "document_type"),
    [
        ("380", "invoice"),
        ("381", "credit-note"),
        ("384", "correction"),
        ("386", "advance"),
        ("325", "pro-forma"),
        ("389", "self-billed"),
    ],
)
def test_type_codes_mean_the_same_in_ubl_and_cii(code, document_type):
    assert values(written.ubl(code=code))["document_type"] == document_type
    assert values(written.cii(code=code))["document_type"] == document_type


def test_a_ubl_credit_note_is_one_and_keeps_its_lines():
    found = read(written.ubl_credit_note())
    assert (found.format, found.fields["document_type"].value) == ("ubl_creditnote", "credit-note")
    assert [line.quantity for line in found.lines] == ["20", "15"]


def test_an_invoice_below_zero_is_a_credit_note():
    assert values(written.ubl(total="-130.90"))["document_type"] == "credit-note"


def test_cii_takes_the_tax_in_the_currency_of_the_invoice():
    found = values(written.cii())
    assert (found["tax_total"], found["total"], found["issue_date"]) == ("20.90", "130.90", "2026-02-11")
    assert codes(written.cii()) == []


def test_zugferd_1_differs_from_cii_in_names_only():
    elder, younger = read(written.zugferd_1()), read(written.cii())
    assert elder.format == "zugferd1"
    assert (elder.fields, elder.lines) == (younger.fields, younger.lines)


def test_sums_that_do_not_add_up_are_told():
    assert codes(written.ubl(total="140.90")) == ["totals-differ"]
    assert codes(written.cii(lines="99.00")) == ["lines-differ"]


def test_fatturapa_adds_up_a_total_that_is_not_stated():
    found = values(written.fatturapa())
    assert (found["total"], found["net_total"], found["issuer_tax_id"]) == ("61.00", "50.00", "IT00743110157")
    assert (found["buyer_name"], found["issuer_address"]) == ("Carlo Verdi", "Via Po 7, 10123 Torino TO, IT")


def test_fatturapa_tells_the_ean_from_the_sellers_number():
    (line,) = read(written.fatturapa()).lines
    assert (line.gtin, line.sku, line.unit, line.unit_price) == ("5901234123457", "G-16", "PZ", "2.50")


def test_a_file_with_several_fatture_says_that_only_the_first_was_read():
    assert "several-invoices" in codes(written.fatturapa(bodies=2))
    assert len(read(written.fatturapa(bodies=2)).lines) == 1
    assert values(written.fatturapa(kind="TD04"))["document_type"] == "credit-note"


@pytest.mark.parametrize("case", ["upper", "lower"])
def test_cfdi_is_read_in_both_spellings(case):
    found = values(written.cfdi(case=case))
    assert (found["document_number"], found["issue_date"], found["issue_time"]) == ("A77", "2026-04-05", "10:20:30")
    assert (found["total"], found["tax_total"], found["issuer_tax_id"]) == ("116.00", "16.00", "GODE561231GR8")
    assert found["document_id"] == "mx_cfdi:0D5B3A52-4C8F-4A6E-9A57-1F2E3D4C5B6A"


def test_a_cfdi_that_moves_goods_is_a_delivery_note():
    assert values(written.cfdi(kind="T"))["document_type"] == "delivery-note"


def test_nfe_is_known_by_its_access_key():
    found = read(written.NFE)
    assert found.fields["document_id"].value == "br_nfe:35260311222333000181550010000000451000000458"
    assert found.fields["total"].value == "100.00"
    assert (found.lines[0].sku, found.lines[0].gtin, found.lines[0].quantity) == ("C16", None, "20")


def test_an_invoice_for_a_flat_rate_farmer_has_names_of_its_own():
    xml = b"""<Faktura xmlns="http://crd.gov.pl/wzor/2026/03/06/14189/"><Podmiot1><DaneIdentyfikacyjne><NIP>8567346215</NIP>
     <ImiePierwsze>Ewa</ImiePierwsze><Nazwisko>Rolna</Nazwisko></DaneIdentyfikacyjne></Podmiot1><FakturaRR>
     <KodWaluty>PLN</KodWaluty><P_4B>2026-05-01</P_4B><P_4C>RR/1</P_4C><P_11_1>100</P_11_1><P_11_2>7</P_11_2><P_12_1>107</P_12_1>
     <FakturaRRWiersz><P_5>Ziemniaki</P_5><P_6A>kg</P_6A><P_6B>50</P_6B><P_7>2</P_7><P_8>100</P_8></FakturaRRWiersz>
     </FakturaRR></Faktura>"""
    found = read(xml)
    assert (found.format, found.fields["total"].value, found.fields["issuer_name"].value) == (
        "ksef_fa_rr",
        "107.00",
        "Ewa Rolna",
    )
    assert (found.lines[0].quantity, found.lines[0].amount) == ("50", "100.00")
