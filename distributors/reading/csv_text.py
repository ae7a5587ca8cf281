"""Text with columns: found out how it is written, then read row by row in constant memory."""

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import IO, Literal

from django.utils.translation import gettext as _

from distributors.reading.faults import NotReadable, counted
from distributors.reading.letters import encoding_of
from distributors.reading.limits import MOST_LINE, MOST_ROWS
from distributors.reading.sheet import Row

DELIMITERS = ";\t,|"

SAMPLE_LINES = 200

MOST_LINES_OF_ROW = 50
"""A row that runs over more lines has lost a quotation mark, and would hide the rows after it."""

csv.field_size_limit(MOST_LINE)


class CsvSheet:
    """A CSV file as rows of texts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def encoding(self) -> str:
        """See encoding_of."""
        return encoding_of(self._path)

    @cached_property
    def delimiter(self) -> str:
        """The sign that parts the lines most evenly."""
        with self._opened() as file:
            sample = list(islice(_lines(file), SAMPLE_LINES))
        told = sample[0].rstrip("\r\n").casefold() if sample else ""
        if told.startswith("sep=") and told[4:] in tuple(DELIMITERS):
            return told[4:]
        return max(DELIMITERS, key=lambda sign: _evenness(sample, sign))

    def rows(self) -> Iterator[Row]:
        """See Sheet."""
        with self._opened() as file:
            yield from _rows(file, self.delimiter)

    def _opened(self) -> IO[str]:
        return self._path.open(encoding=self.encoding, newline="")


def _rows(file: IO[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader(_lines(file), delimiter=delimiter)
    line = 1
    try:
        for count, cells in enumerate(reader):
            if count > MOST_ROWS:
                raise NotReadable(_too_many_rows())
            is_about_form = line == 1 and len(cells) <= 2 and cells and cells[0].casefold().startswith("sep=")
            if any(cells) and not is_about_form:
                yield line, tuple(cells)
            if reader.line_num - line > MOST_LINES_OF_ROW:
                raise NotReadable(_open_quotation(line))
            line = reader.line_num + 1
    except csv.Error as broken:
        raise NotReadable(_open_quotation(line)) from broken


def _lines(file: IO[str]) -> Iterator[str]:
    """Lines with their ends, none of them so long that it fills the memory."""
    number = 0
    try:
        while line := file.readline(MOST_LINE):
            number += 1
            if len(line) == MOST_LINE:
                raise NotReadable(
                    _("Line %(line)s is longer than %(most)s signs. Is this a file of sales?")
                    % {"line": number, "most": counted(MOST_LINE)}
                )
            yield line
    except UnicodeError as foreign:
        raise NotReadable(
            _("After line %(line)s come signs that are no letters. Save the file as CSV with the encoding UTF-8.")
            % {"line": number}
        ) from foreign


def _evenness(sample: list[str], delimiter: str) -> int:
    """How many cells come in rows of the usual width; quotation marks may part cells, or stand for inches."""
    return sum(_even_cells(sample, delimiter, quoting) for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE))


def _even_cells(sample: list[str], delimiter: str, quoting: Literal[0, 3]) -> int:
    try:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter, quoting=quoting) if row)
    except csv.Error:
        return 0
    return max((count * (width - 1) for width, count in widths.items()), default=0)


def _open_quotation(line: int) -> str:
    return _("A quotation mark opens in line %(line)s and does not close.") % {"line": line}


def _too_many_rows() -> str:
    return _("The file has more than %(most)s rows. Split it by months.") % {"most": counted(MOST_ROWS)}
