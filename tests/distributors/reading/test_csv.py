"""CSV as many programs write it, and what is told of rows that do not fit."""

from datetime import date
from decimal import Decimal

import pytest

from distributors.reading.faults import NotReadable
from distributors.reading.limits import MOST_LINES
from tests.distributors.reading.files import HEAD, csv_bytes, read, row


def only(content: bytes, **told):
    found = read(content, **told)
    assert found.faults == []
    [sale] = found.sales
    return sale


def test_a_row_becomes_a_sale():
    sale = only(csv_bytes(row()))

    [line] = sale.lines
    assert (sale.number, sale.issued_on, sale.buyer_tax_id) == ("FV/2026/11/0457", date(2026, 11, 4), "5252341234")
    assert (line.sku, line.description, line.quantity, line.unit) == ("RP-E20", "Kolano żółte 20", 12, "szt")
    assert (sale.gross, sale.total_net) == (Decimal("1284.50"), Decimal("1044.31"))


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso8859-2", "utf-16"])
def test_delimiters_and_encodings_are_found_out(delimiter, encoding):
    name = "Złączka żółta ąęśćźńółŚŹĄ"

    assert only(csv_bytes(row(name=name), delimiter=delimiter, encoding=encoding)).lines[0].description == name


def test_commas_part_columns_where_points_part_decimals():
    assert only(csv_bytes(row(net="1044.31", gross="1284.50"), delimiter=",")).gross == Decimal("1284.50")


def test_a_line_that_names_the_delimiter_is_not_a_row():
    assert only(b"sep=;\r\n" + csv_bytes(row())).number == "FV/2026/11/0457"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1284,50", "1284.50"),
        ("1284.50", "1284.50"),
        ("1 284,50", "1284.50"),
        ("1\N{NO-BREAK SPACE}284,50", "1284.50"),
        ("1\N{NARROW NO-BREAK SPACE}284,50", "1284.50"),
        ("1.284,50", "1284.50"),
        ("1,284.50", "1284.50"),
        ("1.234.567", "1234567"),
        ("1'284.50", "1284.50"),
        ("-1284,50", "-1284.50"),
        ("\N{MINUS SIGN}1284,50", "-1284.50"),
        ("1284,50-", "-1284.50"),
        ("(1284,50)", "-1284.50"),
        ("1284,50 zł", "1284.50"),
        ("PLN 1284.5", "1284.50"),
        (",50", "0.50"),
        ("0", "0"),
    ],
)
def test_amounts_are_read_however_they_are_written(written, meant):
    assert only(csv_bytes(row(gross=written))).gross == Decimal(meant)


@pytest.mark.parametrize("written", ["12..5", "1,2,3.4.5", "abc", "12 szt 4", "1e9", "=1+1", "--1", "٣", "9" * 30])
def test_what_is_no_amount_is_reported(written):
    assert read(csv_bytes(row(gross=written))).faults == [(2, "Brutto faktury", "amount")]


def test_three_decimals_in_every_row_are_decimals():
    found = read(csv_bytes(row(quantity="12,000"), row(quantity="1,500")))

    assert [line.quantity for line in found.sales[0].lines] == [12, Decimal("1.5")]


def test_a_point_that_groups_thousands_is_told_by_the_other_columns():
    found = read(csv_bytes(row(quantity="1.200"), row(quantity="5", net="10,00")))

    assert [line.quantity for line in found.sales[0].lines] == [1200, 5]


def test_a_decimal_sign_may_be_told():
    assert only(csv_bytes(row(quantity="1.200", net="", gross="")), sign=",").lines[0].quantity == 1200


@pytest.mark.parametrize(
    "written",
    ["2026-11-04", "04.11.2026", "4.11.2026", "04/11/2026", "04-11-2026", "2026/11/04", "20261104", "2026-11-04 10:15"],
)
def test_days_are_read_however_they_are_written(written):
    assert only(csv_bytes(row(day=written))).issued_on == date(2026, 11, 4)


def test_american_days_are_read_if_the_whole_column_proves_them():
    found = read(csv_bytes(row(number="A", day="11/04/2026"), row(number="B", day="11/27/2026")))

    assert [sale.issued_on for sale in found.sales] == [date(2026, 11, 4), date(2026, 11, 27)]


def test_one_european_day_disproves_them():
    found = read(csv_bytes(row(number="A", day="11/27/2026"), row(number="B", day="27/11/2026")))

    assert found.faults == [(2, "Data", "day")]
    assert [sale.issued_on for sale in found.sales] == [date(2026, 11, 27)]


def test_the_order_of_days_may_be_told():
    assert only(csv_bytes(row(day="11/04/2026")), month_first=True).issued_on == date(2026, 11, 4)


@pytest.mark.parametrize(
    "written",
    ["31.02.2026", "2026-13-01", "1899-12-31", "9999-01-01", "yesterday", "0.0.0000", "202611", "2026111", "46353"],
)
def test_what_is_no_day_is_reported(written):
    assert read(csv_bytes(row(day=written))).faults == [(2, "Data", "day")]


def test_lines_of_a_document_may_stand_anywhere():
    found = read(
        csv_bytes(row(number="B", sku="2"), row(number="A"), row(number="B", sku="1"), row(number="A", sku="3"))
    )

    assert [(sale.number, [line.sku for line in sale.lines]) for sale in found.sales] == [
        ("A", ["RP-E20", "3"]),
        ("B", ["2", "1"]),
    ]


def test_the_same_number_of_another_year_is_another_document():
    assert len(read(csv_bytes(row(day="2025-11-04"), row())).sales) == 2


def test_quotation_marks_may_hold_newlines_and_line_numbers_stay_right():
    content = csv_bytes(row(name='"Kolano\r\n""żółte"" 20"'), row(number="B", quantity=""))
    found = read(content)

    assert found.sales[0].lines[0].description == 'Kolano "żółte" 20'
    assert found.faults == [(4, "Ilość", "no-quantity")]


def test_empty_columns_at_the_end_and_blank_rows_do_no_harm():
    content = csv_bytes((*row(), "", "", ""), ("",) * 12, (), head=(*HEAD, "", ""))

    assert only(content).number == "FV/2026/11/0457"


def test_titles_above_the_names_are_passed_over():
    assert only(b"Sprzedaz listopad;;\r\n\r\n" + csv_bytes(row())).number == "FV/2026/11/0457"


def test_zeros_kept_by_a_formula_are_read():
    assert only(csv_bytes(row(sku='="000123"'))).lines[0].sku == "000123"


@pytest.mark.parametrize(
    ("bad", "column", "fault"),
    [
        (row(number=""), "Numer faktury", "no-number"),
        (row(number="///"), "Numer faktury", "number"),
        (row(number="9" * 101), "Numer faktury", "number"),
        (row(day=""), "Data", "no-day"),
        (row(quantity="0"), "Ilość", "no-quantity"),
        (row(quantity="9999999999"), "Ilość", "quantity"),
        (row(sku="", name=""), "Nazwa", "no-article"),
        (row(sku="x" * 61), "Indeks", "too-long"),
        (row(buyer="9" * 21), "NIP nabywcy", "too-long"),
        (row(name="Kolano\0"), "Nazwa", "not-text"),
        ((*row(), "", "more"), "", "too-wide"),
    ],
)
def test_a_row_that_does_not_fit_is_reported_and_the_others_are_kept(bad, column, fault):
    found = read(csv_bytes(row(number="A"), bad, row(number="C")))

    assert found.faults == [(3, column, fault)]
    assert [sale.number for sale in found.sales] == ["A", "C"]


def test_a_report_repeats_the_value_shortened_and_printable():
    [bad] = read(csv_bytes(row(gross="x\x07\t" + "y" * 500))).bad

    assert bad.value.startswith("x yyy") and len(bad.value) <= 60 and bad.value.isprintable()


def test_rows_of_one_document_that_disagree_are_reported():
    found = read(csv_bytes(row(), row(sku="RP-V15", buyer="6770000000"), row(sku="RP-E32", buyer="")))

    assert found.faults == [(3, "", "otherwise")]
    assert [line.sku for line in found.sales[0].lines] == ["RP-E20", "RP-E32"]


def test_a_document_without_end_is_left_out():
    found = read(csv_bytes(*[row()] * (MOST_LINES + 1), row(number="B")))

    assert found.faults == [(2, "", "too-many-lines")]
    assert [sale.number for sale in found.sales] == ["B"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xlsx"),
        (b"%PDF-1.7\n", "CSV, Excel"),
        (bytes(range(256)) * 20, "no text"),
        (b"PK\x03\x04" + b"\0" * 200, "damaged"),
        (b"just one column\r\nA\r\nB\r\n", "names the columns"),
        (csv_bytes(head=row()), "must name the columns"),
        (csv_bytes(row(name='"never closed'), *[row()] * 3000), "does not close"),
        (csv_bytes(row(), head=[f"c{number}" for number in range(300)]), "more than 200 columns"),
        (csv_bytes(row(), ["x"] * 1_000_000), "longer than"),
        (csv_bytes(row()).replace("żółte".encode(), b"\x81"), "UTF-8"),
        (csv_bytes(row(), encoding="utf-16")[:-1], "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(content, words):
    with pytest.raises(NotReadable, match=words):
        read(content)
