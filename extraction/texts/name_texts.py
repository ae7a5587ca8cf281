"""The letters of a name: where it begins and ends in its line, and whether it runs on in the next."""

from __future__ import annotations

import re

from extraction.texts.folding import fold
from extraction.texts.heads import (
    has_legal_form,
    is_address,
    is_contact,
    is_registration,
    is_title,
    is_wordy,
    legal_form_end,
)
from extraction.texts.layout import Paper, Row, Strip

_NAMED = re.compile(
    r"^\W*(?:name|nazwa|firma|firmenname|unternehmen|company(?: name)?|nom|denominazione"
    r"|ragione sociale|razon social|nazev|nazov|naam|nome)\s*:?\s*(.*)"
    r"|^\W*(?:sold by|sprzedawca|nabywca|odbiorca|seller|buyer|verkaufer|kaufer|lieferant|dostawca"
    r"|dodavatel|odberatel|kunde"
    r"|bill to|sold to|fournisseur|client|vendeur|acheteur|emetteur|emisor|emittente|emitente|cedente|fornitore"
    r"|venditore|vendedor|comprador|cliente|destinatario|adquirente|leverancier|klant|predavajuci|kupujuci|wystawca|kupujacy)\s*:\s*(.*)"
)
_TAIL = re.compile(
    r"\s*\((?=\w*\d)\w{5,9} ?- ?\w\)?$"
    r"|\s*[(\[]?\s?(?:co(?:mpany)?\.? ?(?:reg)?\.? ?(?:no)?\.? ?:? ?)?"
    r"\(?\b[a-z]{0,3}\d{4,10} ?- ?[a-z0-9]{1,2}\s?[)\]]?.*$"
    r"|\s*\((?:[a-z]{0,3}\d{5,12}.*|co\.? .*|reg.*|formerly.*)$|\s*\(?(?:gst|roc|reg) ?(?:id|no|reg).*$"
)
_SUFFIX = re.compile(
    r"^\W*(?:enterprises?|trading|electrical|industr\w+|marketing|holdings?|services?|supply|supplies"
    r"|hardware|restaurant)\b"
)
_NO_NAME = re.compile(
    r"\(.*?\)|\bco\b|\bsdn\b|\bbhd\b|\bsp\b|\bz\b|\boo\b|\bgmbh\b|\bltd\b|[^a-z()]|\bspol\b.*|spolka.*"
)
# A branch in brackets under the firm.
_BRANCH = re.compile(r"\((?!.*\d)[a-z &.]{5,}\)")
_OPEN_END = re.compile(r"(?:&|\band|\bi|\bund|-|\bof|\(\w+)\s*$")
_EDGES = "*-=_:~|#, "


def is_named(cell: Strip) -> bool:
    """Whether the cell itself says that it holds a name: "Name: Lieferant GmbH"."""
    named = _NAMED.match(cell.folded)
    return bool(named and (named[1] or named[2]))


def is_name_label(cell: Strip) -> bool:
    """Whether the cell is only the label of a name."""
    return bool(_NAMED.fullmatch(cell.folded)) and not is_named(cell)


def core_of(cell: Strip) -> tuple[int, int]:
    """The part of a cell that is the name: without "Name:", a register number behind it, or the sender's address."""
    named = _NAMED.match(cell.folded)
    start = max(named.start(1), named.start(2)) if named and (named[1] or named[2]) else 0
    end = len(cell.text)
    if tail := _TAIL.search(cell.folded, start):
        end = tail.start() if tail.start() > start + 2 else end
    end = min(end, _sender_end(cell, start, end), _form_end(cell, start, end))
    while start < end and cell.text[start] in _EDGES + ".":
        start += 1
    while end > start and cell.text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _sender_end(cell: Strip, start: int, end: int) -> int:
    """Where the firm ends in a sender's line: "Firm GmbH, Street 1, 12345 Town", parted by commas, dots or bars."""
    for mark in re.finditer(r"\s*[,|·•;]\s+|\s+[-–]\s+", cell.text[start:end]):
        firm = cell.folded[start : start + mark.start()]
        is_form = is_bare_legal_form(re.split(r"[,|·•;]", cell.folded[start + mark.end() : end])[0])
        if not is_form and is_address(cell.folded[start + mark.end() :]) and is_wordy(firm) and not is_address(firm):
            return start + mark.start()
    return end


def _form_end(cell: Strip, start: int, end: int) -> int:
    """Where the legal form ends if nothing but figures follows it: "Firm Ltd 28-05"."""
    form = legal_form_end(cell.folded[start:end])
    if form and re.fullmatch(r"\W+[\d\W]*\d[\d\W]*", cell.folded[start + form : end]):
        return start + form
    return end


def joined(paper: Paper, row: Row, text: str, cell: Strip) -> tuple[str, Strip]:
    """The name with its next lines, where it plainly runs on: an open bracket, an "&", or only the legal form below."""
    last = cell
    for step in (1, 2):
        lower = paper.around(row, step)
        below = next((other for other in lower.cells if is_beneath(other, last)), None) if lower else None
        if below is None or not runs_on(fold(text), below.folded):
            break
        start, end = core_of(below)
        text, last = f"{text} {below.text[start:end]}", below
    return text, last


def is_beneath(other: Strip, cell: Strip) -> bool:
    """Whether `other` stands right under `cell`, alike in height, centred or flush."""
    if other.box[1] - cell.box[3] >= 1.2 * max(cell.height, other.height):
        return False
    centred = abs(sum(other.box[::2]) - sum(cell.box[::2])) / 2 < 0.2
    if not centred and abs(other.box[0] - cell.box[0]) >= 0.02:
        return False
    # The legal form under a name is often printed far smaller.
    least = 0.3 if is_bare_legal_form(other.folded) else 0.6
    return least < other.height / max(cell.height, 1e-6) < 1.6


def runs_on(text: str, below: str) -> bool:
    """Whether a name that begins with `text` goes on with the folded line `below`."""
    if has_legal_form(text) and _BRANCH.fullmatch(below):
        return True
    if is_address(below) or is_contact(below) or is_title(below):
        return False
    if _OPEN_END.search(text) or text.count("(") > text.count(")"):
        return not re.match(r"\W*\d", below)
    if has_legal_form(text):
        return False
    if is_bare_legal_form(below):
        return True
    return bool(_SUFFIX.match(below) and re.search(r"[a-z]{3}", text))


def is_bare_legal_form(folded: str) -> bool:
    """Whether a line is a firm's legal form and nothing else."""
    return has_legal_form(folded) and len(_NO_NAME.sub("", folded)) <= 3


def goes_on(paper: Paper, row: Row, cell: Strip) -> bool:
    """Whether the name began in the line above."""
    upper = paper.around(row, -1)
    above = next((other for other in upper.cells if is_beneath(cell, other)), None) if upper else None
    return bool(above and is_wordy(above.folded) and not _is_off(above.folded) and runs_on(above.folded, cell.folded))


def _is_off(folded: str) -> bool:
    return is_title(folded) or is_contact(folded) or is_address(folded) or is_registration(folded)
