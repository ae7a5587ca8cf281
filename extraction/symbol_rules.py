"""Which of the codes read are believed. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from extraction.symbol_readers import Found

_RETAIL = frozenset({"EAN13", "EAN8", "UPCA"})


def believable(found: Iterable[Found]) -> list[Found]:
    """Each code once, false reads dropped, from top to bottom."""
    found = list(found)
    kept: list[Found] = []
    for one in sorted((one for one in found if _is_whole(one, found)), key=_trust, reverse=True):
        if not any(_is_same(one, other) or _is_mixture(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.place[1], one.place[0]))


def _trust(one: Found) -> tuple[bool, float]:
    # Weights of two readers cannot be compared; zxing-cpp gives fewer false codes.
    return (one.reader == "zxing", one.weight)


def _is_whole(one: Found, others: Iterable[Found]) -> bool:
    """A short ITF code is mostly a piece of a longer one: only 14 digits with a check digit stand alone.

    Any other length needs both readers to say the same.
    """
    if one.symbology != "ITF" or (len(one.text) == 14 and has_check_digit(one.text)):
        return True
    return any(other.reader != one.reader and other.text == one.text for other in others)


def has_check_digit(digits: str) -> bool:
    """True if the last digit is the GS1 check digit of the others."""
    if not digits.isascii() or not digits.isdigit():
        return False
    weighed = sum(int(digit) * (3 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(digits[:-1])))
    return (10 - weighed % 10) % 10 == int(digits[-1])


def _is_same(one: Found, other: Found) -> bool:
    return _as_number(one) == _as_number(other) and (one.reader != other.reader or _overlap(one, other))


def _as_number(one: Found) -> str:
    return one.text.zfill(14) if one.symbology in _RETAIL else one.text


def _is_mixture(one: Found, other: Found) -> bool:
    """Two retail codes in one place: the one read over fewer scan lines mixes the halves of two."""
    return one.symbology in _RETAIL and other.symbology in _RETAIL and _overlap(one, other)


def _overlap(one: Found, other: Found) -> bool:
    left, top = max(one.place[0], other.place[0]), max(one.place[1], other.place[1])
    right, bottom = min(one.place[2], other.place[2]), min(one.place[3], other.place[3])
    return left <= right and top <= bottom
