"""Tax ids with their check digits, and whose they are: the issuer's or the buyer's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extraction.texts.candidates import Candidate, candidate
from extraction.texts.context import Context, context_of
from extraction.texts.days import days_in
from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.parties import Party, Side
from extraction.texts.roles import phrases
from extraction.values import has_good_check_digit, tax_id

WEIGHTS = {
    "named tax id": 2.0,
    "named tax number": 1.2,
    "right check digit": 1.5,
    "wrong check digit": -2.5,
    "shape of a country": 0.8,
    "no name": -1.6,
    "on its side": 1.6,
    "on the other side": -4.0,
    "first on the paper": 0.6,
    "buyer's words beside it": -3.0,
    "a phone, bank or register number": -3.0,
}

_PREFIXES = "AT|BE|BG|CHE|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI"
_BODY = {
    "AT": r"U\d{8}",
    "ES": r"[A-Z]\d{7}[\dA-Z]",
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
_PREFIXED = re.compile(
    rf"(?<![A-Za-z])({_PREFIXES})[ .:-]{{0,2}}([A-Z]?[\dOAB][\dOABU .\-]{{5,16}}[\dA-Z])(?![A-Za-z\d])"
)
_DASHED_NIP = re.compile(r"(?<![\d-])(\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3})(?![\d-])")
_BARE = re.compile(r"[\dOol][\dOol .\-/]{5,17}[\dOol]")
_ANCHOR = phrases(
    r"\bn ?[i1l] ?p\b(?! ?nabywcy)|nip(?=\d)|u ?st[.,]? -? ?[il1]d|u ?st ?[il1]dent"
    r"|umsatzsteuer ?-?ident|vat (?:reg|registration)? ?(?:id|no|nr|number|reg|#)|\bvat:"
    r"|(?<![a-z])d[il1]c\b|btw(?: nr| nummer| id)?|\btva\b|p ?iva|partita|gst (?:id|reg"
    r"|registration)? ?(?:no|id|number|#)?|gstin|tax id|\btin\b|\bnif\b|\bcif\b"
    r"|\buid\b|tax (?:reg|registration)|mwst nr|tax number|sst (?:id|no|reg)"
)
_GERMAN = phrases(r"steuer ?-?(?:nr|nummer)|\bst ?[.,]? ?nr|steuer ?nr")
_GERMAN_SHAPE = re.compile(r"\d{2,3}\s?/\s?\d{3}\s?/\s?\d{4,5}(?:\s?/\s?\d)?|\d{5}/\d{5}|\d{10,13}")
_BUYER = phrases(
    r"nabyw|kupuj|buyer|customer|\bihre\b|kunden|odberatel|bill to|client|odbiorc|your vat|your tax"
    r"|lednehmer"
)
_NOT = phrases(
    r"\btel|\bfax|iban|konto|kto\b|account|hrb|\bkrs\b|regon|bdo|\bic[o:]?\b|phone|mobil|bank|\bbic\b"
    r"|handelsreg|amtsgericht|weee|lucid|\bgln\b|\bean\b|bestell|order|co reg|roc|terminal"
)


@dataclass(frozen=True, slots=True)
class _Number:
    value: str
    start: int
    end: int
    country: str


def tax_id_candidates(paper: Paper, party: Party) -> list[Candidate]:
    """Every number that may be the tax id of the given party."""
    found: list[Candidate] = []
    for row, cell in paper.cells():
        for number in _numbers(cell):
            names = _evidence(paper, row, cell, number, party, is_first=not found)
            found.append(candidate(number.value, cell, number.start, number.end, names, WEIGHTS))
    return found


def _numbers(cell: Strip) -> Iterator[_Number]:
    taken: list[_Number] = []
    for number in (*_prefixed(cell), *_bare(cell)):
        if all(number.end <= other.start or number.start >= other.end for other in taken):
            taken.append(number)
            yield number


def _prefixed(cell: Strip) -> Iterator[_Number]:
    for match in _PREFIXED.finditer(cell.text):
        country, body = match[1], re.sub(r"[^\dA-Z]", "", match[2])
        for tail in range(len(body), 6, -1):
            digits = body[:tail].replace("O", "0") if country not in ("ES", "FR", "IE") else body[:tail]
            if re.fullmatch(_BODY[country], digits):
                yield _Number(country + digits, match.start(), match.end(), country)
                break


def _bare(cell: Strip) -> Iterator[_Number]:
    for match in _BARE.finditer(cell.text):
        if days_in(match[0].lower()):
            continue
        digits = re.sub(r"[^\d]", "", re.sub("[Oo]", "0", match[0].replace("l", "1")))
        before = cell.folded[: match.start()]
        german = _GERMAN_SHAPE.match(cell.text, match.start())
        if german and ("/" in german[0] or _GERMAN.search(before)):
            yield _Number(german[0].replace(" ", ""), german.start(), german.end(), "steuernummer")
        elif len(digits) == 10 and "/" not in match[0]:
            yield _Number(
                digits, match.start(), match.end(), "PL" if _DASHED_NIP.search(match[0]) or "nip" in before else ""
            )
        elif 8 <= len(digits) <= 14 and "/" not in match[0]:
            yield _Number(tax_id(digits) or digits, match.start(), match.end(), "")


def _evidence(paper: Paper, row: Row, cell: Strip, number: _Number, party: Party, *, is_first: bool) -> Iterator[str]:
    context = context_of(paper, row, cell, number.start)
    yield from _names(_naming(context), context.near, number)
    yield from _checks(number)
    side = party.side_of(cell)
    if side is Side.OWN:
        yield "on its side"
    elif side is Side.OTHER:
        yield "on the other side"
    is_buyers = bool(_BUYER.search(context.near))
    if party.is_issuer and is_buyers:
        yield "buyer's words beside it"
    if not party.is_issuer and is_buyers and side is not Side.OWN:
        yield "on its side"
    if is_first:
        yield "first on the paper"


def _naming(context: Context) -> str:
    """The words that name a number: before it, else over it if they speak of tax, else to its left."""
    if re.search(r"[a-z]", context.before):
        return context.before
    return context.above if _ANCHOR.search(context.above) and not _ANCHOR.search(context.left) else context.left


def _names(before: str, near: str, number: _Number) -> Iterator[str]:
    anchors = [match.end() for match in _ANCHOR.finditer(before)]
    others = [match.end() for match in _NOT.finditer(before)]
    if others and others[-1] > max(anchors, default=-1):
        yield "a phone, bank or register number"
    elif anchors or _ANCHOR.search(near):
        yield "named tax id"
    elif _GERMAN.search(near):
        yield "named tax number"
    elif number.country in ("", "steuernummer"):
        yield "no name"
        if number.country == "":
            yield "no name"


def _checks(number: _Number) -> Iterator[str]:
    if number.country in _BODY:
        yield "shape of a country"
        is_good = has_good_check_digit(number.value.removeprefix(number.country), number.country)
        yield "right check digit" if is_good else "wrong check digit"
    elif len(number.value) == 10 and number.value.isdigit() and has_good_check_digit(number.value, "PL"):
        yield "right check digit"
