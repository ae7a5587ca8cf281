"""Signs that engines take for one another, in one table for all who judge or mend what was read."""

from __future__ import annotations

_ALIKE = (
    "0odqcgu",
    "1iltjf",
    "5s",
    "8b",
    "mnhwvk",
    "rkbpn",
    "efc",
    "uvyn",
    "nrhum",
    "ceoa",
    "gqy9",
    "2z",
    "6gb",
    "4a",
    "7t",
)
"""Folded letters and digits, in groups of like shape: alike as capitals or as small letters."""

_DIGITS_ALIKE = ("08", "17", "38", "689")
"""Digits only, for numbers whose check digit can tell which one was printed."""

THIN = frozenset("ilj1tr")
"""Signs so narrow that one too many or too few is read."""

AS_DIGITS = str.maketrans("OQDILSBZG|", "0001158261")
"""Capital letters as the digits that they look like, for numbers."""

AS_LETTERS = str.maketrans("01589", "olsbg")
"""Digits as the small letters that they look like, for words."""


def _partners(groups: tuple[str, ...]) -> dict[str, frozenset[str]]:
    return {
        sign: frozenset("".join(group for group in groups if sign in group)) - {sign} for sign in set("".join(groups))
    }


PARTNERS = _partners(_ALIKE)
"""For each folded sign, those it may have been printed as."""

DIGIT_PARTNERS = _partners(_DIGITS_ALIKE)
"""For each digit, the digits it may have been printed as."""
