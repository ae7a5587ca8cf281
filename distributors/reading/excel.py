"""Excel (.xlsx): the first sheet, row by row; values of formulas as the program last saved them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from distributors.reading.cells import Cell
from distributors.reading.faults import NotReadable, counted
from distributors.reading.limits import MOST_COLUMNS, MOST_PARTS, MOST_ROWS, MOST_SHARED, MOST_SMALL_PART
from distributors.reading.packing import stated_parts
from distributors.reading.sheet import Row

BROKEN = (BadZipFile, SyntaxError, KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, OverflowError)
"""What the reader raises on workbooks that are not what they seem; it has no error of its own for that,
and broken XML is a SyntaxError."""


class ExcelSheet:
    """The first sheet of a workbook as rows of numbers, days and texts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        _judge(path)

    def rows(self) -> Iterator[Row]:
        """See Sheet."""
        try:
            yield from self._rows()
        except BROKEN as broken:
            raise NotReadable(
                _("This Excel file cannot be read. Open it in Excel, save it anew as .xlsx, or save it as CSV.")
            ) from broken

    def _rows(self) -> Iterator[Row]:
        # Opened here: by the path it would judge the name. `keep_links`: nothing that it points to is looked at.
        with (
            self._path.open("rb") as file,
            closing(load_workbook(file, read_only=True, data_only=True, keep_links=False)) as book,
        ):
            if not book.worksheets:
                return
            sheet: Any = book.worksheets[0]
            # What it says of its own size may be wrong either way.
            sheet.reset_dimensions()
            for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), start=1):
                if line > MOST_ROWS:
                    raise NotReadable(_("The file has more than %(most)s rows.") % {"most": counted(MOST_ROWS)})
                if any(cell not in (None, "") for cell in cells):
                    yield line, tuple(_cell(cell) for cell in cells)


def _cell(cell: Any) -> Cell:
    if isinstance(cell, time | timedelta | bool):
        return str(cell)
    return cell if cell is None or isinstance(cell, str | int | float | datetime | date) else str(cell)


def _judge(path: Path) -> None:
    """Refuse by the stated sizes, before anything is unpacked."""
    try:
        with ZipFile(path) as packed:
            parts = stated_parts(packed, most=MOST_PARTS)
    except (BadZipFile, OSError, NotImplementedError) as broken:
        raise NotReadable(_("The file is damaged: it ends too early or was changed on the way.")) from broken
    for part in parts:
        # The sheets are read as a stream; everything else is held in memory whole.
        most = MOST_SHARED if part.filename.casefold().endswith("sharedstrings.xml") else MOST_SMALL_PART
        if part.file_size > most and not part.filename.startswith("xl/worksheets/sheet"):
            raise NotReadable(
                _("A part of this Excel file is too large (%(part)s). Save it as CSV.") % {"part": part.filename[:80]}
            )
