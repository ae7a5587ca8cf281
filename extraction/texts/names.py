"""The names of issuer and buyer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.texts.amounts import amounts_in
from extraction.texts.candidates import Candidate, candidate
from extraction.texts.folding import fold, squeeze
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
from extraction.texts.parties import Party, Side, is_heading
from extraction.texts.repairs import repaired_name

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
    "goes on from above": -2.0,
    "printed again": 0.6,
    "outside any block": 0.0,
    "behind the head": -2.0,
}
_NAMED = re.compile(r"^\W*(?:name|nazwa|firma|company|nom)\s*:?\s*(.*)")
_TAIL = re.compile(
    r"\s*\((?=\w*\d)\w{5,9} ?- ?\w\)?$|\s*[(\[]?\s?(?:co(?:mpany)?\.? ?(?:reg)?\.? ?(?:no)?\.? ?:? ?)?\(?\b[a-z]{0,3}\d{4,10} ?- ?[a-z0-9]{1,2}\s?[)\]]?.*$|\s*\((?:[a-z]{0,3}\d{5,12}.*|co\.? .*|reg.*|formerly.*)$|\s*\(?(?:gst|roc|reg) ?(?:id|no|reg).*$"
)
_HEAD_ROWS = 9


def name_candidates(paper: Paper, party: Party) -> list[Candidate]:
    """Every wordy cell as a candidate for the name of a party."""
    found: list[Candidate] = []
    head = _head_rows(paper)
    for row, cell in paper.cells():
        side = party.side_of(row, cell)
        if row.page > 1 and side is Side.NEITHER:
            continue
        found += _from_cell(paper, row, cell, party, head)
    return found


def _head_rows(paper: Paper) -> list[int]:
    """The rows of the head that could hold a name, top to bottom."""
    return [row.index for row in paper.rows[: _HEAD_ROWS * 2] if _could_name(row.cells[0])][:_HEAD_ROWS]


def _could_name(cell: Strip) -> bool:
    start, end = _core(cell)
    return is_wordy(cell.folded[start:end]) and len(squeeze(cell.text[start:end])) > 3


def _from_cell(paper: Paper, row: Row, cell: Strip, party: Party, head: list[int]) -> Iterator[Candidate]:
    start, end = _core(cell)
    text = cell.text[start:end]
    if len(squeeze(text)) < 2:
        return
    joined, last = _joined(paper, row, text, cell)
    names = list(_evidence(paper, row, cell, cell.folded[start:end], party, head))
    if last is not cell and has_legal_form(fold(joined)) and "legal form" not in names:
        names.append("legal form")
    yield candidate(repaired_name(joined), cell, start, end, names, WEIGHTS)


def _core(cell: Strip) -> tuple[int, int]:
    """The part of a cell that is the name: without "Name:", a register number behind it, or the sender's address."""
    named = _NAMED.match(cell.folded)
    start = named.start(1) if named and named[1] else 0
    end = len(cell.text)
    if tail := _TAIL.search(cell.folded, start):
        end = tail.start() if tail.start() > start + 2 else end
    # A sender's line: "Firm GmbH, Street 1, 12345 Town" or parted by dots and bars.
    for mark in re.finditer(r"\s*[,|·•;]\s+|\s+[-–]\s+", cell.text[start:end]):
        if is_address(cell.folded[start + mark.end() :]) and (legal := cell.text[start : start + mark.start()]):
            if is_wordy(fold(legal)) and not is_address(fold(legal)):
                return start, start + mark.start()
    while start < end and cell.text[start] in "*-=_.:~|#, ":
        start += 1
    while end > start and cell.text[end - 1] in "*-=_:~|#, ":
        end -= 1
    return start, end


def _joined(paper: Paper, row: Row, text: str, cell: Strip) -> tuple[str, Strip]:
    """The name with its next lines, where it plainly runs on: an open bracket, an "&", or only the legal form below."""
    last = cell
    for step in (1, 2):
        lower = paper.around(row, step)
        below = next((other for other in lower.cells if _is_beneath(other, last)), None) if lower else None
        if below is None or not _runs_on(fold(text), below.folded):
            break
        start, end = _core(below)
        text, last = f"{text} {below.text[start:end]}", below
    return text, last


_SUFFIX = re.compile(r"^\W*(?:enterprises?|trading|electrical|industr\w+|marketing|holdings?|services?|supply|supplies|hardware|restaurant)\b")


def _is_beneath(other: Strip, cell: Strip) -> bool:
    height = max(cell.height, other.height)
    is_near = other.box[1] - cell.box[3] < 1.2 * height and 0.6 < other.height / max(cell.height, 1e-6) < 1.6
    centred = abs(sum(other.box[::2]) - sum(cell.box[::2])) / 2 < 0.2
    return is_near and (centred or abs(other.box[0] - cell.box[0]) < 0.02)


def _runs_on(text: str, below: str) -> bool:
    if is_address(below) or is_contact(below) or is_title(below):
        return False
    if re.search(r"(?:&|\band|\bi|\bund|-|\bof|\(\w+)\s*$", text) or text.count("(") > text.count(")"):
        return not re.match(r"\W*\d", below)
    if has_legal_form(text):
        return bool(re.fullmatch(r"\((?!.*\d)[a-z &.]{5,}\)", below))
    own = re.sub(r"\(.*?\)|\bco\b|\bsdn\b|\bbhd\b|\bsp\b|\bz\b|\boo\b|\bgmbh\b|\bltd\b|[^a-z()]|spolka.*", " ", below)
    if has_legal_form(below) and len(own.replace(" ", "")) <= 3:
        return True
    return bool(_SUFFIX.match(below) and re.search(r"[a-z]{3}", text))


def _evidence(paper: Paper, row: Row, cell: Strip, folded: str, party: Party, head: list[int]) -> Iterator[str]:
    yield "a line"
    yield from _wording(folded)
    yield from _standing(paper, row, cell, party)
    if party.is_issuer:
        yield from _level(row, head)
        yield from _order(paper, row, head)
        if legal_form_end(folded) and is_address(cell.folded[len(folded) :]):
            yield "sender's line"
    elif party.side_of(row, cell) is Side.NEITHER:
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
    if not is_wordy(folded) or len(squeeze(folded)) < 3:
        yield "few letters"
    if re.search(r"\d", folded):
        yield "digits inside"
    if folded.endswith(":") or re.fullmatch(r"\W*(?:name|anschrift|adresse|nummer|nazwa|adres|address|firma)\W*", folded):
        yield "a label"
    if len(folded.split()) > 8:
        yield "a sentence"


def _standing(paper: Paper, row: Row, cell: Strip, party: Party) -> Iterator[str]:
    side = party.side_of(row, cell)
    at = row.cells.index(cell)
    if side is Side.OWN and (_is_named(cell) or (at and _NAMED.fullmatch(row.cells[at - 1].folded))):
        yield "named as name"
    if any(amount.is_exact for other in row.cells for amount in amounts_in(other)):
        yield "beside an amount"
    if _goes_on(paper, row, cell):
        yield "goes on from above"
    if paper.squeezed.count(cell.squeezed) > 1:
        yield "printed again"
    if side is Side.OTHER:
        yield "in the other block"
    for block in party.own:
        if block.holds(cell):
            wordy = [own for own in block.cells if is_wordy(own.folded) and not is_heading(own.folded) and not _is_fact(own.folded)]
            yield "first in its block" if wordy and wordy[0].box == cell.box else "in its block"
            break
    if cell.height > 1.3 * paper.line_height:
        yield "printed large"
    lower = paper.around(row, 1)
    if lower and is_address(lower.folded):
        yield "over an address"
    elif lower and is_registration(lower.folded):
        yield "over a registration"


def _is_named(cell: Strip) -> bool:
    named = _NAMED.match(cell.folded)
    return bool(named and named[1])


def _goes_on(paper: Paper, row: Row, cell: Strip) -> bool:
    """Whether the name began in the line above."""
    upper = paper.around(row, -1)
    above = next((other for other in upper.cells if _is_beneath(cell, other)), None) if upper else None
    return bool(above and is_wordy(above.folded) and not _is_off(above.folded) and _runs_on(above.folded, cell.folded))


def _is_off(folded: str) -> bool:
    return is_title(folded) or is_contact(folded) or is_address(folded) or is_registration(folded)


def _is_fact(folded: str) -> bool:
    return is_registration(folded) or is_contact(folded) or bool(re.match(r"^\W*(?:nummer|numer|id|gln|globale|kunden|lief)", folded))


def _order(paper: Paper, row: Row, head: list[int]) -> Iterator[str]:
    """What comes after the title is about the customer and the goods; what comes right before the tax id is the seller."""
    if row.index > 2 and any(is_title(paper.rows[at].folded) for at in range(2, row.index)) and row.box[1] < 0.7:
        yield "after the title"
    if has_legal_form(row.folded) and any((lower := paper.around(row, step)) and is_registration(lower.folded) for step in (1, 2, 3)):
        yield "over its tax id"


def _level(row: Row, head: list[int]) -> Iterator[str]:
    if row.index in head:
        at = head.index(row.index)
        yield ("first line", "second line", "third line")[at] if at < 3 else "in the head"
    elif row.box[1] > 0.8:
        yield "at the foot"
    else:
        yield "behind the head"
