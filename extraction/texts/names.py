"""The names of issuer and buyer."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.texts.candidates import Candidate, candidate
from extraction.texts.folding import fold, squeeze
from extraction.texts.heads import has_legal_form, is_wordy
from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.name_evidence import WEIGHTS, name_evidence
from extraction.texts.name_texts import core_of, joined
from extraction.texts.parties import Party, Side
from extraction.texts.repairs import repaired_name

_HEAD_ROWS = 9


def name_candidates(paper: Paper, party: Party) -> list[Candidate]:
    """Every wordy cell as a candidate for the name of a party."""
    found: list[Candidate] = []
    head = _head_rows(paper)
    for row, cell in paper.cells():
        side = party.side_of(cell)
        if row.page > 1 and side is Side.NEITHER:
            continue
        found += _from_cell(paper, row, cell, party, head)
    return found


def _head_rows(paper: Paper) -> list[int]:
    """The rows of the head that could hold a name, top to bottom."""
    return [row.index for row in paper.rows[: _HEAD_ROWS * 2] if _could_name(row.cells[0])][:_HEAD_ROWS]


def _could_name(cell: Strip) -> bool:
    start, end = core_of(cell)
    return is_wordy(cell.folded[start:end]) and len(squeeze(cell.text[start:end])) > 3


def _from_cell(paper: Paper, row: Row, cell: Strip, party: Party, head: list[int]) -> Iterator[Candidate]:
    start, end = core_of(cell)
    text = cell.text[start:end]
    if len(squeeze(text)) < 2:
        return
    whole, last = joined(paper, row, text, cell)
    names = list(name_evidence(paper, row, cell, cell.folded[start:end], party, head))
    if last is not cell and has_legal_form(fold(whole)) and "legal form" not in names:
        names.append("legal form")
    yield candidate(repaired_name(whole), cell, start, end, names, WEIGHTS)
