"""Files as distributors hand them over, written here and read by the real thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from distributors.reading.columns import Columns, writing_of
from distributors.reading.csv_text import CsvSheet
from distributors.reading.excel import ExcelSheet
from distributors.reading.facts import guessed
from distributors.reading.faults import BadRow
from distributors.reading.kinds import Kind, kind_of
from distributors.reading.rows import RowReader
from distributors.reading.sheet import Sheet, find_head, rows_after
from distributors.reading.spool import Spool
from distributors.sales import Sold

HEAD = ("Numer faktury", "Data", "NIP nabywcy", "Indeks", "Nazwa", "Ilość", "JM", "Wartość netto", "Brutto faktury")
ROW = ("FV/2026/11/0457", "2026-11-04", "525-234-12-34", "RP-E20", "Kolano żółte 20", "12", "szt", "1044,31", "1284,50")


@dataclass
class Found:
    """What was read of a file."""

    sales: list[Sold] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)

    @property
    def faults(self) -> list[tuple[int, str, str]]:
        """Line, column and reason of each row that was left out."""
        return [(one.line, one.column, one.fault.value) for one in self.bad]


def row(**changes: str) -> tuple[str, ...]:
    """The usual row with other words in some places: number, day, buyer, sku, name, quantity, unit, net, gross."""
    names = ("number", "day", "buyer", "sku", "name", "quantity", "unit", "net", "gross")
    return tuple(changes.get(name, word) for name, word in zip(names, ROW, strict=True))


def csv_bytes(
    *rows: Sequence[str], head: Sequence[str] = HEAD, delimiter: str = ";", encoding: str = "utf-8", end: str = "\r\n"
) -> bytes:
    """A file of these rows, without quotation marks."""
    return "".join(delimiter.join(one) + end for one in (head, *rows)).encode(encoding)


def excel_bytes(*rows: Sequence[Any], head: Sequence[str] = HEAD) -> bytes:
    """A workbook with these rows on its first sheet."""
    book, out = Workbook(), BytesIO()
    for one in (head, *rows):
        book.active.append(list(one))
    book.save(out)
    return out.getvalue()


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of these."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def read(content: bytes, *, month_first: bool | None = None, sign: str = "") -> Found:
    """Everything in a sheet, its columns taken by their names."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        sheet: Sheet = ExcelSheet(path) if kind_of(path) is Kind.EXCEL else CsvSheet(path)
        head = find_head(sheet)
        columns = Columns(guessed(head.names), month_first, sign)
        reader = RowReader(columns, writing_of(sheet, head, columns), names=head.names)
        return spooled(reader.all(rows_after(sheet, head)), Path(folder))


def spooled(rows: Iterable[Any], folder: Path) -> Found:
    """Through the spool, as the service does it."""
    found = Found()
    with Spool(folder) as spool:
        every = list(rows)
        found.bad += [one for one in every if isinstance(one, BadRow)]
        spool.add(one for one in every if not isinstance(one, BadRow))
        for _place, sold, bad in spool.documents():
            found.bad += bad
            found.sales += [sold] if sold else []
    return found
