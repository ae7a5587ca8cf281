"""Codes of other European countries: what they state, how their checks end, which of them are no purchase."""

import base64
import hashlib

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


PORTUGAL = "A:500000000*B:999999990*C:PT*D:{kind}*E:{status}*F:20260114*G:FT A/12*H:{atcud}"
PORTUGAL += "*I1:PT*I7:10.00*I8:2.30*N:2.30*O:{total}*Q:abcd*R:1"


def portuguese(kind: str = "FT", status: str = "N", atcud: str = "ABCD1234-12", total: str = "12.30") -> str:
    return PORTUGAL.format(kind=kind, status=status, atcud=atcud, total=total)


def test_a_portuguese_code_states_all_but_the_time():
    assert values(portuguese()) == {
        "issuer_tax_id": "500000000",
        "document_number": "FT A/12",
        "issue_date": "2026-01-14",
        "total": "12.30",
        "tax_total": "2.30",
        "currency": "EUR",
        "document_id": "pt:500000000/ABCD1234-12",
        "document_type": "invoice",
    }


def test_portuguese_bases_and_taxes_must_make_the_total():
    assert read(portuguese()).checks["sums"] == "consistent"
    assert warnings(portuguese(total="22.30")) == ["code-sums"]


@pytest.mark.parametrize(
    ("kind", "document_type"), [("NC", "credit-note"), ("PF", "pro-forma"), ("GT", "delivery-note")]
)
def test_portuguese_documents_that_are_no_purchase_are_named(kind, document_type):
    assert values(portuguese(kind=kind))["document_type"] == document_type


def test_a_cancelled_portuguese_document_is_no_purchase():
    assert warnings(portuguese(status="A")) == ["not-a-purchase"]


def test_without_a_registered_series_the_number_is_the_identity():
    assert values(portuguese(atcud="0"))["document_id"] == "pt:500000000/FT A/12"


def austrian(total: str = "3,00", link: str = "AAAAAAAAAAA=") -> str:
    return f"_R1-AT1_till_0815_2026-02-03T10:11:12_{total}_1,50_0,00_0,00_0,00_q83v/w==_5EDE0CF8_{link}_c2lnbmF0dXJl"


def test_an_austrian_total_is_the_sum_of_its_rates():
    found = values(austrian())
    assert (found["total"], found["issue_date"], found["issue_time"]) == ("4.50", "2026-02-03", "10:11:12")
    assert found["document_id"] == "at:5EDE0CF8:till/0815"
    assert read(austrian()).checks["issuer_ref"] == "R1-AT1:5EDE0CF8"


def test_the_first_austrian_receipt_links_to_its_own_box():
    first = base64.b64encode(hashlib.sha256(b"till").digest()[:8]).decode()
    assert read(austrian(link=first)).checks["chain"] == "consistent"
    assert read(austrian()).checks["chain"] == "unchecked"


def test_thousands_separators_make_it_a_plain_symbol():
    assert fiscal.read(austrian(total="1.003,00")) is None


@pytest.mark.parametrize("curve", [codes.P256, codes.P384, codes.BRAINPOOL256, codes.BRAINPOOL384])
def test_a_german_signature_is_verified_on_every_curve(curve):
    found = read(codes.tse_code(curve=curve))
    assert found.checks["signature"] == "verified"
    assert found.fields["issue_time"].value == "22:26:40"
    assert found.fields["issue_date"].value == "2026-05-28"


def test_a_german_key_in_its_envelope_is_the_same_key():
    bare, wrapped = read(codes.tse_code()), read(codes.tse_code(bare_key=False))
    assert bare.fields["document_id"] == wrapped.fields["document_id"]
    assert wrapped.checks["signature"] == "verified"


def test_a_changed_german_total_does_not_verify_and_is_not_refused():
    forged = codes.tse_code().replace("^11.90:Bar", "^91.90:Bar")
    assert read(forged).checks["signature"] == "unverified"
    assert values(forged)["total"] == "91.90"
    assert warnings(forged) == ["code-signature"]


def test_a_german_till_that_prints_local_time_as_utc_is_corrected_by_its_signature():
    found = read(codes.tse_code(printed_end="2026-05-28T22:26:40.000Z"))
    assert found.checks["signature"] == "verified"
    assert found.checks["coded_time"] == "2026-05-28T20:26:40Z"


@pytest.mark.parametrize(
    ("data", "total"),
    [
        ("Beleg^0.00_0.00_0.00_0.00_0.00^434.90:Unbar", "434.90"),
        ("Beleg^3.82_0.00_0.00_0.00_0.00^23.90:Unbar", "23.90"),
        ("Beleg^4.90_13.10_0_0_0^0.00:Unbar:EUR", "18.00"),
        ("Beleg^1,234.50_0_0_0_0^1,234.50:Bar", "1234.50"),
        ("Beleg^5,00_0_0_0_0^5,00:Bar", "5.00"),
        ("Beleg^10.00_0_0_0_0^4.00:Bar_6.00:Unbar", "10.00"),
    ],
)
def test_german_payments_go_before_the_sums_per_rate(data, total):
    assert values(codes.tse_code(data=data))["total"] == total


def test_german_training_and_orders_are_no_purchase():
    assert warnings(codes.tse_code(data="AVTraining^1.00_0_0_0_0^1.00:Bar")) == ["not-a-purchase"]
    assert warnings(codes.tse_code(kind="Bestellung-V1", data='2;"Bier";3.00')) == ["not-a-purchase"]


def test_a_german_code_cut_short_is_a_plain_symbol():
    assert fiscal.read("V0;a;b;c;d") is None


SWISS = ["SPC", "0200", "1", "CH9300762011623852957", "S", "Rohr AG", "Weg", "1", "8000", "Zürich", "CH", *[""] * 7]
SWISS += ["199.95", "CHF", *[""] * 7, "NON", "", "", "EPD", "//S1/10/X\\/7/11/260131/20/K9/30/116281838/31/260131"]


def test_a_swiss_bill_with_billing_information_names_number_day_and_firm():
    found = read("\r\n".join(SWISS))
    fields = {name: field.value for name, field in found.fields.items()}
    assert (fields["document_number"], fields["issue_date"], fields["issuer_tax_id"]) == (
        "X/7",
        "2026-01-31",
        "CHE116281838",
    )
    assert (fields["total"], fields["currency"], found.checks["iban"]) == ("199.95", "CHF", "consistent")
    assert found.is_payment


def test_an_older_draft_of_the_billing_information_is_not_trusted():
    lines = [*SWISS[:-1], "//S1/01/20170309/11/10201409/30/CH106017086"]
    assert "document_number" not in values("\n".join(lines))


def test_a_euro_payment_code_names_payee_and_amount():
    found = values("BCD\n002\n1\nSCT\n\nRohr GmbH\nDE75512108001245126199\nEUR20\n\n\nR-204")
    assert (found["issuer_name"], found["total"], found["currency"]) == ("Rohr GmbH", "20.00", "EUR")


CZECH = "ID:2026001*DD:20260105*TP:0*VII:CZ25123891*VIR:CZ699001237*TB0:100.00*T0:21.00"


def test_a_czech_invoice_reads_the_same_alone_and_inside_a_payment_code():
    alone = values(f"SID*1.0*{CZECH}*AM:121.00*")
    inside = values(
        f"SPD*1.0*ACC:CZ5855000000001265098001*AM:121.00*CC:CZK*X-INV:SID%2A1.0%2A{CZECH.replace('*', '%2A')}*"
    )
    assert alone == inside
    assert (alone["total"], alone["currency"], alone["document_id"]) == ("121.00", "CZK", "cz:CZ25123891/2026001")


def test_a_czech_payment_code_alone_only_hints():
    assert read("SPD*1.0*ACC:CZ5855000000001265098001*AM:480.50*CC:CZK*X-VS:1234567890*").is_payment


def test_a_slovak_receipt_online_gives_its_identity_and_offline_the_rest():
    assert values("O-" + "1A" * 16) == {"document_id": "sk_ekasa:O-" + "1A" * 16, "document_type": "receipt"}
    offline = values("11111111-22222222-33333333-44444444-55555555:88812345678900001:260203101112:42:12.30")
    assert (offline["document_number"], offline["total"], offline["issue_date"]) == ("42", "12.30", "2026-02-03")


def test_a_slovak_square_invoice_is_unpacked_and_its_crc_must_hold():
    fields = [
        "F-9",
        "20260203",
        "20260203",
        "",
        "",
        "EUR",
        *[""] * 3,
        "Rúrka s.r.o.",
        "2020123456",
        "SK2020123456",
        "1",
    ]
    fields += [""] * 9 + ["Kupec", "", ""] + [""] * 10 + ["1", "1", "0.23", "100", "23", "0", "0"]
    code = codes.bysquare_code(fields, kind=1)
    found = read(code)
    assert (found.scheme, found.fields["total"].value, found.checks["crc32"]) == (
        "sk_bysquare_invoice",
        "123.00",
        "consistent",
    )
    assert fiscal.read(code[:-12] + "0" * 12) is None


def test_digits_of_a_foreign_bar_code_are_not_unpacked():
    assert fiscal.read("0123456789" * 4) is None


def test_a_slovenian_code_needs_check_digit_and_moment():
    digits = str(0xABCDEF0123456789ABCDEF0123456789).zfill(39) + "92473717" + "260203101112"
    code = digits + str(sum(map(int, digits)) % 10)
    found = values(code)
    assert (found["document_id"], found["issuer_tax_id"]) == ("si:abcdef0123456789abcdef0123456789", "SI92473717")
    assert (found["issue_date"], found["issue_time"]) == ("2026-02-03", "10:11:12")
    assert fiscal.read(code[:-1] + str((int(code[-1]) + 1) % 10)) is None


@pytest.mark.parametrize(("amount", "total"), [("39400", "394.00"), ("48,00", "48.00"), ("7", "0.07")])
def test_croatian_amounts_come_in_cents_or_with_a_comma(amount, total):
    code = f"https://porezna.gov.hr/rn?izn={amount}&zki={'ab' * 16}&datv=20230102_0930"
    assert (values(code)["total"], values(code)["currency"]) == (total, "EUR")


def test_croatia_paid_in_kuna_before_2023():
    code = f"https://porezna.gov.hr/rn?jir=B4FF6E2C-2352-467D-9D72-3685A48A3C2B&datv=20221231_2359&izn=100&x={'a' * 9}"
    assert values(code)["currency"] == "HRK"
    assert values(code)["document_id"] == "hr:jir:b4ff6e2c-2352-467d-9d72-3685a48a3c2b"


def test_a_serbian_code_is_unpacked_and_its_hash_checked():
    found = read(codes.taxcore_link())
    assert {name: found.fields[name].value for name in ("document_number", "total", "issue_date", "issue_time")} == {
        "document_number": "SHOP1234-SIGN5678-77",
        "total": "1234.50",
        "issue_date": "2026-05-28",
        "issue_time": "22:26:40",
    }
    assert found.checks["md5"] == "consistent"


def test_serbian_refunds_copies_and_test_hosts_are_told():
    assert values(codes.taxcore_link(transaction=1))["document_type"] == "credit-note"
    assert warnings(codes.taxcore_link(kind=2)) == ["not-a-purchase"]
    assert warnings(codes.taxcore_link(host="sandbox.example.org")) == ["test-system"]


@pytest.mark.parametrize("plus", ["+", "%2B", " ", "%20"])
def test_montenegrin_values_stand_behind_the_hash_sign(plus):
    at = f"2026-07-11T15:51:04{plus}02:00"
    code = f"https://mapr.tax.gov.me/ic/#/verify?iic={'AB' * 16}&tin=02000989&crtd={at}&ord=5&prc=59.1"
    assert (values(code)["total"], values(code)["issue_time"]) == ("59.10", "15:51:04")


def test_a_greek_code_runs_device_count_signature_and_total_together():
    code = f"https://www1.aade.gr/tameiakes/myweb/q1.php?SIG=ABC2200001100000042{'F0' * 20}20.7"
    assert values(code) == {
        "document_number": "42",
        "total": "20.70",
        "currency": "EUR",
        "document_id": "gr:ABC22000011/00000042",
        "document_type": "receipt",
    }


def test_spanish_numbers_are_decoded():
    code = "https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?nif=A58818501&numserie=A%262&fecha=03-02-2026&importe=1.5"
    assert (values(code)["document_number"], values(code)["total"]) == ("A&2", "1.50")
    assert warnings(code) == []


def test_a_bulgarian_code_is_accepted_if_every_part_fits():
    assert values("02123456*0000042*2026-02-03*10:11:12*12.30")["currency"] == "EUR"
    assert fiscal.read("02123456*0000042*2026-02-30*10:11:12*12.30") is None
