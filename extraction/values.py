"""Plain values from printed or coded text: amounts, days, times, tax ids, GTINs. Nothing here raises on bad input."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from stdnum import ean, get_cc_module

_AMOUNT = re.compile(r"[+-]?\d{1,18}(?:\.\d{0,12})?|[+-]?\.\d{1,12}", re.ASCII)
_SEPARATORS = re.compile(r"[\s.\-/]")
_NO_LETTERS = re.compile(r"[\W_]")
_CENT = Decimal("0.01")


def amount(text: str | None, *, comma: bool = False) -> Decimal | None:
    """A number from its printed text; with `comma` a decimal comma counts as the point. None if it is anything else."""
    plain = (text or "").strip()
    if comma:
        plain = plain.replace(",", ".")
    return Decimal(plain) if _AMOUNT.fullmatch(plain) else None


def minor_units(text: str | None) -> Decimal | None:
    """An amount written in hundredths, without a point."""
    return Decimal(text).scaleb(-2) if text and re.fullmatch(r"\d{1,18}", text, re.ASCII) else None


def money(value: Decimal) -> str:
    """At least two decimals, more only where the value has them: `12.5` is `12.50`, `0.0135` stays."""
    rounded = value.quantize(_CENT)
    return format(rounded if rounded == value else value.normalize(), "f")


def quantity(value: Decimal) -> str:
    """A number without trailing zeros: `2.000` is `2`."""
    return format(value.normalize() if value else Decimal(0), "f")


def day(text: str | None, pattern: str = "%Y-%m-%d") -> date | None:
    """A date in the given pattern, None if it is not one."""
    moment = _moment(text, pattern)
    return moment.date() if moment else None


def clock(text: str | None, pattern: str = "%H%M%S") -> time | None:
    """A time of day in the given pattern, None if it is not one."""
    moment = _moment(text, pattern)
    return moment.time() if moment else None


def iso_moment(text: str | None) -> datetime | None:
    """An ISO 8601 moment, with or without zone, None if it is not one."""
    try:
        return datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None


def _moment(text: str | None, pattern: str) -> datetime | None:
    try:
        # Documents print wall time; which zone that is, only their country tells.
        return datetime.strptime((text or "").strip(), pattern)  # noqa: DTZ007
    except ValueError:
        return None


def letters(text: str) -> str:
    """Upper-case letters and digits only: the form in which printed words are compared."""
    return _NO_LETTERS.sub("", text).upper()


def tax_id(text: str | None) -> str | None:
    """Upper case without spaces, dots, hyphens and slashes; a country prefix stays. None if nothing is left."""
    return _SEPARATORS.sub("", text or "").upper() or None


def has_good_check_digit(number: str, country: str | None = None) -> bool:
    """False only if the rules of the number's country are known and the number breaks them.

    The country is `country` (two letters), else the prefix of the number.
    """
    code = country or (number[:2] if re.match(r"[A-Z]{2}", number) else "")
    # Switzerland's VAT number is the UID with a suffix that codes leave out.
    kind = "uid" if code == "CH" else "vat"
    module = get_cc_module({"EL": "GR"}.get(code, code).lower(), kind) if code else None
    return module is None or bool(module.is_valid(number))


def gtin(text: str | None) -> str | None:
    """The article number if it is a GTIN: 8, 12, 13 or 14 digits with a right check digit."""
    digits = (text or "").strip()
    is_long_enough = len(digits) in (8, 12, 13, 14) and digits.isascii() and digits.isdigit()
    return digits if is_long_enough and ean.is_valid(digits) else None
