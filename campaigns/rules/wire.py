"""Rules and facts as plain JSON, to be kept with a rule's version and with an award, and back again.

What is left at its default is left out, so that a later version of this code can add conditions without touching what
was stored before.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from campaigns.rules.facts import Basis, ClaimFacts, LineFacts, Measure, Tally, TallyKey
from campaigns.rules.terms import (
    Cap,
    Effect,
    Multiplier,
    PerAmount,
    PerClaim,
    PerDecision,
    PerEnrolment,
    PerMeasure,
    PerSet,
    Policy,
    Scope,
    Steps,
)

KINDS: dict[type, str] = {
    PerMeasure: "per-measure",
    PerAmount: "per-amount",
    PerClaim: "per-claim",
    PerSet: "per-set",
    Steps: "steps",
    Multiplier: "multiplier",
    Cap: "cap",
    PerDecision: "per-decision",
    PerEnrolment: "per-enrolment",
}
"""The name of each kind of rule, as stored."""


def to_json(value: Scope | Policy | ClaimFacts) -> dict[str, Any]:
    """A value of this package as dicts, lists, texts and numbers."""
    told: dict[str, Any] = _CONVERTER.unstructure(value)
    return told


def effect_to_json(effect: Effect) -> dict[str, Any]:
    """An effect with its kind."""
    told: dict[str, Any] = _CONVERTER.unstructure(effect, unstructure_as=Effect)
    return told


def effect_from_json(told: dict[str, Any]) -> Effect:
    """The effect; raises if the text is none of this package."""
    return _CONVERTER.structure(told, Effect)  # type: ignore[arg-type]


def scope_from_json(told: dict[str, Any]) -> Scope:
    """The scope; raises if the text is none of this package."""
    return _CONVERTER.structure(told, Scope)


def policy_from_json(told: dict[str, Any]) -> Policy:
    """How rules combined when the award was made."""
    return _CONVERTER.structure(told, Policy)


def facts_from_json(told: dict[str, Any]) -> ClaimFacts:
    """What was known of the claim when the award was made."""
    return _CONVERTER.structure(told, ClaimFacts)


def _converter() -> Converter:
    # What is stored was written here, so a plain error will do; gathering details costs a third of the time.
    converter = Converter(
        omit_if_default=True, unstruct_collection_overrides={frozenset: sorted}, detailed_validation=False
    )
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda told, _type: Decimal(told))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda told, _type: date.fromisoformat(told))
    converter.register_structure_hook(LineFacts, lambda told, _type: _line(told))
    converter.register_structure_hook(Measure | Basis, lambda told, _type: _what_counts(told))
    _list_tallies(converter)
    configure_tagged_union(Effect, converter, tag_generator=KINDS.__getitem__, tag_name="kind")
    return converter


def _line(told: Mapping[str, Any]) -> LineFacts:
    """By hand: a try-out reads millions of lines, and asking the type of every field takes twice the time."""
    net, gross = told.get("net"), told.get("gross")
    return LineFacts(
        product_id=told["product_id"],
        measures={name: Decimal(count) for name, count in told["measures"].items()},
        net=None if net is None else Decimal(net),
        gross=None if gross is None else Decimal(gross),
        category=told.get("category", ""),
        brand=told.get("brand", ""),
    )


def _what_counts(told: str) -> Measure | Basis:
    return Basis(told) if told in list(Basis) else Measure(told)


def _list_tallies(converter: Converter) -> None:
    """The keys of tallies are values themselves, which JSON has not: a list of pairs stands for the mapping."""

    def as_pairs(tallies: Mapping[TallyKey, Tally]) -> list[Any]:
        return [[converter.unstructure(key), converter.unstructure(tally)] for key, tally in tallies.items()]

    def as_mapping(told: list[Any], _type: Any) -> dict[TallyKey, Tally]:
        return {converter.structure(key, TallyKey): converter.structure(tally, Tally) for key, tally in told}

    converter.register_unstructure_hook_func(_is_tallies, as_pairs)
    converter.register_structure_hook_func(_is_tallies, as_mapping)


def _is_tallies(kind: Any) -> bool:
    return bool(kind == Mapping[TallyKey, Tally])


_CONVERTER = _converter()
