"""What speaks for and against a line being a party's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extraction.texts.amounts import amounts_in
from extraction.texts.folding import squeeze
from extraction.texts.heads import (
    has_legal_form,
    has_trade_word,
    is_address,
    is_contact,
    is_greeting,
    is_registration,
    is_title,
    is_wordy,
    legal_form_end,
)
from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.name_texts import goes_on, is_bare_legal_form, is_name_label, is_named
from extraction.texts.parties import Party, Side, has_postal_code, is_heading

WEIGHTS = {
    "a line": -2.0,
    "legal form": 2.0,
    "word of trade": 0.8,
    "first line": 1.6,
    "second line": 0.8,
    "third line": 0.3,
    "in the head": 0.6,
    "at the foot": -0.8,
    "printed large": 0.5,
    "over an address": 0.7,
    "over a registration": 0.6,
    "named as name": 2.2,
    "first in its block": 3.0,
    "in its block": 0.8,
    "in the other block": -5.0,
    "a contact": -3.5,
    "an address": -2.2,
    "a registration": -1.5,
    "a title": -3.0,
    "a greeting": -2.0,
    "a heading": -2.5,
    "few letters": -3.5,
    "digits inside": -0.7,
    "a sentence": -1.5,
    "sender's line": 1.2,
    "beside an amount": -3.0,
    "a label": -3.0,
    "after the title": -1.2,
    "over its tax id": 0.8,
    "an imprint": 1.4,
    "goes on from above": -2.0,
    "printed again": 0.6,
    "outside any block": 0.0,
    "behind the head": -2.0,
    "its web address": 1.4,
}
# "www.firm-name.de", "office@firm-name.de": what stands between the mark and the last dot, without hyphens.
_DOMAIN = re.compile(r"(?:www\.|//|@)(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.[a-z]{2,}")
_SHORTEST_DOMAIN = 5


def name_evidence(paper: Paper, row: Row, cell: Strip, folded: str, party: Party, head: list[int]) -> Iterator[str]:
    """The names of all evidence about a cell whose core is `folded`; `head` holds the rows of the document's head."""
    yield "a line"
    yield from _wording(folded)
    yield from _standing(paper, row, cell, party)
    if party.is_issuer:
        if party.side_of(cell) is not Side.OWN:
            yield from _level(row, head)
            yield from _order(paper, row, head)
        if squeeze(folded) in _domains(paper):
            yield "its web address"
        rest = cell.folded[len(folded) :]
        if is_address(rest) and (legal_form_end(folded) or has_postal_code(rest)):
            yield "sender's line"
    elif party.side_of(cell) is Side.NEITHER:
        yield "outside any block"
        yield "behind the head"


def _wording(folded: str) -> Iterator[str]:
    if has_legal_form(folded):
        yield "legal form"
    if has_trade_word(folded):
        yield "word of trade"
    for name, test in (
        ("a contact", is_contact),
        ("an address", is_address),
        ("a registration", is_registration),
        ("a title", is_title),
        ("a greeting", is_greeting),
        ("a heading", is_heading),
    ):
        if test(folded):
            yield name
    if not is_wordy(folded) or len(squeeze(folded)) < 3 or is_bare_legal_form(folded):
        yield "few letters"
    if re.search(r"\d", folded):
        yield "digits inside"
    if folded.endswith(":") or re.fullmatch(
        r"\W*(?:name|anschrift|adresse|nummer|nazwa|adres|address|firma)\W*", folded
    ):
        yield "a label"
    if len(folded.split()) > 8:
        yield "a sentence"


def _standing(paper: Paper, row: Row, cell: Strip, party: Party) -> Iterator[str]:
    if any(amount.is_exact for other in row.cells for amount in amounts_in(other)):
        yield "beside an amount"
    if goes_on(paper, row, cell):
        yield "goes on from above"
    if paper.squeezed.count(cell.squeezed) > 1:
        yield "printed again"
    if cell.height > 1.3 * paper.line_height:
        yield "printed large"
    yield from _in_blocks(row, cell, party)
    lower = paper.around(row, 1)
    if lower and is_address(lower.folded):
        yield "over an address"
    elif lower and is_registration(lower.folded):
        yield "over a registration"


@lru_cache(maxsize=1)
def _domains(paper: Paper) -> set[str]:
    """The names in the web and mail addresses of the paper."""
    named = (found[1] for row in paper.rows for found in _DOMAIN.finditer(row.folded))
    return {name for one in named if len(name := squeeze(one)) >= _SHORTEST_DOMAIN}


def _in_blocks(row: Row, cell: Strip, party: Party) -> Iterator[str]:
    side = party.side_of(cell)
    if side is Side.OTHER:
        yield "in the other block"
    if side is not Side.OWN:
        return
    at = row.cells.index(cell)
    if is_named(cell) or (at and is_name_label(row.cells[at - 1])):
        yield "named as name"
    block = next(block for block in party.own if block.holds(cell))
    first = next((own for own in block.cells if _could_be_first(own.folded)), None)
    yield "first in its block" if first and first.box == cell.box else "in its block"


def _could_be_first(folded: str) -> bool:
    return is_wordy(folded) and not is_heading(folded) and not _is_fact(folded)


def _is_fact(folded: str) -> bool:
    return (
        is_registration(folded)
        or is_contact(folded)
        or bool(
            re.match(
                r"^\W*(?:nummer|numer|id|gln|globale|kunden|lief(?:eranten)?[ .-]*n|dane|adres|nazwa\W*$|name\W*$)",
                folded,
            )
        )
    )


def _order(paper: Paper, row: Row, head: list[int]) -> Iterator[str]:
    """What comes after the title is about the customer; what comes right before the tax id is the seller."""
    if row.index > 2 and any(is_title(paper.rows[at].folded) for at in range(2, row.index)) and row.box[1] < 0.7:
        yield "after the title"
    if has_legal_form(row.folded) and any(
        (lower := paper.around(row, step)) and is_registration(lower.folded) for step in (1, 2, 3)
    ):
        yield "over its tax id"
        if row.index not in head:
            yield "an imprint"


def _level(row: Row, head: list[int]) -> Iterator[str]:
    if row.index in head:
        at = head.index(row.index)
        yield ("first line", "second line", "third line")[at] if at < 3 else "in the head"
    elif row.box[1] > 0.8:
        yield "at the foot"
    else:
        yield "behind the head"
