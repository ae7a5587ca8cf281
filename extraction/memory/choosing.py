"""Which of the printed values a field is, by the words that named it, and the place it had, on earlier documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extraction.memory.facts import IssuerFacts, Kind
from extraction.memory.lessons import SPOT_OF, place_of
from extraction.memory.likeness import ALIKE, likeness, shape
from extraction.values import letters

CLEAR = 1.25
"""How many times the support of the next value, and of the one that was read, lies behind a choice."""
_CERTAIN, _SEEN = 0.9, 2
"""What was read this surely gives way only to what was seen on so many documents."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The spot that holds the field. `support` counts documents that speak for it, `confidence` is 0 to 1."""

    spot: Mapping[str, Any]
    support: float
    confidence: float


def choose(name: str, data: Mapping[str, Any], known: IssuerFacts) -> Chosen | None:
    """The spot that memory prefers to what was read; None where that is right as far as memory can tell."""
    best: dict[str, Chosen] = {}
    for spot in data.get("spots") or ():
        if spot["kind"] == SPOT_OF[name] and (found := _judged(name, spot, known)):
            value = letters(str(spot["value"]))
            best[value] = max(best.get(value, found), found, key=lambda one: one.support)
    ordered = sorted(best.items(), key=lambda one: -one[1].support)
    if not ordered:
        return None
    read = (data.get("fields") or {}).get(name)
    first, rest = ordered[0][1], ordered[1:]
    is_clear = not rest or first.support >= CLEAR * rest[0][1].support
    return first if is_clear and _is_better(first, ordered[0][0], read, best, known) else None


def _is_better(
    first: Chosen, value: str, read: Mapping[str, Any] | None, best: Mapping[str, Chosen], known: IssuerFacts
) -> bool:
    if read is None:
        return True
    own = letters(str(read["value"]))
    if own == value or (read["confidence"] >= _CERTAIN and known.documents < _SEEN):
        return False
    return own not in best or first.support >= CLEAR * best[own].support


def _judged(name: str, spot: Mapping[str, Any], known: IssuerFacts) -> Chosen | None:
    """What speaks for a spot. Words that named the field before must be there; place and shape only add to them."""
    labels = list(_met(name, spot, known))
    if not labels:
        return None
    support = sum(labels) + 0.5 * _at_place(name, spot, known) + _in_shape(name, spot, known)
    return Chosen(spot, support, known.share(max(labels)) * min(1.0, spot["trust"] + 0.05))


def _met(name: str, spot: Mapping[str, Any], known: IssuerFacts) -> Iterator[int]:
    for label in spot["labels"]:
        where, _mark, words = label.partition(":")
        times = [
            fact.times
            for fact in known.of(name, Kind.LABEL)
            if fact.value.partition(":")[0] == where and likeness(fact.value.partition(":")[2], words) >= ALIKE
        ]
        if times:
            yield max(times)


def _at_place(name: str, spot: Mapping[str, Any], known: IssuerFacts) -> int:
    """Times that it stood here or one step away: papers lie a little differently in each picture."""
    x, y = map(int, place_of(spot).split(","))
    near = {f"{x + right},{y + down}" for right in (-1, 0, 1) for down in (-1, 0, 1)}
    return max((fact.times for fact in known.of(name, Kind.PLACE) if fact.value in near), default=0)


def _in_shape(name: str, spot: Mapping[str, Any], known: IssuerFacts) -> int:
    shapes = (fact.times for fact in known.of(name, Kind.SHAPE) if fact.value == shape(str(spot["value"])))
    return max(shapes, default=0)
