"""The result of reading an e-invoice, in the shape that the pipeline merges into a Reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extraction.reading import Field, Line, Warning


@dataclass(frozen=True, slots=True)
class Structured:
    """What an e-invoice says. `fields` have the source "e-invoice", confidence 1 and no place on a page.

    `format` is one of ksef_fa2, ksef_fa3, ksef_fa_rr, ubl_invoice, ubl_creditnote, cii, zugferd1, fatturapa, cfdi, nfe,
    pl_eparagon_json. `corrects` are the numbers of the documents that it corrects or credits.
    """

    format: str
    fields: Mapping[str, Field]
    lines: tuple[Line, ...]
    warnings: tuple[Warning, ...]
    corrects: tuple[str, ...] = ()
