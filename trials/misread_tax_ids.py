"""How often a tax id with one misread sign is put right, and how often into another one.

usage: python -m trials.misread_tax_ids

Takes the right ids of the labelled files and of the tests' papers, misreads each sign of them in each way in which
engines do, and reads it back, printed alone behind its name and once more with the right id elsewhere on the paper.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extraction.reading import OCR
from extraction.texts import find_fields
from extraction.texts.lookalikes import AS_DIGITS, DIGIT_PARTNERS
from extraction.texts.tax_id_shapes import BODY, is_right
from extraction.words import TextLine, Word
from trials.calibration.labelled import shared_documents

_DIGITS = "0123456789"
_LETTERS = {digit: [chr(sign) for sign, one in AS_DIGITS.items() if chr(one) == digit] for digit in "01258"}


def main() -> None:
    """Prints one row for each kind of misreading."""
    ids = sorted(_right_ids())
    print(f"{len(ids)} right ids")
    print(f"{'misread as':<12}{'elsewhere':<12}{'cases':>7}{'put right':>11}{'into another':>14}{'sure of it':>12}")
    for kind in ("letter", "like digit", "any digit"):
        for is_elsewhere in (False, True):
            found = Counter(outcome for one in ids for outcome in _outcomes(one, kind, is_elsewhere=is_elsewhere))
            row = f"{kind:<12}{'yes' if is_elsewhere else 'no':<12}{found.total() - found['sure']:>7}"
            print(f"{row}{found['right']:>11}{found['another']:>14}{found['sure']:>12}")


def _right_ids() -> set[str]:
    """Ids with their country, of those whose check digit is right by rules that are known."""
    names = ("issuer_tax_id", "buyer_tax_id")
    stated = {value for one in shared_documents() for name in names for value in one.fields.get(name, ())}
    plain = {re.sub(r"[\s.\-]", "", value).upper() for value in stated}
    named = {f"PL{value}" if re.fullmatch(r"\d{10}", value) else value for value in plain}
    return {
        value
        for value in named
        if value[:2] in BODY and re.fullmatch(BODY[value[:2]], value[2:]) and is_right(value[2:], value[:2])
    }


def _outcomes(right: str, kind: str, *, is_elsewhere: bool) -> Iterator[str]:
    country, body = right[:2], right[2:]
    for misread in _misreadings(body, kind):
        printed = f"NIP {misread}" if country == "PL" else f"VAT No {country}{misread}"
        found = find_fields(list(_paper(printed, body if is_elsewhere else "")), known={}).get("issuer_tax_id")
        value = found.value.removeprefix(country) if found else ""
        # Left as it was misread, it is shown as doubtful: neither right nor another one.
        yield "right" if value == body else "another" if value and value != misread else "left"
        if found and value != body and found.confidence >= 0.8:
            yield "sure"


def _misreadings(body: str, kind: str) -> Iterator[str]:
    for at, sign in enumerate(body):
        ways = {
            "letter": _LETTERS.get(sign, ()),
            "like digit": sorted(DIGIT_PARTNERS.get(sign, ())),
            "any digit": _DIGITS,
        }
        others = [other for other in ways[kind] if sign.isdigit() and other != sign]
        yield from (body[:at] + other + body[at + 1 :] for other in others)


def _paper(printed: str, elsewhere: str) -> Iterator[TextLine]:
    rows = (
        "Hurtownia Rurka GmbH",
        "Hauptstr. 4",
        "12345 Musterstadt",
        printed,
        f"Ref {elsewhere}" if elsewhere else "",
    )
    for at, row in enumerate(rows):
        if row:
            words = tuple(_word(found, at) for found in re.finditer(r"\S+", row))
            yield TextLine(words, 1, OCR)


def _word(found: re.Match[str], row: int) -> Word:
    return Word(found[0], (0.1 + found.start() / 80, row / 40, 0.1 + found.end() / 80, row / 40 + 0.018), 0.98)


if __name__ == "__main__":
    main()
