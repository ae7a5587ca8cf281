"""What both forms of a Polish electronic receipt share: grosze, padded names, names that differ between makers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any


def said(part: Any, *names: str) -> Any:
    """The value under the first of the names that is there; None also if the part is no object."""
    return next((part[name] for name in names if name in part), None) if isinstance(part, dict) else None


def text(value: Any) -> str | None:
    """Words or a whole number as text; None for anything else."""
    is_plain = isinstance(value, str | int) and not isinstance(value, bool)
    return " ".join(str(value).split()) or None if is_plain else None


def entries(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; nothing if it is no list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def grosze(value: Any) -> Decimal | None:
    """An amount from whole grosze; None for anything else, also for true and false."""
    is_whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15
    return Decimal(value).scaleb(-2) if is_whole else None


def line_name(name: Any, rate: Any) -> str:
    """The name of the goods without the padding and the letter of the tax rate behind it."""
    whole, letter = text(name) or "", text(rate)
    without = whole.removesuffix(letter) if letter else whole
    return without.rstrip(" -_") if without != whole and without[-1:] in (" ", "-", "_") else whole


def joined_address(place: Any) -> str | None:
    """Street and town in one line."""
    parts = {name: text(said(place, name)) for name in ("ulica", "nrDomu", "nrLok", "kodPoczt", "miejsc", "miejsce")}
    street = " ".join(filter(None, (parts["ulica"], parts["nrDomu"], parts["nrLok"])))
    town = " ".join(filter(None, (parts["kodPoczt"], parts["miejsc"] or parts["miejsce"])))
    return ", ".join(filter(None, (street, town))) or None
