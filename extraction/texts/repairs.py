"""Habits of OCR engines in names, put right."""

from __future__ import annotations

import re

_RULES = (
    (re.compile(r"\b([Ss])\s?\.\s?([RrCc])\s?\.\s?0\b\.?"), r"\1.\2.o."),
    (re.compile(r"\b([Ss][Pp]\.?)\s?([Zz])\s?[0oO]\s?\.\s?[0oO]\b\.?"), r"\1 \2 o.o."),
    (re.compile(r"\b[S5]/[B8D]\b(?=\W*$)"), "S/B"),
    (re.compile(r"\b[G6]mb[HN]\b"), "GmbH"),
    (re.compile(r"(?<=[a-ząćęłńóśźż])(S\.A\.|Sp\.)"), r" \1"),
    (re.compile(r"\s+"), " "),
)


_PAIR = re.compile(r"\b(\w{3})[.,]?\s?(\w{3})\b")


def repaired_name(text: str) -> str:
    """A firm's name with its legal form as it is written: "Sp. z 0.0." becomes "Sp. z o.o."."""
    text = _PAIR.sub(_malaysian, text)
    for pattern, right in _RULES:
        text = pattern.sub(right, text)
    return text.strip(" ,;:*-|")


def repaired_address(text: str) -> str:
    """An address with zeros where an engine read the letter O between digits, and without marks at its ends."""
    text = re.sub(r"(?<=\d)[Oo](?=\d|\b)|(?<=\b)O(?=\d)", "0", text)
    text = re.sub(r"(?<=\b[A-Z])I(?=\d)", "1", text)
    return re.sub(r"(?<=[a-zA-Z]{3}\.)[A-Za-z]$", "", text.strip(" ,;:|*-"))


def _malaysian(pair: re.Match[str]) -> str:
    """ "SDN BHD" where at most two of its letters were misread."""
    read = (pair[1] + pair[2]).upper()
    alike = sum(one == other for one, other in zip(read, "SDNBHD", strict=False))
    return "SDN BHD" if 4 <= alike < 6 else pair[0]
