"""Days, amounts, numbers and names as they are printed, one by one."""

import pytest

from extraction.texts import find_fields
from extraction.texts.amounts import amounts_in
from extraction.texts.days import days_in
from extraction.texts.folding import fold
from extraction.texts.items.numerals import readings
from extraction.texts.layout import Strip
from extraction.texts.repairs import repaired_address, repaired_name
from extraction.words import Word
from tests.extraction.printed import TILL, lines


def field(name, text, **options):
    found = find_fields(lines(text, **options), known={}).get(name)
    return found.value if found else None


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("08.10.2026", "2026-10-08"),
        ("2026-10-08", "2026-10-08"),
        ("8/10/26", "2026-10-08"),
        ("8 października 2026", "2026-10-08"),
        ("8. Oktober 2026", "2026-10-08"),
        ("October 8, 2026", "2026-10-08"),
        ("8 Oct 2026", "2026-10-08"),
        ("8. října 2026", "2026-10-08"),
        ("08102026", "2026-10-08"),
        ("10/28/2026", "2026-10-28"),
        ("08/10/202621:20:38", "2026-10-08"),
        ("31.02.2026", None),
        ("08.10.2099", None),
        ("18 2,42 484", None),
        ("tel. 12 345 67 89", None),
    ],
)
def test_a_day_is_read_as_europe_writes_it(printed, day):
    assert [found.day.isoformat() for found in days_in(fold(printed))] == ([day] if day else [])


@pytest.mark.parametrize(
    ("printed", "amounts"),
    [
        ("1 284,50 zł", ["1284.50"]),
        ("1.284,50 €", ["1284.50"]),
        ("1,284.50", ["1284.50"]),
        ("1'284.50", ["1284.50"]),
        ("12,00 12,00B", ["12.00", "12.00"]),
        ("3, 49 EUR", ["3.49"]),
        ("10,00-", ["-10.00"]),
        ("-233,47 €", ["-233.47"]),
        (".20", ["0.20"]),
        ("1O,5O", ["10.50"]),
        ("RM 15", ["15"]),
        ("08.10.2026", []),
        ("12:50", []),
        ("19,5 %", []),
    ],
)
def test_an_amount_is_read_however_it_is_printed(printed, amounts):
    strip = Strip((Word(printed, (0.0, 0.0, 0.5, 0.02), 1.0),), 1)

    assert [str(found.value) for found in amounts_in(strip)] == amounts


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("2,50", ["2.50"]),
        ("1.000", ["1.000", "1000"]),
        ("1.284,50", ["1284.50"]),
        ("18 150,88", ["18150.88", "150.88"]),
        ("1.284.50", ["1284.50"]),
        ("1.234,567.890", ["1234567890"]),
    ],
)
def test_a_number_keeps_all_its_readings(printed, values):
    assert [str(value) for value in readings(printed)] == values


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("Thai Wok Sp. z 0.0.", "Thai Wok Sp. z o.o."),
        ("AmRest Coffee s.r.0.", "AmRest Coffee s.r.o."),
        ("KątownikS.A.", "Kątownik S.A."),
        ("SUPER HARDWARE SBN 3HD", "SUPER HARDWARE SDN BHD"),
        ("Large Sandwich Bar", "Large Sandwich Bar"),
    ],
)
def test_what_engines_make_of_legal_forms_is_put_right(printed, right):
    assert repaired_name(printed) == right


def test_the_letter_o_between_digits_of_an_address_is_a_zero():
    assert repaired_address("NO 29O, JALAN OLD 4330O TOWN") == "NO 290, JALAN OLD 43300 TOWN"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Faktura VAT nr 12/2026", "12/2026"),
        ("Faktura nr: FS/0457/11/2026 z dnia 04.11.2026", "FS/0457/11/2026"),
        ("Rechnungsnummer：222659", "222659"),
        ("Rechnung Nr.: 402 / ID 2-8303", "402"),
        ("Handelsrechnung (380)   Nr. 471113   vom   13.06.2018", "471113"),
        ("Invoice # RE-20200620/508 issued at 2020-06-20", "RE-20200620/508"),
        ("Daňový doklad č. 2026001234", "2026001234"),
        ("Order No: 4711", None),
        ("Zamówienie nr 4711", None),
    ],
)
def test_a_document_number_stands_behind_its_name(printed, number):
    assert field("document_number", printed) == number


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("NIP 734-971-20-35", "7349712035"),
        ("NIP: PL 7349712035", "PL7349712035"),
        ("Ust.-Id.: DE 136695976", "DE136695976"),
        ("IC: 29131979DIC:CZ29131979", "CZ29131979"),
        ("Steuernr.: 50/719/01221", "50/719/01221"),
        ("VAT Reg No GB 980 7806 84", "GB980780684"),
        ("Tel. 734 971 20 35", None),
        ("Konto 7349712035", None),
        ("10.05.2022 20:34", None),
    ],
)
def test_a_tax_id_is_told_from_other_numbers(printed, number):
    assert field("issuer_tax_id", printed, width=TILL) == number


def test_a_wrong_check_digit_makes_a_tax_id_less_sure():
    right, wrong = (
        find_fields(lines(f"NIP {number}"), known={})["issuer_tax_id"] for number in ("7349712035", "7349712036")
    )

    assert right.confidence > 0.9 > wrong.confidence


def test_faint_print_makes_a_value_less_sure():
    clear, faint = (find_fields(lines("SUMA PLN   12,50", sure=sure), known={})["total"] for sure in (0.98, 0.6))

    assert clear.value == faint.value
    assert clear.confidence > faint.confidence


def test_a_day_named_as_due_is_not_the_issue_day():
    assert field("issue_date", "Due date 20.11.2026\nInvoice date 06.11.2026") == "2026-11-06"


def test_dollars_write_the_month_first():
    assert field("issue_date", "Date: 03/05/2026\nTotal   $ 12.50") == "2026-03-05"
    assert field("issue_date", "Date: 03/05/2026\nTotal   12.50 EUR") == "2026-05-03"


@pytest.mark.parametrize(
    ("paper", "day"),
    [
        ("Date: 03/05/2026\nExpires 03/31/2026\nTotal   12.50", "2026-03-05"),
        ("Date: 03/05/2026\nExpires 31/05/2026\nTotal   $ 12.50", "2026-05-03"),
        ("Main Street Hardware\nAustin, TX 78701\nDate: 03/05/2026\nTotal   12.50", "2026-03-05"),
        ("Date: 03/05/2026\nSingapore 238801\nTotal   $ 12.50", "2026-05-03"),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_paper(paper, day):
    assert field("issue_date", paper) == day


def test_a_day_with_one_mark_unread_is_a_day():
    assert field("issue_date", "01:34PM 568017 05 02-18") == "2018-02-05"


def test_a_sum_to_pay_counts_although_the_rounding_was_misread():
    paper = """
        Sub-total                  46.54
        Total Sales Incl GST       46.54
        Rounding Adj                6.01
        Total After Adj Incl GST   46.55
        CASH                      100.00
        Item Count  Change Amt     53.45
        GST Summary    Amount        Tax
        SR @ 6%         43.90       2.64
        Total           43.90       2.64
    """
    assert find_fields(lines(paper, width=TILL), known={})["total"].value == "46.55"


def test_days_one_behind_another_are_no_times():
    assert field("issue_date", "Rechnung Nr. 7 vom 03.10.2026\n\n\n05.09.2026, 11.09.2026, 14.09.2026") == "2026-10-03"


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("PARAGON FISKALNY", "receipt"),
        ("Faktura VAT nr 1/2026", "invoice"),
        ("FAKTURA KORYGUJĄCA nr 1/2026", "correction"),
        ("Faktura proforma nr 1", "pro-forma"),
        ("Gutschrift Nr. 17", "credit-note"),
        ("TAX INVOICE", "invoice"),
    ],
)
def test_the_title_says_what_kind_of_document_it_is(printed, kind):
    assert field("document_type", printed) == kind
