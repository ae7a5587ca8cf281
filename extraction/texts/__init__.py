"""From printed lines to fields and line items: pure rules, no engine and no file.

`find_…` take lines; whoever asks for several things at once puts the rows together once (`rebuild`) and asks `…_of`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extraction.reading import OCR, Field, Line, Spot
from extraction.texts.confidence import as_field, of_line
from extraction.texts.fields import choose
from extraction.texts.items import read_items
from extraction.texts.layout import Paper, rebuild
from extraction.texts.spelling import spelled_address, spelled_name
from extraction.texts.spots import spots_of
from extraction.words import TextLine

__all__ = ["Paper", "fields_of", "find_fields", "find_lines", "find_spots", "items_of", "rebuild", "spots_of"]

_WORDED = {"issuer_name": spelled_name, "issuer_address": spelled_address, "buyer_name": spelled_name}


def find_fields(lines: Sequence[TextLine], *, known: Mapping[str, str]) -> dict[str, Field]:
    """The fields that the lines state. `known` values, from a better source, anchor the search and are not returned."""
    return fields_of(rebuild(lines), known=known)


def find_lines(lines: Sequence[TextLine]) -> tuple[Line, ...]:
    """The line items that the lines state, in printed order."""
    return items_of(rebuild(lines))


def find_spots(lines: Sequence[TextLine]) -> tuple[Spot, ...]:
    """What stands on the lines and what names it: amounts, days, numbers, and lines of the head."""
    return spots_of(rebuild(lines))


def fields_of(paper: Paper, *, known: Mapping[str, str]) -> dict[str, Field]:
    """The fields of a document whose rows are put together already; see find_fields."""
    chosen = {name: found for name, found in choose(paper, known).items() if name not in known}
    if paper.source == OCR:
        chosen |= {
            name: replace(chosen[name], value=put_right(chosen[name].value))
            for name, put_right in _WORDED.items()
            if name in chosen
        }
    return {name: as_field(name, found, paper.source) for name, found in chosen.items()}


def items_of(paper: Paper) -> tuple[Line, ...]:
    """The line items of a document whose rows are put together already; see find_lines."""
    return tuple(replace(line, confidence=of_line(line.confidence)) for line in read_items(paper))
