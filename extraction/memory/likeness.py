"""How much two printed texts are alike, misreadings allowed for."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from extraction.texts.lookalikes import AS_DIGITS
from extraction.values import letters

ALIKE = 0.85


def likeness(one: str, other: str) -> float:
    """1 for the same letters, 0 for nothing in common."""
    return fuzz.ratio(one, other) / 100


def is_misread(one: str, other: str, *, least: float) -> bool:
    """Whether both may be the same print: alike, and as long. A firm's sister has a word more or less."""
    is_as_long = abs(len(one) - len(other)) <= max(1, max(len(one), len(other)) // 8)
    return is_as_long and likeness(one, other) >= least


def tax_digits(text: str) -> str:
    """A tax id without the country in front of it."""
    return re.sub(r"^[A-Z]{2}(?=\d)", "", letters(text))


def is_near(one: str, other: str, *, most: int = 2) -> bool:
    """Whether two numbers of the same length differ in a few places only."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= most


def by_look(number: str) -> str:
    """A number without its signs, letters that look like digits as these: misread copies of it come out the same."""
    return letters(number).translate(AS_DIGITS)


def shape(number: str) -> str:
    """How a number is built: digits as 9, all else as it is."""
    return re.sub(r"\d", "9", number.strip().upper())
