"""Tax ids with their check digits, and whose they are: the issuer's or the buyer's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from extraction.reading import OCR
from extraction.texts.candidates import Candidate, candidate
from extraction.texts.context import Context, context_of
from extraction.texts.heads import is_address, is_contact, is_registration, is_wordy
from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.parties import Party, Side
from extraction.texts.roles import phrases
from extraction.texts.tax_id_repairs import BY_CHECK, ELSEWHERE, put_right
from extraction.texts.tax_id_shapes import GERMAN_NAME, NAME, STEUERNUMMER, Number, numbers_in

WEIGHTS = {
    "named tax id": 2.0,
    "named tax number": 1.2,
    "right check digit": 1.5,
    "wrong check digit": -2.5,
    "wrong check digit in exact print": -1.0,
    ELSEWHERE: 1.0,
    BY_CHECK: -0.5,
    "shape of a country": 0.8,
    "no name": -1.6,
    "on its side": 1.6,
    "on the other side": -4.0,
    "first on the paper": 0.6,
    "a phone, bank or register number": -3.0,
}
# What is stated at most of a number guessed from its check digit, and of one with a wrong digit or perhaps another's.
_MOST_IF_MENDED, _MOST_IF_DOUBTFUL = 0.6, 0.7

_BUYER = phrases(
    r"nabyw|kupuj|buyer|customer|\bihre\b|kunden|odberatel|bill to|client|odbiorc|your vat|your tax"
    r"|lednehmer|leistungsempf|rechnungsempf|\buw\b|votre|vostr|consumidor|adquirent|destinat|klant|pembeli|pelanggan"
    r"|kaufer|acheteur|comprador|cessionari|committent|purchaser|\bv ?/ ?n|vosso|su nif"
)
_NOT = phrases(
    r"\btel|\bfax|iban|konto|kto\b|rachun|\bucet|cuenta|compte|\bconto\b|conta\b|rekening|account|hrb|\bkrs\b|regon|bdo|\bic[o:]?\b|phone|mobil|bank|\bbic\b"
    r"|handelsreg|amtsgericht|weee|lucid|\bgln\b|\bean\b|bestell|order|co reg|roc|terminal|siret"
    r"|siren|\brcs\b|kvk|\bdkp\b"
)


def tax_id_candidates(paper: Paper, party: Party) -> list[Candidate]:
    """Every number that may be the tax id of the given party. The buyer's is never one for the issuer."""
    printed = [(row, cell, number) for row, cell in paper.cells() for number in numbers_in(cell)]
    others = {number.body for _row, _cell, number in printed}
    return [
        _candidate(paper, row, cell, number, party, others, is_first=not at)
        for at, (row, cell, number) in enumerate(printed)
        if not (party.is_issuer and _is_buyers(context_of(paper, row, cell, number.start), party.side_of(cell)))
    ]


def _is_buyers(context: Context, side: Side) -> bool:
    """Seen from the issuer: whether a number stands in the buyer's block, or behind words that speak of the buyer."""
    return side is Side.OTHER or bool(_BUYER.search(_nearest(context)))


def _nearest(context: Context) -> str:
    """The words nearest to a number. Those to its left that name another number say nothing about it."""
    if re.search(r"[a-z]{2}", context.before):
        return f"{context.left if not re.search(r'[0-9]', context.left) else ''} {context.before}"
    return context.left or context.above


def _candidate(
    paper: Paper, row: Row, cell: Strip, number: Number, party: Party, others: Collection[str], *, is_first: bool
) -> Candidate:
    names = list(_evidence(paper, row, cell, number, party, is_first=is_first))
    could_mend = paper.source == OCR and "named tax id" in names
    mended = put_right(number, others) if could_mend else None
    check = mended[1] if mended else _check(number, paper.source)
    names += [check] if check else []
    found = candidate(mended[0] if mended else number.value, cell, number.start, number.end, names, WEIGHTS)
    if check == BY_CHECK:
        return found.at_most(_MOST_IF_MENDED)
    may_be_misread = check == "wrong check digit" or (paper.source == OCR and number.is_mixed and not number.is_right)
    may_be_anothers = party.is_issuer and _stands_first(paper, row, cell)
    return found.at_most(_MOST_IF_DOUBTFUL) if may_be_misread or may_be_anothers else found


def _stands_first(paper: Paper, row: Row, cell: Strip) -> bool:
    """Whether nothing above it on a sheet could be a name: whose heading was cut off, nobody can tell."""
    above = (other for upper in paper.rows[: row.index] for other in upper.cells)
    return paper.is_wide and not any(_could_name(one.folded) for one in (*above, *row.cells) if one is not cell)


def _could_name(folded: str) -> bool:
    return is_wordy(folded) and not (is_address(folded) or is_registration(folded) or is_contact(folded))


def _evidence(paper: Paper, row: Row, cell: Strip, number: Number, party: Party, *, is_first: bool) -> Iterator[str]:
    context = context_of(paper, row, cell, number.start)
    yield from _names(_naming(context), context.near, number)
    if number.has_check:
        yield "shape of a country"
    side = party.side_of(cell)
    if side is Side.OWN or (not party.is_issuer and _BUYER.search(_nearest(context))):
        yield "on its side"
    if side is Side.OTHER:
        yield "on the other side"
    if is_first:
        yield "first on the paper"


def _naming(context: Context) -> str:
    """The words that name a number: before it, else over it if they speak of tax, else to its left."""
    if re.search(r"[a-z]", context.before):
        return context.before
    return context.above if NAME.search(context.above) and not NAME.search(context.left) else context.left


def _names(before: str, near: str, number: Number) -> Iterator[str]:
    anchors = [match.end() for match in NAME.finditer(before)]
    others = [match.end() for match in _NOT.finditer(before)]
    if others and others[-1] > max(anchors, default=-1):
        yield "a phone, bank or register number"
    elif anchors or NAME.search(near):
        yield "named tax id"
    elif GERMAN_NAME.search(near):
        yield "named tax number"
    elif number.country in ("", STEUERNUMMER):
        yield "no name"
        if number.country == "":
            yield "no name"


def _check(number: Number, source: str) -> str | None:
    """What the check digit says; nothing where its rules are not known. Exact print was not misread, but made up."""
    if number.is_right:
        return "right check digit"
    if not number.has_check:
        return None
    return "wrong check digit" if source == OCR else "wrong check digit in exact print"
