"""Identities that stand on the paper in print, so that the paper, the code on it and the file of one purchase meet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from stdnum.pl import nip

from extraction.coding.text import crc8
from extraction.reading import Field
from extraction.words import TextLine

_KSEF = re.compile(r"(?<![0-9A-Z])(\d{10})-(20\d{6})-([0-9A-Z]{6})-?([0-9A-Z]{6})-([0-9A-Z]{2})(?![0-9A-Z])")
# Letters that are no hexadecimal digits are misread ones; B and 8 are both, so each is tried as the other.
_NO_HEX = str.maketrans("OQILZSG", "0011256")
_TWINS = {"B": "8", "8": "B"}

_TILL = re.compile(r"(?<![A-Z])([A-Z]{3}) ?(\d{10}|\d{8})(?!\d)")
_PATTERNS = (
    ("hr:jir:{}", re.compile(r"JIR ?: ?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE), str.lower),
    ("hr:zki:{}", re.compile(r"ZKI ?: ?([0-9a-f]{32})(?![0-9a-f])", re.IGNORECASE), str.lower),
    ("si:{}", re.compile(r"ZOI ?: ?([0-9a-f]{32})(?![0-9a-f])", re.IGNORECASE), str.lower),
    ("rs:{}", re.compile(r"(?<![0-9A-Z])([0-9A-Z]{8}-[0-9A-Z]{8}-\d{1,9})(?!\d)"), str.upper),
    ("sk_ekasa:{}", re.compile(r"(?<![0-9A-Z])([OV]-[0-9A-F]{32})(?![0-9A-F])", re.IGNORECASE), str.upper),
)
_ATCUD = re.compile(r"ATCUD ?: ?([A-Z0-9]{8}-\d{1,10})")
_SERBIAN = re.compile(r"ПФР|PFR", re.IGNORECASE)


def find_identity(lines: Sequence[TextLine], *, known: Mapping[str, str]) -> Field | None:
    """The `document_id` that the print states, None if there is none. `known` are fields found so far.

    A number with a checksum that holds is sure; one without is as sure as its line was read.
    """
    for find in (_ksef, _portugal, _plain, _polish_till):
        for value, confidence, line in find(lines, known):
            return Field(value, confidence, line.source, line.page, line.box)
    return None


Found = Iterator[tuple[str, float, TextLine]]


def _ksef(lines: Sequence[TextLine], known: Mapping[str, str]) -> Found:
    for line in lines:
        for seller, day, first, second, crc in _KSEF.findall(line.text.upper().replace("–", "-")):
            printed = f"{seller}-{day}-{first}{second}-{crc}"
            if nip.is_valid(seller) and (number := _repaired(printed)):
                yield f"pl_ksef:{number}", 0.98 if number == printed else 0.8, line


def _repaired(number: str) -> str | None:
    """The number whose checksum holds: as printed, else with the usual misreadings put right."""
    head, tail = number[:20], number[20:].translate(_NO_HEX)
    flips = [tail[:at] + _TWINS[char] + tail[at + 1 :] for at, char in enumerate(tail) if char in _TWINS]
    tries = (f"{head}{one}" for one in (tail, *flips))
    return next((one for one in tries if f"{crc8(one[:32].encode()):02X}" == one[-2:]), None)


def _portugal(lines: Sequence[TextLine], known: Mapping[str, str]) -> Found:
    seller = re.sub(r"\D", "", known.get("issuer_tax_id", ""))
    for line in lines:
        if seller and (found := _ATCUD.search(line.text)):
            yield f"pt:{seller}/{found[1]}", line.confidence, line


def _plain(lines: Sequence[TextLine], known: Mapping[str, str]) -> Found:
    is_serbian = any(_SERBIAN.search(line.text) for line in lines)
    for line in lines:
        for template, pattern, spelled in _PATTERNS:
            # The Serbian number has a shape that article numbers share.
            if (is_serbian or not template.startswith("rs:")) and (found := pattern.search(line.text)):
                yield template.format(spelled(found[1])), line.confidence, line


def _polish_till(lines: Sequence[TextLine], known: Mapping[str, str]) -> Found:
    """The till's own number with the number of the print: one without the other names no receipt."""
    text = "\n".join(line.text.upper() for line in lines)
    number = re.sub(r"\W", "", known.get("document_number", "")).upper().removeprefix("W").lstrip("0")
    if "PARAGON FISKALNY" not in text or "NIEFISKALNY" in text or not number.isdigit():
        return
    # It stands at the very end, beside the fiscal logo.
    for line in reversed(lines):
        if found := _TILL.search(line.text.upper()):
            yield f"pl_paragon:{found[1]}{found[2]}/{number}", min(line.confidence, 0.7), line
