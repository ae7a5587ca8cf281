"""What in a cell is built like a tax id: with its country in front, bare digits, or letters behind a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extraction.texts.days import days_in
from extraction.texts.layout import Strip
from extraction.texts.lookalikes import AS_DIGITS
from extraction.texts.roles import phrases
from extraction.values import has_good_check_digit, tax_id

NAME = phrases(
    r"\bn ?[i1l] ?p\b(?! ?nabywcy)|nip(?=\d)|u ?st[.,]? -? ?[il1]d|u ?st ?[il1]dent"
    r"|umsatzsteuer ?-?ident|vat (?:reg|registration)? ?(?:id|no|nr|number|reg|#)|\bvat:"
    r"|(?<![a-z])d[il1]c\b|\bic dph\b|btw(?: nr| nummer| id)?|\btva\b|p ?iva|partita|gst (?:id|reg"
    r"|registration)? ?(?:no|id|number|#)?|gstin|tax id|\btin\b|\bn ?i ?f\b|\bc ?i ?f\b|\bnipc\b|contribuinte"
    r"|\buid\b|tax (?:reg|registration)|mwst nr|tax number|sst (?:id|no|reg)"
)
"""Words that name a tax id; it is matched on folded text."""
GERMAN_NAME = phrases(r"steuer ?-?(?:nr|nummer)|\bst ?[.,]? ?nr|steuer ?nr")
STEUERNUMMER = "steuernummer"
"""In place of a country: the number of a German tax office, which is not a VAT number."""

_PREFIXES = "AT|BE|BG|CHE|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI"
BODY = {
    "AT": r"U\d{8}",
    "ES": r"[A-Z]\d{7}[\dA-Z]|\d{8}[A-Z]",
    "FR": r"[\dA-Z]{2}\d{9}",
    "IE": r"\d[\dA-Z]\d{5}[A-Z]{1,2}",
    "NL": r"\d{9}B\d{2}",
    "BE": r"[01]?\d{9}",
    "DE": r"\d{9}",
    "CZ": r"\d{8,10}",
    "PL": r"\d{10}",
    "IT": r"\d{11}",
    "GB": r"\d{9}|\d{12}",
    "HU": r"\d{8}",
    "LU": r"\d{8}",
    "PT": r"\d{9}",
    "RO": r"\d{2,10}",
    "SE": r"\d{12}",
    "SK": r"\d{10}",
    "DK": r"\d{8}",
    "FI": r"\d{8}",
    "CHE": r"\d{9}",
    "LT": r"\d{9}|\d{12}",
    "LV": r"\d{11}",
    "EE": r"\d{9}",
    "SI": r"\d{8}",
    "HR": r"\d{11}",
    "BG": r"\d{9,10}",
    "CY": r"\d{8}[A-Z]",
    "EL": r"\d{9}",
    "MT": r"\d{8}",
    "XI": r"\d{9}",
}
_LETTERS_AT = {"AT": (0,), "CY": (8,), "ES": (0, 8), "FR": (0, 1), "IE": (1, 7, 8), "NL": (9,)}
_LIKE_DIGITS = "OoQDIlL|SBZG"
_PREFIXED = re.compile(
    rf"(?<![A-Za-z])({_PREFIXES})[ .:-]{{0,2}}"
    rf"([A-Z]?[\dA{_LIKE_DIGITS}][\dAU{_LIKE_DIGITS} .\-]{{5,16}}[\dA-Zl|])(?![A-Za-z\d])"
)
_DASHED_NIP = re.compile(r"(?<![\d-])(\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3})(?![\d-])")
_BARE = re.compile(r"[\dOol][\dOol .\-/]{5,17}[\dOol]")
# Digits of which one or two were read as the letters that they look like.
_BLURRED = re.compile(
    rf"(?<![A-Za-z\d])[\d{_LIKE_DIGITS}][\d{_LIKE_DIGITS} .\-]{{6,16}}[\d{_LIKE_DIGITS}](?![A-Za-z\d])"
)
_GERMAN_SHAPE = re.compile(r"\d{2,3}\s?/\s?\d{3}\s?/\s?\d{4,5}(?:\s?/\s?\d)?|\d{5}/\d{5}|\d{10,13}")
# Letters are part of it in India, Singapore, Malaysia, and in Spain without the country in front.
_MIXED = re.compile(r"(?<![\w-])(?=\S*[A-Z])(?:[A-Z]{0,2}-?\d{1,8}[A-Z\d-]{4,16})(?![\w-])")
_MARKS_BETWEEN = re.compile(r"[\s:.#()\w]{0,12}$")
_MOST_BLURRED = 2


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start` to `end` of its cell. `country` is a key of BODY, STEUERNUMMER, or empty where unknown."""

    value: str
    start: int
    end: int
    country: str

    @property
    def body(self) -> str:
        """The number without its country."""
        return self.value.removeprefix(self.country) if self.country in BODY else self.value

    @property
    def has_check(self) -> bool:
        """Whether the rules of its check digit are known."""
        return self.country in BODY

    @property
    def is_mixed(self) -> bool:
        """Whether letters stand in it that no country asks for: they may be misread digits."""
        return not self.has_check and not self.value.replace("/", "").isdigit()

    @property
    def is_right(self) -> bool:
        """Whether its check digit is known to be right."""
        if self.has_check:
            return is_right(self.body, self.country)
        if re.fullmatch(r"\d{10}", self.value):
            return is_right(self.value, "PL")
        return any(
            re.fullmatch(shape, self.value) and is_right(self.value, country)
            for country, shape in (("ES", BODY["ES"]), ("IN", r"\d{2}[A-Z\d]{13}"))
        )


def is_right(body: str, country: str) -> bool:
    """Whether a number without its country has the right check digit, or its country is known to have none."""
    if country == "CHE":
        return has_good_check_digit(f"CHE{body}", "CH")
    return has_good_check_digit(body, country)


def numbers_in(cell: Strip) -> Iterator[Number]:
    """Every number of the cell that may be a tax id; none overlaps another."""
    taken: list[Number] = []
    for number in (*_prefixed(cell), *_blurred(cell), *_mixed(cell), *_bare(cell)):
        if all(number.end <= other.start or number.start >= other.end for other in taken):
            taken.append(number)
            yield number


def _prefixed(cell: Strip) -> Iterator[Number]:
    for match in _PREFIXED.finditer(cell.text):
        country, printed = match[1], match[2]
        # What follows a blank may be another number.
        ends = [len(printed), *(blank.start() for blank in reversed(list(re.finditer(" ", printed))))]
        bodies = (re.sub(r"[ .\-]", "", printed[:end]) for end in ends)
        found = next((fit for body in bodies if (fit := _fitting(body, country))), None)
        if found or re.fullmatch(r"\d{9,14}", printed):
            yield Number(country + (found or printed), match.start(), match.end(), country)


def _fitting(body: str, country: str) -> str | None:
    """The body as its country builds it, letters that look like digits as these; None if it is built otherwise."""
    if re.fullmatch(BODY[country], body):
        return body
    kept = _LETTERS_AT.get(country, ())
    plain = "".join(sign if at in kept else _as_digits(sign) for at, sign in enumerate(body))
    misread = sum(one != other for one, other in zip(plain, body, strict=True))
    return plain if misread <= _MOST_BLURRED and re.fullmatch(BODY[country], plain) else None


def _as_digits(text: str) -> str:
    """Letters as the digits that they look like."""
    return text.replace("l", "1").upper().translate(AS_DIGITS)


def _blurred(cell: Strip) -> Iterator[Number]:
    """Ten digits behind their name, a few of them misread as letters, that have a right check digit as digits."""
    for match in _BLURRED.finditer(cell.text):
        printed = re.sub(r"[ .\-]", "", match[0])
        digits = _as_digits(printed)
        misread = sum(not sign.isdigit() for sign in printed)
        if 0 < misread <= _MOST_BLURRED and len(digits) == 10 and is_named_at(cell, match.start()):
            yield Number(digits, match.start(), match.end(), "PL" if "nip" in cell.folded[: match.start()] else "")


def _mixed(cell: Strip) -> Iterator[Number]:
    for match in _MIXED.finditer(cell.text):
        value = tax_id(match[0]) or ""
        is_long = sum(sign.isdigit() for sign in value) >= 7
        if is_long and (is_named_at(cell, match.start()) or len(match[0]) == len(cell.text)):
            yield Number(value, match.start(), match.end(), "")


def is_named_at(cell: Strip, start: int) -> bool:
    """Whether the words right before that place name a tax id."""
    before = cell.folded[:start]
    ends = [match.end() for match in NAME.finditer(before)]
    return bool(ends and _MARKS_BETWEEN.match(before, ends[-1]))


def _bare(cell: Strip) -> Iterator[Number]:
    for match in _BARE.finditer(cell.text):
        if days_in(match[0].lower()):
            continue
        digits = re.sub(r"[^\d]", "", re.sub("[Oo]", "0", match[0].replace("l", "1")))
        before = cell.folded[: match.start()]
        german = _GERMAN_SHAPE.match(cell.text, match.start())
        if german and ("/" in german[0] or GERMAN_NAME.search(before)):
            yield Number(german[0].replace(" ", ""), german.start(), german.end(), STEUERNUMMER)
        elif len(digits) == 10 and "/" not in match[0]:
            is_nip = _DASHED_NIP.search(match[0]) or "nip" in before
            yield Number(digits, match.start(), match.end(), "PL" if is_nip else "")
        elif 8 <= len(digits) <= 14 and "/" not in match[0]:
            yield Number(tax_id(digits) or digits, match.start(), match.end(), "")
