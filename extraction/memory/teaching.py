"""What one confirmed document teaches about its issuer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extraction.memory.facts import GRID, ISSUER, Confirmed, Fact, Kind
from extraction.memory.issuers import codes_of
from extraction.memory.likeness import by_look, is_near, likeness, shape, tax_digits
from extraction.texts.folding import fold, squeeze
from extraction.texts.spots import AMOUNT, DAY, HEAD, NUMBER
from extraction.values import letters

Data = Mapping[str, Any]

SPOT_OF = {"document_number": NUMBER, "issue_date": DAY, "total": AMOUNT}
"""The fields that are looked for at their label and place, and what kind of spot holds them."""

_HEADS = 6
_APART = 0.2
"""Parts of the page's height between the issuer's name and what stands with it."""
_MISREAD = 0.6
"""Less alike than this, a name was not misread: something else was taken for it."""
_SHORT = 3
_LONGEST = 200
"""Letters of a fact; what is longer was not printed by a firm that sells anything."""


def issuer_key(confirmed: Confirmed) -> str:
    """By what an issuer is kept apart from others: its tax id, else the letters of its name."""
    if digits := tax_digits(confirmed.issuer_tax_id):
        return f"tax:{digits}"[:80]
    name = squeeze(confirmed.issuer_name)
    return f"name:{name}"[:80] if name else ""


def taught_by(data: Data, confirmed: Confirmed, *, private: Sequence[str] = ()) -> frozenset[Fact]:
    """The facts that a reading (`data`) and its confirmed values give.

    `private` names who bought: no fact holds a word of these, nor of the buyer that the document names.
    """
    if not issuer_key(confirmed):
        return frozenset()
    shy = _words([*private, *_buyer(data)]) - _words([confirmed.issuer_name])
    found = [
        *_values(confirmed),
        *_codes(data),
        *_heads(data, confirmed),
        *_misprints(data, confirmed),
        *_spots(data, confirmed),
        *_taken_for_it(data, confirmed),
    ]
    return frozenset(fact for fact in found if len(fact.value) <= _LONGEST and not _says(fact.value, shy))


def _says(value: str, words: set[str]) -> bool:
    return any(word in squeeze(value) for word in words)


def _buyer(data: Data) -> Iterator[str]:
    fields = data.get("fields") or {}
    yield from (str(fields[name]["value"]) for name in ("buyer_name", "buyer_tax_id") if name in fields)


def _words(texts: Sequence[str]) -> set[str]:
    """The words that tell somebody apart; shorter ones stand in every text."""
    return {word for text in texts for part in fold(text).split() if len(word := squeeze(part)) > _SHORT}


def _values(confirmed: Confirmed) -> Iterator[Fact]:
    for name in ("issuer_name", "issuer_tax_id", "currency"):
        if value := getattr(confirmed, name).strip():
            yield Fact(name, Kind.VALUE, value)
    if confirmed.document_number:
        yield Fact("document_number", Kind.SHAPE, shape(confirmed.document_number))


def _codes(data: Data) -> Iterator[Fact]:
    yield from (Fact(ISSUER, Kind.CODE, code) for code in codes_of(data))


def _heads(data: Data, confirmed: Confirmed) -> Iterator[Fact]:
    """The lines that stand with the issuer's name or tax id: others in the head may be anybody's."""
    spots = data.get("spots") or ()
    heads = [spot for spot in spots if spot["kind"] == HEAD]
    anchor = _name_among(heads, confirmed) or _tax_id_among(spots, confirmed)
    if anchor is not None:
        near = [str(spot["value"]) for spot in heads if _stand_together(spot, anchor)]
        yield from (Fact(ISSUER, Kind.HEAD, head) for head in dict.fromkeys(near[:_HEADS]))


def _name_among(heads: Sequence[Data], confirmed: Confirmed) -> Data | None:
    name = squeeze(confirmed.issuer_name)
    named = [spot for spot in heads if likeness(str(spot["value"]), name) >= _MISREAD]
    return max(named, key=lambda spot: likeness(str(spot["value"]), name), default=None)


def _tax_id_among(spots: Sequence[Data], confirmed: Confirmed) -> Data | None:
    right = tax_digits(confirmed.issuer_tax_id)
    numbers = (spot for spot in spots if spot["kind"] == NUMBER)
    return next((spot for spot in numbers if right and tax_digits(str(spot["value"])) == right), None)


def _stand_together(one: Data, other: Data) -> bool:
    """In one column, not far apart."""
    (left, top, right, _), (others_left, others_top, others_right, _) = one["box"], other["box"]
    is_near = bool(one["page"] == other["page"] and abs(top - others_top) <= _APART)
    return is_near and bool(min(right, others_right) > max(left, others_left))


def _misprints(data: Data, confirmed: Confirmed) -> Iterator[Fact]:
    fields = data.get("fields") or {}
    name = str((fields.get("issuer_name") or {}).get("value", ""))
    likely = likeness(squeeze(name), squeeze(confirmed.issuer_name))
    if _MISREAD <= likely < 1:
        yield Fact("issuer_name", Kind.MISPRINT, name)
    number = tax_digits(str((fields.get("issuer_tax_id") or {}).get("value", "")))
    right = tax_digits(confirmed.issuer_tax_id)
    if number != right and is_near(number, right):
        yield Fact("issuer_tax_id", Kind.MISPRINT, number)


def _spots(data: Data, confirmed: Confirmed) -> Iterator[Fact]:
    for name, kind in SPOT_OF.items():
        right = getattr(confirmed, name)
        for spot in data.get("spots") or ():
            if right and spot["kind"] == kind and _is_it(kind, str(spot["value"]), right):
                yield from (Fact(name, Kind.LABEL, label) for label in spot["labels"])
                yield Fact(name, Kind.PLACE, place_of(spot))


def _taken_for_it(data: Data, confirmed: Confirmed) -> Iterator[Fact]:
    """The words beside what was read in place of the confirmed value: next time it is not trusted there."""
    for name, kind in SPOT_OF.items():
        right, read = getattr(confirmed, name), (data.get("fields") or {}).get(name)
        spots = [spot for spot in data.get("spots") or () if spot["kind"] == kind]
        # Where the right value stands nowhere, it was this one, misread: the words beside it are right.
        if read is None or not any(right and _is_it(kind, str(spot["value"]), right) for spot in spots):
            continue
        for spot in spots:
            value = str(spot["value"])
            if letters(value) == letters(str(read["value"])) and not _is_it(kind, value, right):
                yield from (Fact(name, Kind.WRONG, label) for label in spot["labels"])


def _is_it(kind: str, printed: str, right: str) -> bool:
    return by_look(printed) == by_look(right) if kind == NUMBER else printed == right


def place_of(spot: Data) -> str:
    """Where the middle of a spot lies, in twentieths of the page from the left and from the top."""
    left, top, right, bottom = spot["box"]
    return f"{int((left + right) / 2 * GRID)},{int((top + bottom) / 2 * GRID)}"
