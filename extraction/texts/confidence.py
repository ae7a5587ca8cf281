"""How sure a choice is: the score of its evidence, set against how often that score was right on labelled documents."""

from __future__ import annotations

from math import exp

from extraction.reading import Field
from extraction.texts.candidates import Candidate

# Per field the score at which a choice is right every second time, and how fast it gets better from there.
# Fitted to labelled receipts and invoices, a little below what was found there, for paper not seen before is harder.
CURVES = {
    "total": (0.3, 0.85),
    "issue_date": (-2.2, 0.6),
    "currency": (-1.2, 0.9),
    "issuer_name": (-1.8, 0.57),
    "issuer_address": (0.5, 1.5),
    "document_number": (1.2, 1.07),
    "issuer_tax_id": (-0.5, 1.15),
}
_DEFAULT = (0.5, 1.0)
_MOST = 0.99


def as_field(name: str, found: Candidate, source: str) -> Field:
    """The chosen candidate as a field of a Reading."""
    return Field(found.value, confidence(name, found.score), source, found.page, found.box)


def confidence(name: str, score: float) -> float:
    """The share of right answers to expect at this score, 0 to 0.99."""
    middle, slope = CURVES.get(name, _DEFAULT)
    return round(min(1 / (1 + exp(-slope * (score - middle))), _MOST), 3)
