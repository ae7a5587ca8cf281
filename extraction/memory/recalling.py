"""What memory tells a reading: values to fill in or put right, each marked as recalled. The reading stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extraction.memory.choosing import choose
from extraction.memory.facts import Fact, IssuerFacts, Kind
from extraction.memory.issuers import STATED, SURE
from extraction.memory.likeness import is_misread, is_near, tax_digits
from extraction.memory.teaching import SPOT_OF
from extraction.reading import OCR
from extraction.texts.folding import squeeze
from extraction.values import letters

_MISREAD = 0.75
"""From here on a name on a paper of this very issuer is its own, misread, and not another."""
_MOSTLY = 2 / 3
"""A firm that was confirmed under several names is called by one of them only if most documents say so."""

Data = Mapping[str, Any]
Recalled = dict[str, dict[str, Any]]
"""Fields as in a Reading's JSON, each with `recalled`: "value" or "label", by what it was known."""


def recall(data: Data, known: IssuerFacts) -> Recalled:
    """The fields that the facts of its issuer fill in, put right or make surer; nothing that the document states."""
    fields = data.get("fields") or {}
    return {
        name: found
        for name, found in (*_values(fields, known), *_chosen(data, known))
        if (fields.get(name) or {}).get("source") not in STATED
    }


def with_recalled(data: Data, recalled: Data) -> dict[str, Any]:
    """The reading as it is suggested to people: its own fields, recalled ones in their place."""
    return dict(data) | {"fields": dict(data.get("fields") or {}) | dict(recalled)}


def _values(fields: Data, known: IssuerFacts) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in ("issuer_name", "issuer_tax_id", "currency"):
        read = fields.get(name)
        if read is None:
            if usual := known.value(name):
                yield name, _field(None, usual.value, known.share(usual.times), "value")
        elif same := _confirmed_as(name, str(read["value"]), known):
            if known.share(same.times) > read["confidence"]:
                yield name, _field(read, str(read["value"]), known.share(same.times), "value")
        elif right := _meant(name, str(read["value"]), read["confidence"], known):
            yield name, _field(read, right.value, known.share(right.times), "value")


def _confirmed_as(name: str, read: str, known: IssuerFacts) -> Fact | None:
    return next((fact for fact in known.of(name, Kind.VALUE) if _same(name, read, fact.value)), None)


def _meant(name: str, read: str, confidence: float, known: IssuerFacts) -> Fact | None:
    """What memory knows better. A clear reading that is nothing like it stands: firms do change."""
    if (usual := known.value(name)) is None:
        return None
    if any(letters(read) == letters(fact.value) for fact in known.of(name, Kind.MISPRINT)):
        return usual
    if name == "issuer_tax_id" and is_near(tax_digits(read), tax_digits(usual.value)):
        return usual
    if name == "issuer_name" and is_misread(squeeze(read), squeeze(usual.value), least=_MISREAD):
        return usual
    is_undisputed = usual.times >= _MOSTLY * known.documents
    return usual if confidence < SURE and is_undisputed else None


def _same(name: str, one: str, other: str) -> bool:
    return tax_digits(one) == tax_digits(other) if name == "issuer_tax_id" else letters(one) == letters(other)


def _chosen(data: Data, known: IssuerFacts) -> Iterator[tuple[str, dict[str, Any]]]:
    fields = data.get("fields") or {}
    for name in SPOT_OF:
        if chosen := choose(name, data, known):
            found = {"page": chosen.spot["page"], "box": chosen.spot["box"]}
            yield name, _field(fields.get(name), str(chosen.spot["value"]), chosen.confidence, "label") | found


def _field(read: Data | None, value: str, confidence: float, by: str) -> dict[str, Any]:
    place = read or {"source": OCR, "page": None, "box": None}
    return {
        "value": value,
        "confidence": round(confidence, 3),
        "source": place["source"],
        "page": place["page"],
        "box": place["box"],
        "recalled": by,
    }
