"""Codes from the rest of the world, one test for what is special about each."""

import base64
import hashlib
import json

import pytest

from extraction import fiscal
from extraction.fiscal import CodeReading
from tests.extraction import codes_written as codes


def read(payload: str) -> CodeReading:
    found = fiscal.read(payload)
    assert found is not None
    return found


def values(payload: str) -> dict[str, str]:
    return {name: field.value for name, field in read(payload).fields.items()}


def warnings(payload: str) -> list[str]:
    return [warning.code for warning in read(payload).warnings]


def packed(data: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


TURKEY = '{"vkntckn ":"4540536920", "tip":"%s", "tarih":"2026-02-03", "no":"ABC1", "ettn":"0A", "vergidahil":"118.5"%s'


def test_a_turkish_code_is_read_even_if_its_json_is_broken():
    whole, broken = TURKEY % ("SATIS", "}"), TURKEY % ("SATIS", ",")
    assert values(whole) == values(broken)
    assert (values(whole)["total"], values(whole)["issuer_tax_id"]) == ("118.50", "4540536920")


def test_a_turkish_despatch_is_no_purchase():
    assert warnings(TURKEY % ("SEVK", "}")) == ["not-a-purchase"]


def test_a_russian_refund_is_a_credit_note_and_a_purchase_by_the_shop_none():
    code = "t=20260203T1011&s=344.11&fn=9280440301393520&i=111&fp=190&n="
    assert values(code + "1")["document_id"] == "ru:9280440301393520/111/190"
    assert values(code + "2")["document_type"] == "credit-note"
    assert warnings(code + "3") == ["not-a-purchase"]


def test_an_uzbek_sign_is_not_taken_for_a_sum():
    assert "total" not in values("https://ofd.soliq.uz/check?t=UZ1&r=5&c=20260203101112&s=336289559214")


def test_ukrainian_and_kazakh_addresses_state_total_and_moment():
    ukraine = values("https://cabinet.tax.gov.ua/cashregs/check?fn=400&id=7&date=20260203&time=1011&sm=950.04&mac=x")
    kazakhstan = values("http://consumer.kofd.kz?i=7&f=010&s=1820.0&t=20260203T101112")
    assert (ukraine["total"], ukraine["issue_time"], ukraine["currency"]) == ("950.04", "10:11:00", "UAH")
    assert (kazakhstan["total"], kazakhstan["issue_time"], kazakhstan["currency"]) == ("1820.00", "10:11:12", "KZT")


def test_a_saudi_signature_is_verified_with_the_key_beside_it():
    found = read(codes.zatca_code())
    assert found.checks["signature"] == "verified"
    assert (found.fields["issue_date"].value, found.fields["issue_time"].value) == ("2026-03-02", "00:30:00")
    assert found.fields["document_id"].value == "sa:sha256:" + hashlib.sha256(b"the invoice").hexdigest()


def test_a_saudi_code_of_the_first_phase_has_no_signature():
    found = read(codes.zatca_code(second_phase=False))
    assert "signature" not in found.checks
    assert found.fields["document_id"].value == "sa:310122393500003/2026-03-02T00:30:00/115.00"


def test_an_egyptian_code_states_its_values_behind_the_hash_sign():
    address = f"http://invoicing.eta.gov.eg/receipts/search/{'0a' * 32}/share/2026-02-19T02:00Z"
    code = f"{address}#Total:1000.5,IssuerRIN:674859545"
    assert (values(code)["total"], values(code)["issue_time"]) == ("1000.50", "04:00:00")


def test_a_kenyan_code_gives_the_number_only():
    code = "https://itax.kra.go.ke/KRA-Portal/invoiceChk.htm?actionCode=loadPage&invoiceNo=0040095500000000042"
    assert values(code)["document_id"] == "ke:0040095500000000042"


@pytest.mark.parametrize(
    ("day", "year"), [("31/03/2026", "2025-26"), ("01/04/2026", "2026-27"), ("01/04/2099", "2099-00")]
)
def test_an_indian_number_is_a_hash_over_the_fiscal_year(day, year):
    seller = "27AAPFU0939F1ZV"
    number = hashlib.sha256(f"{seller}{year}INVA1".encode()).hexdigest()
    data = {"SellerGstin": seller, "DocNo": "A1", "DocTyp": "INV", "DocDt": day, "TotInvVal": 112, "Irn": number}
    found = read(f"{packed({'alg': 'RS256'})}.{packed({'data': json.dumps(data)})}.c2ln")
    assert (found.checks["irn"], found.checks["signature"]) == ("consistent", "unchecked")
    assert found.fields["total"].value == "112.00"


def test_an_indonesian_address_names_seller_and_invoice():
    code = f"http://svc.efaktur.pajak.go.id/validasi/faktur/017924655043000/0171753354463/{'9a' * 32}"
    assert values(code)["document_id"] == "id:017924655043000/0171753354463"


def test_taiwan_counts_years_from_1911_and_amounts_in_hexadecimal():
    code = f"AB123456781150203123400000064000000690000000004595257{'A' * 22}==:**********:1:1:1:"
    found = values(code)
    assert (found["issue_date"], found["total"], found["net_total"]) == ("2026-02-03", "105.00", "100.00")
    assert "buyer_tax_id" not in found
    assert values("11502AB123456781234")["document_number"] == "AB12345678"


def test_older_fapiao_state_the_amount_without_tax_so_there_is_no_total():
    assert "total" not in values("01,10,011001605111,80100798,64.9,20260203,853,")
    assert values("01,32,,26442000000014209621,112,20260203,,74AE")["total"] == "112.00"


def test_a_mexican_code_never_guesses_the_currency():
    code = "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx?"
    code += "id=0d5b3a52-4c8f-4a6e-9a57-1f2e3d4c5b6a&amp;re=GODE561231GR8&amp;rr=XAXX010101000&amp;tt=116.0"
    found = values(code)
    assert found["document_id"] == "mx_cfdi:0D5B3A52-4C8F-4A6E-9A57-1F2E3D4C5B6A"
    assert "currency" not in found and "buyer_tax_id" not in found


BRAZIL = "3526031122233300018165001000000045100000045"


def test_a_brazilian_key_alone_needs_its_check_digit():
    digits = [digit for digit in "0123456789" if fiscal.read(BRAZIL + digit)]
    assert len(digits) == 1
    assert values(BRAZIL + digits[0])["document_number"] == "45"
    assert values(BRAZIL + digits[0])["document_type"] == "receipt"


def test_a_brazilian_receipt_made_offline_states_its_total():
    code = f"https://nfce.example.gov.br/qr?p={BRAZIL}8|2|1|09|33.30|6162|1|AB"
    assert values(code)["total"] == "33.30"
    assert warnings(f"https://nfce.example.gov.br/qr?p={BRAZIL}8|2|2|1|AB")[:1] == ["test-system"]


@pytest.mark.parametrize("amount", [12100, 12100.0, "12100.00"])
def test_argentine_numbers_come_as_numbers_and_as_text(amount):
    data = {"fecha": "2026-02-03", "cuit": 30000000007, "ptoVta": "10", "tipoCmp": 3, "nroCmp": 94.0, "importe": amount}
    found = values(f"https://www.arca.gob.ar/fe/qr/?p={packed(data | {'moneda': 'DOL'})}")
    assert (found["document_number"], found["total"], found["currency"]) == ("00010-00000094", "12100.00", "USD")
    assert found["document_type"] == "credit-note"


def test_a_chilean_stamp_is_verified_with_the_key_beside_it():
    found = read(codes.chilean_stamp())
    assert found.checks["signature"] == "verified"
    assert (found.fields["total"].value, found.fields["document_id"].value) == ("10642.00", "cl:76086428-5/33/7")
    assert "not-a-purchase" in warnings(codes.chilean_stamp(kind="52"))


def test_line_breaks_between_the_tags_of_a_chilean_stamp_do_not_count():
    assert read(codes.chilean_stamp().replace("><", ">\n<")).checks["signature"] == "verified"


def test_a_changed_chilean_stamp_is_unverified():
    assert warnings(codes.chilean_stamp().replace("10642", "90642")) == ["code-signature"]


@pytest.mark.parametrize("between", ["\r\n", " ", "\n"])
def test_colombian_lines_are_read_however_they_are_parted(between):
    parts = [
        "NumFac: A7",
        "FecFac=2026-02-03",
        "HorFac: 10:11:12-05:00",
        "NitFac: 900390126",
        "ValTolFac: 1193.57",
        "CUFE: 0C37",
    ]
    found = values(between.join(parts))
    assert (found["document_number"], found["issue_time"], found["total"]) == ("A7", "10:11:12", "1193.57")
    assert found["document_id"] == "co:0c37"


def test_an_ecuadorian_key_of_the_test_environment_says_so():
    start = "0302202601" + "1790011674001" + "1" + "001001" + "000000042" + "12345678" + "1"
    keys = [start + digit for digit in "0123456789" if fiscal.read(start + digit)]
    assert len(keys) == 1
    assert values(keys[0])["document_number"] == "001-001-000000042"
    assert "test-system" in warnings(keys[0])


def test_peru_and_uruguay_write_days_in_two_ways_and_state_no_currency():
    for day in ("2026-02-03", "03/02/2026"):
        found = values(f"20100070970|01|F001|00000042|7.63|50.00|{day}|6|20100070970|")
        assert (found["issue_date"], found["document_number"]) == ("2026-02-03", "F001-42")
        assert "currency" not in found
    for day in ("20260203", "03/02/2026"):
        found = values(f"https://www.efactura.dgi.gub.uy/consultaQR/cfe?215080550011,102,A,042,10.5,{day},a%2Fb=")
        assert (found["issue_date"], found["document_number"], found["total"]) == ("2026-02-03", "A-42", "10.50")
        assert found["document_type"] == "credit-note"


def test_dominican_parameters_come_in_any_case():
    code = "https://ecf.dgii.gov.do/ecf/ConsultaTimbre?RncEmisor=130000001&ENCF=E340000000007&FechaEmision=03-02-2026&MontoTotal=2.1"
    assert (values(code)["total"], values(code)["document_type"]) == ("2.10", "credit-note")


def test_a_bolivian_number_packs_seller_and_moment():
    digits = "0000311710026" + "20260203101112000" + "0000" + "1" + "1" + "1" + "01" + "0000000042" + "0000"
    rest = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(reversed(digits))) % 11 % 10
    cuf = f"{int(f'{digits}{rest}'):X}".zfill(42) + "A1B2"
    found = read(f"https://siat.impuestos.gob.bo/consulta/QR?nit=311710026&cuf={cuf}&numero=42&t=1")
    assert (found.fields["issue_date"].value, found.fields["issue_time"].value) == ("2026-02-03", "10:11:12")
    assert (found.checks["check_digit"], found.checks["seller"]) == ("consistent", "consistent")
