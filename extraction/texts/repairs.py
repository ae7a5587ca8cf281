"""Habits of OCR engines in names, put right."""

from __future__ import annotations

import re

_RULES = (
    (re.compile(r"\b([Ss])\s?\.\s?([RrCc])\s?\.\s?0\b\.?"), r"\1.\2.o."),
    (re.compile(r"\b([Ss][Pp]\.?)\s?([Zz])\s?[0oO]\s?\.\s?[0oO]\b\.?"), r"\1 \2 o.o."),
    (re.compile(r"\bS[DO0][NM][.,]?\s?BH[DO0]\b", re.IGNORECASE), "SDN BHD"),
    (re.compile(r"\b[G6]mb[HN]\b"), "GmbH"),
    (re.compile(r"\s+"), " "),
)


def repaired_name(text: str) -> str:
    """A firm's name with its legal form as it is written: "Sp. z 0.0." becomes "Sp. z o.o."."""
    for pattern, right in _RULES:
        text = pattern.sub(right, text)
    return text.strip(" ,;:*-|")
