"""What confirmed documents of an issuer teach, and what the next reading is told by it. Pure: values in, values out."""

from __future__ import annotations

from extraction.memory.facts import Confirmed, Fact, IssuerFacts, Kind
from extraction.memory.issuers import Signs, recognise, signs_of
from extraction.memory.recalling import Recalled, recall, with_recalled
from extraction.memory.teaching import issuer_key, taught_by

__all__ = [
    "Confirmed",
    "Fact",
    "IssuerFacts",
    "Kind",
    "Recalled",
    "Signs",
    "issuer_key",
    "recall",
    "recognise",
    "signs_of",
    "taught_by",
    "with_recalled",
]
