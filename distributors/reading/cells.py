"""One cell as a number, a day or a text, however programs of different countries write them. Pure and without guesses:
where a sign may mean two things, the caller says which, from what the whole column shows.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from distributors.reading.faults import BadCell, Fault

Cell = str | int | float | Decimal | date | None

FIRST_YEAR, LAST_YEAR = 2000, 2099

_PLAIN = re.compile(r"-?\d{1,15}", re.ASCII)
_SPACES = re.compile(r"[\s'’]+")
_MONEY = re.compile(r"zł|pln|eur|usd|czk|chf|€|\$", re.IGNORECASE)
_WHOLE = re.compile(r"\d{1,15}|\d{1,3}(?:[.,]\d{3}){1,4}", re.ASCII)
_FRACTION = re.compile(r"\d{0,12}", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?:[T ].*)?", re.ASCII | re.DOTALL)
_DIGITS = re.compile(r"(\d{4})()(\d{2})(\d{2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})(?:[T ].*)?", re.ASCII | re.DOTALL)
_AS_FORMULA = re.compile(r'="([^"]*)"')


def text(cell: Cell) -> str:
    """Without spaces around and doubled; a number as it would be typed. Raises BadCell for signs that are no text."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return _typed(cell)
    if cell.isascii() and cell.isalnum():
        return cell
    if "\0" in cell or "\ufffe" in cell or "\uffff" in cell:
        raise BadCell(Fault.NOT_TEXT, cell)
    if told := _AS_FORMULA.fullmatch(cell.strip()):
        # How spreadsheet programs are made to keep zeros in front.
        cell = told[1]
    return " ".join(cell.split())


def _typed(cell: int | float | Decimal | date) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float):
        # Excel keeps numbers of articles and firms as floating point; they are shown without a point.
        return str(int(cell)) if cell.is_integer() and abs(cell) < 10**15 else repr(cell)
    return str(cell)


def number(cell: Cell, *, sign: str, places: int, most: Decimal, fault: Fault) -> Decimal | None:
    """A number with at most `places` decimals, rounded; None for an empty cell.

    `sign` is the decimal sign, "" where a lone comma or point is one. Raises BadCell with `fault` for anything else.
    """
    written = text(cell)
    if not written:
        return None
    if _PLAIN.fullmatch(written):
        found: Decimal | None = Decimal(written)
    else:
        found = Decimal(written) if _is_typed(cell, written) else _parsed(written, sign)
    if found is None or abs(found) >= most:
        raise BadCell(fault, written)
    return found.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _is_typed(cell: Cell, written: str) -> bool:
    return isinstance(cell, int | float | Decimal) and written[-1:].isdigit()


def _parsed(written: str, sign: str) -> Decimal | None:
    digits, is_below_zero = bare(written)
    sign = sign or _likely(digits)
    whole, _point, fraction = digits.partition(sign)
    if not _WHOLE.fullmatch(whole or "0") or sign in whole or not _FRACTION.fullmatch(fraction):
        return None
    if not whole and not fraction:
        return None
    plain = Decimal(f"{whole.replace(',', '').replace('.', '') or 0}.{fraction or 0}")
    return -plain if is_below_zero else plain


def bare(written: str) -> tuple[str, bool]:
    """Without spaces, currency and minus, and whether it is below zero: `-1 234,50 zł`, `12,50-`, `(12,50)`."""
    digits = _MONEY.sub("", _SPACES.sub("", written)).replace("\N{MINUS SIGN}", "-")
    if digits[:1] == "(" and digits[-1:] == ")":
        return digits[1:-1], True
    if digits[:1] == "-":
        return digits[1:], True
    if digits[-1:] == "-":
        return digits[:-1], True
    return digits.removeprefix("+"), False


def _likely(digits: str) -> str:
    """The decimal sign of a number that stands alone: the last one; one that comes twice groups thousands."""
    sign = max(",.", key=digits.rfind)
    return sign if digits.count(sign) == 1 else {",": ".", ".": ","}[sign]


def proven_sign(written: str) -> str:
    """The decimal sign that this number proves, "" if it may be read both ways: `1.234`, `12`."""
    digits, _is_below_zero = bare(written)
    if "," not in digits and "." not in digits:
        return ""
    if "," in digits and "." in digits:
        return max(",.", key=digits.rfind)
    sign = "," if "," in digits else "."
    if digits.count(sign) > 1:
        return {",": ".", ".": ","}[sign]
    return sign if len(digits.partition(sign)[2]) != 3 else ""


def sign_of_column(written: Iterable[str]) -> str:
    """The decimal sign of a column: a proven one, else the sign that every number of it has; "" if neither is so."""
    numbers = [one for one in written if one]
    proven = {proven_sign(one) for one in numbers} - {""}
    if proven:
        return proven.pop() if len(proven) == 1 else ""
    return next((sign for sign in ",." if numbers and all(sign in one for one in numbers)), "")


def day(cell: Cell, *, month_first: bool) -> date | None:
    """A day; None for an empty cell. Raises BadCell for anything that is none."""
    if isinstance(cell, datetime):
        return _in_range(cell.date(), cell)
    if isinstance(cell, date):
        return _in_range(cell, cell)
    written = text(cell)
    if not written:
        return None
    if found := _YEAR_FIRST.fullmatch(written) or _DIGITS.fullmatch(written):
        return _made(int(found[1]), int(found[3]), int(found[4]), written)
    if found := _YEAR_LAST.fullmatch(written):
        first, second = int(found[1]), int(found[3])
        if month_first and found[2] != ".":
            first, second = second, first
        return _made(int(found[4]), second, first, written)
    raise BadCell(Fault.DAY, written)


def _made(year: int, month: int, day_of_month: int, written: str) -> date:
    try:
        return _in_range(date(year, month, day_of_month), written)
    except ValueError as none:
        raise BadCell(Fault.DAY, written) from none


def _in_range(found: date, written: object) -> date:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadCell(Fault.DAY, written)
    return found


def day_and_month(cell: Cell) -> tuple[int, int] | None:
    """First and second number of a day that may be written in both orders: `11/27/2026`, `27-11-2026`; else None."""
    found = _YEAR_LAST.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return (int(found[1]), int(found[3])) if found and found[2] != "." else None
