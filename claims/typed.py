"""Numbers as people type them on a phone: with comma or point, with spaces, with the currency behind. Pure."""

import re
from decimal import Decimal, InvalidOperation

_NOT_NUMERIC = re.compile(r"[^\d.,+-]")


def typed_number(text: str) -> Decimal | None:
    """`1 284,50 zł`, `1.284,50`, `1,284.50` and `1284.5` are all understood; None for what is no number."""
    bare = _NOT_NUMERIC.sub("", text.strip())
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = max(comma, point)
    else:
        decimal = _single_mark(bare, max(comma, point))
    whole = bare if decimal < 0 else bare[:decimal]
    fraction = "" if decimal < 0 else bare[decimal + 1 :]
    return _number(f"{whole.replace(',', '').replace('.', '')}.{fraction or '0'}")


def _single_mark(bare: str, place: int) -> int:
    """Where the decimal mark is, or -1: a mark groups thousands if it repeats or has three digits behind."""
    if place < 0 or bare.count(bare[place]) > 1:
        return -1
    is_group = len(bare) - place - 1 == 3 and not bare.startswith(("0", "-0")) and 0 < place <= 3
    return -1 if is_group else place


def _number(text: str) -> Decimal | None:
    if not any(sign.isdigit() for sign in text.removesuffix(".0")):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
