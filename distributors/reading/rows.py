"""One row of a file as what it says of a sale."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from common.texts import number_key, tax_key
from distributors.reading import cells
from distributors.reading.cells import Cell
from distributors.reading.columns import Columns, Writing
from distributors.reading.facts import Fact
from distributors.reading.faults import BadCell, BadRow, Fault, shortened
from distributors.reading.sheet import Row
from extraction.values import gtin as checked_gtin

MOST_QUANTITY, MOST_AMOUNT = Decimal(10**9), Decimal(10**12)
MOST_LINE_AMOUNT = Decimal(10**8)
"""So that the lines of one document add up to an amount."""

MOST_SKU = 60
MOST_SIGNS = {Fact.NUMBER: 100, Fact.BUYER_NUMBER: 40, Fact.SKU: MOST_SKU, Fact.CORRECTS: 100}
MOST_DESCRIPTION, MOST_UNIT, MOST_TAX_KEY, MOST_KEY = 300, 20, 20, 100

_key = lru_cache(maxsize=4096)(number_key)
_tax_key = lru_cache(maxsize=4096)(tax_key)
_gtin = lru_cache(maxsize=4096)(checked_gtin)


class Stated(NamedTuple):
    """A row: the document that it is of, what it says of the whole document, and its own line."""

    key: str
    day: str
    line: int
    number: str
    buyer_tax_id: str
    buyer_number: str
    net: str
    gross: str
    currency: str
    corrects: str
    sku: str
    gtin: str
    description: str
    quantity: str
    unit: str
    line_net: str


class RowReader:
    """Reads rows of one form: `read` gives what a row states, or raises BadCell with the fact it stumbled over."""

    def __init__(self, columns: Columns, writing: Writing, *, names: Sequence[str]) -> None:
        self._positions = dict(columns.positions)
        self._writing = writing
        self._names = names
        self._fact = Fact.NUMBER

    def all(self, rows: Iterator[Row]) -> Iterator[Stated | BadRow]:
        """Each row, good or bad, in order of the file."""
        for line, row in rows:
            try:
                yield self._read(line, row)
            except BadCell as bad:
                yield BadRow(line, self._column(bad.fault), shortened(bad.value), bad.fault)

    def _column(self, fault: Fault) -> str:
        position = self._positions.get(self._fact)
        return "" if fault is Fault.TOO_WIDE or position is None else self._names[position][:100]

    def _read(self, line: int, row: tuple[Cell, ...]) -> Stated:
        self._refuse_wide(row)
        number, key = self._number(row)
        day = self._day(row)
        quantity = self._amount(row, Fact.QUANTITY, places=3, most=MOST_QUANTITY, fault=Fault.QUANTITY)
        if not quantity.strip("0."):
            raise BadCell(Fault.NO_QUANTITY)
        sku, gtin, description = self._article(row)
        return Stated(
            key=key,
            day=day.isoformat(),
            line=line,
            number=number,
            buyer_tax_id=self._tax_id(row),
            buyer_number=self._text(row, Fact.BUYER_NUMBER),
            net="",
            gross=self._amount(row, Fact.GROSS, places=2, most=MOST_AMOUNT, fault=Fault.AMOUNT),
            currency=self._currency(row),
            corrects=self._text(row, Fact.CORRECTS),
            sku=sku,
            gtin=gtin,
            description=description,
            quantity=quantity,
            unit=self._text(row, Fact.UNIT)[:MOST_UNIT],
            line_net=self._amount(row, Fact.NET, places=2, most=MOST_LINE_AMOUNT, fault=Fault.AMOUNT),
        )

    def _refuse_wide(self, row: tuple[Cell, ...]) -> None:
        if len(row) > len(self._names) and any(cell not in (None, "") for cell in row[len(self._names) :]):
            raise BadCell(Fault.TOO_WIDE, next(cell for cell in row[len(self._names) :] if cell not in (None, "")))

    def _cell(self, row: tuple[Cell, ...], fact: Fact) -> Cell:
        self._fact = fact
        position = self._positions.get(fact)
        return None if position is None or position >= len(row) else row[position]

    def _text(self, row: tuple[Cell, ...], fact: Fact) -> str:
        found = cells.text(self._cell(row, fact))
        if len(found) > MOST_SIGNS.get(fact, len(found)):
            raise BadCell(Fault.NUMBER if fact is Fact.NUMBER else Fault.TOO_LONG, found)
        return found

    def _number(self, row: tuple[Cell, ...]) -> tuple[str, str]:
        number = self._text(row, Fact.NUMBER)
        if not number:
            raise BadCell(Fault.NO_NUMBER)
        key = _key(number)
        # Folding may lengthen: one sign of a foreign script becomes several letters.
        if not key or len(key) > MOST_KEY:
            raise BadCell(Fault.NUMBER, number)
        return number, key

    def _day(self, row: tuple[Cell, ...]) -> date:
        day = cells.day(self._cell(row, Fact.DAY), month_first=self._writing.month_first)
        if day is None:
            raise BadCell(Fault.NO_DAY)
        return day

    def _amount(self, row: tuple[Cell, ...], fact: Fact, *, places: int, most: Decimal, fault: Fault) -> str:
        cell = self._cell(row, fact)
        if cell is None or cell == "":
            return ""
        sign = self._writing.signs.get(fact, "")
        found = cells.number(cell, sign=sign, places=places, most=most, fault=fault)
        return "" if found is None else str(found)

    def _tax_id(self, row: tuple[Cell, ...]) -> str:
        found = cells.text(self._cell(row, Fact.BUYER_TAX_ID))
        key = _tax_key(found)
        if len(key) > MOST_TAX_KEY:
            raise BadCell(Fault.TOO_LONG, found)
        return key

    def _currency(self, row: tuple[Cell, ...]) -> str:
        found = cells.text(self._cell(row, Fact.CURRENCY)).upper()
        found = "PLN" if found in ("ZŁ", "ZL") else found
        if found and not (len(found) == 3 and found.isascii() and found.isalpha()):
            raise BadCell(Fault.CURRENCY, found)
        return found

    def _article(self, row: tuple[Cell, ...]) -> tuple[str, str, str]:
        # A number of the firm's own in the column of GTINs is no reason to leave the row out, if another says more.
        gtin = _gtin(cells.text(self._cell(row, Fact.GTIN))) or ""
        sku = self._text(row, Fact.SKU)
        description = self._text(row, Fact.DESCRIPTION)[:MOST_DESCRIPTION]
        if not (sku or gtin or description):
            raise BadCell(Fault.NO_ARTICLE)
        return sku, gtin, description
