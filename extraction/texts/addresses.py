"""The issuer's address: the lines under its name up to telephone, register numbers or the document's title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.texts.amounts import amounts_in
from extraction.texts.candidates import Candidate
from extraction.texts.folding import fold, squeeze
from extraction.texts.heads import is_address, is_contact, is_greeting, is_registration, is_title
from extraction.texts.layout import Paper, Row, Strip, union
from extraction.texts.parties import Party, Side, has_postal_code, is_heading
from extraction.texts.repairs import repaired_address

WEIGHTS = {
    "under the name": 0.5,
    "street": 1.0,
    "postal code": 1.2,
    "one line": -0.6,
    "no sign of an address": -2.5,
    "sender's line": 1.0,
}
_REGISTERED = re.compile(r"[,;·•|]?\s*(?:krs|nip|regon|hrb|ust|kapita|rejestr|sad rejon|tel|fax|www|bdo|amtsgericht)\b")
_REACH = 9
_TAIL = re.compile(
    r"\s*(?:\b(?:te ?l|fax|phone|h/?p|www|e-?mail|gst|hotline|telefon)\b\s?(?:no)?\s?[.:]?\s*[(+\d:].*"
    r"|\((?:\d{4,}|gst).*)$"
)


def find_address(paper: Paper, name: Candidate | None, party: Party) -> Candidate | None:
    """The address behind or under a place where the name is printed; None if nothing there reads like one."""
    if name is None:
        return None
    rows = [row for row in paper.rows if row is _row_of(paper, name) or squeeze(name.value) in row.squeezed]
    found = [one for row in rows for one in (_behind(row, name), _under(paper, row, name, party)) if one]
    if not found and not paper.is_wide:
        # The firm stands at the foot, its shop at the head.
        found = [one for row in paper.rows[:3] if (one := _under(paper, row, name, party))]
    return max(found, key=lambda one: one.score, default=None)


def _row_of(paper: Paper, name: Candidate) -> Row | None:
    middle = (name.box[1] + name.box[3]) / 2
    rows = [row for row in paper.rows if row.page == name.page and row.box[1] <= middle <= row.box[3]]
    return min(rows, key=lambda row: abs(row.middle - middle), default=None)


def _behind(row: Row, name: Candidate) -> Candidate | None:
    """The rest of a sender's line: "Firm GmbH · Street 1 · 12345 Town"."""
    for cell in row.cells:
        at = cell.folded.find(fold(name.value))
        rest = cell.text[at + len(name.value) :] if at >= 0 else ""
        if has_postal_code(fold(rest)) and not is_contact(fold(rest)):
            rest = rest[: found.start()] if (found := _REGISTERED.search(fold(rest))) else rest
            text = re.sub(r"\s*[·•|]\s*", ", ", rest.strip(" ,|·•-–"))
            names = ("sender's line", "street", "postal code")
            box = cell.spot(at + len(name.value), len(cell.text))
            return Candidate(repaired_address(text), sum(WEIGHTS[one] for one in names), names, cell.page, box)
    return None


def _under(paper: Paper, row: Row, name: Candidate, party: Party) -> Candidate | None:
    parts = [cell for cell in _parts(paper, row, name) if party.side_of(cell) is not Side.OTHER]
    text = " ".join(cell.text[_start(cell, name) : _end(cell)].strip(" ,|") for cell in parts)
    return _candidate(text, parts) if parts else None


def _parts(paper: Paper, start: Row, name: Candidate) -> Iterator[Strip]:
    """The address cells below the name; lines between that are no address are skipped only before the first one."""
    found = is_whole = False
    for step in range(1, _REACH):
        row = paper.around(start, step)
        cells = [cell for cell in row.cells if _belongs(cell, name, paper)] if row else []
        if row is None or (found and not cells):
            return
        for cell in cells:
            kind = "address" if not found and _is_street_over_town(paper, row, cell) else _kind(cell, found=found)
            if kind == "end" or (
                is_whole and not re.match(r"\d{3,4} ?-|.*(?:\btmn\b|taman|jalan|malaysia|selangor|johor)", cell.folded)
            ):
                return
            if kind == "address":
                found = True
                is_whole = is_whole or _ends(cell)
                yield cell


def _is_street_over_town(paper: Paper, row: Row, cell: Strip) -> bool:
    """A street without any of its usual words, known by its house number and the postal code below."""
    lower = paper.around(row, 1)
    is_street = re.fullmatch(r"[^\d:]{4,} \d{1,4} ?[a-z]?(?: ?[-/] ?\d{1,4} ?[a-z]?)?", cell.folded)
    return bool(is_street and lower and has_postal_code(lower.folded))


def _kind(cell: Strip, *, found: bool) -> str:
    folded = cell.folded
    looks = is_address(folded)
    if not found and re.fullmatch(r"\(.*\)", folded):
        return "skip"
    if is_heading(folded) or is_title(folded) or is_greeting(folded):
        return "end" if found or (is_title(folded) and not looks) else "skip"
    if found and (re.fullmatch(r"[\d /+()-]{6,}", folded) or any(one.is_exact for one in amounts_in(cell))):
        return "end"
    if _end(cell) < 4 or ((is_contact(folded) or is_registration(folded)) and not looks):
        return "end" if found else "skip"
    if looks:
        return "address"
    return "address" if found and re.search(r"[a-z]{3}", folded) else "skip"


def _ends(cell: Strip) -> bool:
    """Whether an address is whole with this line: a town behind a postal code, and no comma at the end."""
    return (
        has_postal_code(cell.folded) or bool(re.match(r"\d{5}\b", cell.folded))
    ) and not cell.folded.rstrip().endswith((",", "&"))


def _belongs(cell: Strip, name: Candidate, paper: Paper) -> bool:
    """On a sheet only the name's own column counts; a till roll is one column."""
    if not paper.is_wide:
        return True
    return cell.box[0] < name.box[2] and cell.box[2] > name.box[0]


def _start(cell: Strip, name: Candidate) -> int:
    """Where the address begins in a line that repeats the firm before it: "Firm, Street 1, 12345 Town"."""
    comma = re.match(r"[^,|·•]{3,40}[,|·•] ?", cell.folded)
    if comma and has_postal_code(cell.folded[comma.end() :]) and not is_address(comma[0]):
        return comma.end() if squeeze(name.value) in squeeze(comma[0]) else 0
    return 0


def _end(cell: Strip) -> int:
    tail = _TAIL.search(cell.folded)
    return tail.start() if tail else len(cell.text)


def _candidate(text: str, parts: list[Strip]) -> Candidate:
    folded = " ".join(cell.folded for cell in parts)
    names = ["under the name"]
    names += ["street"] if is_address(folded) else ["no sign of an address"]
    names += ["postal code"] if has_postal_code(folded) or re.search(r"\b\d{5}\b", folded) else []
    names += ["one line"] if len(parts) == 1 else []
    box = union(cell.box for cell in parts)
    return Candidate(repaired_address(text), sum(WEIGHTS[name] for name in names), tuple(names), parts[0].page, box)
