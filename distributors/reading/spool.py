"""Rows put aside in a file of their own, and given back by document: their order in the file does not matter.

Memory is constant: the rows lie in a temporary SQLite file, which sorts them there.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from itertools import groupby, islice
from pathlib import Path
from types import TracebackType

from distributors.reading.faults import BadRow, Fault, shortened
from distributors.reading.limits import MOST_LINES
from distributors.reading.rows import Stated
from distributors.sales import Sold, SoldLine

AT_ONCE = 1_000

_COLUMNS = ", ".join(Stated._fields)
_MARKS = ", ".join("?" * len(Stated._fields))
_QUIET = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "cache_size = -16000",
    "temp_store = 1",
)
HEADS = ("buyer_tax_id", "buyer_number", "net", "gross", "currency", "corrects")


class Spool:
    """A context manager; the file is gone with the folder that it is made in."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "spool.sqlite3", isolation_level=None)
        for quietly in _QUIET:
            self._database.execute(f"PRAGMA {quietly}")
        kinds = ", ".join(f"{name} INTEGER" if name == "line" else f"{name} TEXT" for name in Stated._fields)
        self._database.execute(f"CREATE TABLE stated ({kinds})")

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def add(self, rows: Iterable[Stated]) -> int:
        """Put these aside; says how many."""
        rows, count = iter(rows), 0
        while batch := list(islice(rows, AT_ONCE)):
            self._database.execute("BEGIN")
            self._database.executemany(f"INSERT INTO stated ({_COLUMNS}) VALUES ({_MARKS})", batch)  # noqa: S608
            self._database.execute("COMMIT")
            count += len(batch)
        return count

    def count(self) -> int:
        """How many documents there are."""
        [(count,)] = self._database.execute("SELECT count(*) FROM (SELECT DISTINCT key, day FROM stated)")
        return int(count)

    def documents(self, *, after: str = "") -> Iterator[tuple[str, Sold | None, list[BadRow]]]:
        """By document, in order: its place (for `after`), the sale, and rows of it that were left out."""
        key, _space, day = after.partition(" ")
        said = f"SELECT {_COLUMNS} FROM stated WHERE (key, day) > (?, ?) ORDER BY key, day, line"  # noqa: S608
        with closing(self._database.execute(said, (key, day))) as found:
            for (number, on), rows in groupby(map(Stated._make, found), key=lambda row: row[:2]):
                yield f"{number} {on}", *_document(rows)


def _document(rows: Iterable[Stated]) -> tuple[Sold | None, list[BadRow]]:
    first: Stated | None = None
    head: dict[str, str] = {}
    lines: list[SoldLine] = []
    bad: list[BadRow] = []
    is_too_long = False
    for row in rows:
        first = first or row
        if is_too_long or len(lines) + len(bad) >= MOST_LINES:
            is_too_long = True
        elif differing := _differing(head, row):
            bad.append(BadRow(row.line, "", shortened(differing), Fault.OTHERWISE))
        else:
            lines.append(_line(row))
    assert first is not None
    if is_too_long:
        return None, [BadRow(first.line, "", shortened(first.number), Fault.TOO_MANY_LINES)]
    return _sold(first, head, lines), bad


def _differing(head: dict[str, str], row: Stated) -> str:
    """What the row says of the document otherwise than a row before it; else the head learns what the row adds."""
    said = {name: value for name in HEADS if (value := getattr(row, name))}
    for name, value in said.items():
        if head.get(name, value) != value:
            return str(value)
    head.update(said)
    return ""


def _sold(first: Stated, head: dict[str, str], lines: list[SoldLine]) -> Sold:
    return Sold(
        number=first.number,
        issued_on=date.fromisoformat(first.day),
        lines=tuple(lines),
        buyer_tax_id=head.get("buyer_tax_id", ""),
        buyer_number=head.get("buyer_number", ""),
        net=_decimal(head.get("net", "")),
        gross=_decimal(head.get("gross", "")),
        currency=head.get("currency", ""),
        corrects=head.get("corrects", ""),
    )


def _line(row: Stated) -> SoldLine:
    return SoldLine(
        quantity=Decimal(row.quantity),
        sku=row.sku,
        gtin=row.gtin,
        description=row.description,
        unit=row.unit,
        net=_decimal(row.line_net),
    )


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None
