"""Which of the printed values a field is, by the words that named it, and the place it had, on earlier documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extraction.memory.facts import IssuerFacts, Kind
from extraction.memory.likeness import ALIKE, likeness, shape
from extraction.memory.teaching import SPOT_OF, place_of
from extraction.values import letters

CLEAR = 1.25
"""How many times the support of the next value, and of the one that was read, lies behind a choice."""
_LEAST = 0.5
_CERTAIN = 0.9
"""What was read this surely gives way only where it was wrong more than once: a claim may be confirmed wrongly."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The spot that holds the field. `support` counts documents that speak for it, `confidence` is 0 to 1."""

    spot: Mapping[str, Any]
    support: float
    confidence: float


def choose(name: str, data: Mapping[str, Any], known: IssuerFacts) -> Chosen | None:
    """The spot that memory prefers to what was read; None where that is right as far as memory can tell."""
    spots = [spot for spot in data.get("spots") or () if spot["kind"] == SPOT_OF[name]]
    best: dict[str, Chosen] = {}
    for spot in spots:
        if found := _judged(name, spot, known):
            value = letters(str(spot["value"]))
            best[value] = max(best.get(value, found), found, key=lambda one: one.support)
    if not best:
        return None
    first = max(best, key=lambda value: best[value].support)
    is_clear = all(best[first].support >= CLEAR * one.support for value, one in best.items() if value != first)
    read = (data.get("fields") or {}).get(name)
    if not is_clear or best[first].confidence < _LEAST:
        return None
    if read is None:
        return best[first]
    own = letters(str(read["value"]))
    here = [spot for spot in spots if letters(str(spot["value"])) == own]
    return best[first] if own != first and _gives_way(name, read, best[first], here, known) else None


def _gives_way(
    name: str, read: Mapping[str, Any], chosen: Chosen, here: Sequence[Mapping[str, Any]], known: IssuerFacts
) -> bool:
    """Whether what was read stands where it was wrong before, is the same print read another way, or is less sure."""
    right = max((times for spot in here for times in _met(name, Kind.LABEL, spot, known)), default=0)
    wrong = max((times for spot in here for times in _met(name, Kind.WRONG, spot, known)), default=0)
    is_same_print = any(spot["box"] == chosen.spot["box"] for spot in here)
    if wrong > right and (wrong > 1 or read["confidence"] < _CERTAIN):
        return True
    return not right and (is_same_print or read["confidence"] < chosen.confidence)


def _judged(name: str, spot: Mapping[str, Any], known: IssuerFacts) -> Chosen | None:
    """What speaks for a spot. Words that named the field before must be there; place and shape only add to them."""
    labels = list(_met(name, Kind.LABEL, spot, known))
    if not labels:
        return None
    support = sum(labels) + 0.5 * _at_place(name, spot, known) + _in_shape(name, spot, known)
    return Chosen(spot, support, known.share(max(labels)) * min(1.0, spot["trust"] + 0.05))


def _met(name: str, kind: Kind, spot: Mapping[str, Any], known: IssuerFacts) -> Iterator[int]:
    """For each label of the spot that was learned, on how many documents."""
    for label in spot["labels"]:
        where, _mark, words = label.partition(":")
        times = [
            fact.times
            for fact in known.of(name, kind)
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
