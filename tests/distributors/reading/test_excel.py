"""Excel files: real days and numbers, and workbooks that are out for harm."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from distributors.reading import excel, limits, packing
from distributors.reading.faults import NotReadable
from tests.distributors.reading.files import HEAD, excel_bytes, packed, read, row


def changed(content: bytes, **parts: str) -> bytes:
    """The same workbook with other contents of some parts, named by the end of their names."""
    with ZipFile(BytesIO(content)) as book:
        return packed(
            (name, next((text.encode() for end, text in parts.items() if f"{end}.xml" in name), book.read(name)))
            for name in book.namelist()
        )


def sheet_xml(rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def test_days_and_numbers_are_real_ones():
    at = datetime.fromisoformat("2026-11-04 10:15")
    cells = ("FV/1", at, 5252341234, 100234.0, "Kolano", 12.5, "szt", 1044.31, 1284.5)
    [sale] = read(excel_bytes(cells)).sales

    assert (sale.issued_on, sale.buyer_tax_id, sale.gross) == (date(2026, 11, 4), "5252341234", Decimal("1284.50"))
    assert (sale.lines[0].sku, sale.lines[0].quantity) == ("100234", Decimal("12.5"))


def test_texts_are_read_as_in_csv():
    [sale] = read(excel_bytes(row())).sales

    assert (sale.gross, sale.lines[0].quantity) == (Decimal("1284.50"), 12)


def test_a_formula_counts_by_its_saved_value():
    """This one was never calculated, so there is none."""
    assert read(excel_bytes(row(quantity="=1+1"))).faults == [(2, "Ilość", "no-quantity")]


def test_blank_rows_do_not_shift_the_line_numbers():
    assert read(excel_bytes(row(), (), (), row(quantity="no"))).faults == [(5, "Ilość", "quantity")]


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(packing, "MOST_UNPACKED", 50_000_000)
    bomb = changed(excel_bytes(row()), sheet1="<a>" + " " * 60_000_000)
    monkeypatch.setattr(excel, "load_workbook", lambda *_a, **_k: pytest.fail("it was opened"))

    assert len(bomb) < 200_000
    with pytest.raises(NotReadable, match="unpacks to more"):
        read(bomb)


def test_parts_that_are_held_in_memory_are_bounded(monkeypatch):
    monkeypatch.setattr(excel, "MOST_SMALL_PART", 1_000_000)

    with pytest.raises(NotReadable, match="too large"):
        read(changed(excel_bytes(row()), styles="<a>" + " " * 2_000_000))


def test_entities_that_grow_are_not_followed():
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "0123456789">{entities}]>'

    with pytest.raises(NotReadable):
        read(changed(excel_bytes(row()), sheet1=xml + sheet_xml('<row r="1"><c r="A1"><v>&a11;</v></c></row>')))


def test_a_row_far_below_costs_no_endless_time(monkeypatch):
    monkeypatch.setattr(excel, "MOST_ROWS", 5_000)
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="999999999"><c r="A999999999"><v>1</v></c></row>'

    with pytest.raises(NotReadable, match="more than 5,000 rows"):
        read(changed(excel_bytes(row()), sheet1=sheet_xml(far)))


def test_too_many_columns_are_refused():
    with pytest.raises(NotReadable, match="more than 200 columns"):
        read(excel_bytes(head=[f"c{number}" for number in range(limits.MOST_COLUMNS + 5)]))


@pytest.mark.parametrize("part", ["workbook", "sheet1"])
def test_a_damaged_workbook_gets_a_sentence(part):
    with pytest.raises(NotReadable):
        read(changed(excel_bytes(row()), **{part: "<broken"}))


def test_half_a_file_gets_a_sentence():
    with pytest.raises(NotReadable, match="damaged"):
        read(excel_bytes(row())[:-200])


def test_a_sheet_of_another_width_is_reported():
    assert read(excel_bytes(row(), (*row(), "more"), head=HEAD)).faults == [(3, "", "too-wide")]
