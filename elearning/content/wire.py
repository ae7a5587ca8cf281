"""Content as JSON and back. Files come from strangers: what is none of these values is named with its place."""

import hashlib
import json
from decimal import Decimal, InvalidOperation
from typing import Any

from cattrs import BaseValidationError, Converter, transform_error
from cattrs.strategies import configure_tagged_union

from elearning.content.questions import Choose, Match, Number, Order, Question, Spot
from elearning.content.values import Content

KINDS: dict[type, str] = {Choose: "choose", Order: "order", Match: "match", Number: "number", Spot: "spot"}
"""The name of each kind of question, as stored."""

MOST_FAULTS = 5

FURTHEST = 15
"""Powers of ten that a number may be away from 1; more would only fill the memory."""


class BadContent(ValueError):
    """The JSON is no content; says where and why, for whoever wrote the file."""


def to_json(content: Content) -> dict[str, Any]:
    """Content as dicts, lists, texts and numbers; what is left at its default is left out."""
    told: dict[str, Any] = _CONVERTER.unstructure(content)
    return told


def from_json(told: Any) -> Content:
    """The content. Raises BadContent."""
    try:
        return _CONVERTER.structure(told, Content)
    except BaseValidationError as faults:
        raise BadContent("; ".join(transform_error(faults)[:MOST_FAULTS])) from faults
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise BadContent(str(fault)) from fault


def mark(part: object) -> str:
    """Tells whether a part of a course still reads as it did; nothing else."""
    told = json.dumps(_CONVERTER.unstructure(part), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _number(told: Any, _type: Any) -> Decimal:
    try:
        number = Decimal(str(told))
    except InvalidOperation as fault:
        raise ValueError(f"{told!r:.40} is no number") from fault
    if (
        not number.is_finite()
        or not -FURTHEST <= number.adjusted() <= FURTHEST
        or len(number.as_tuple().digits) > 2 * FURTHEST
    ):
        raise ValueError(f"{told!r:.40} is no number")
    return number


def _text(told: Any, _type: Any) -> str:
    if not isinstance(told, str):
        raise ValueError(f"{told!r:.40} is no text")
    return told


def _whole(told: Any, _type: Any) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or told < 0:
        raise ValueError(f"{told!r:.40} is no whole number from 0 on")
    return told


def _truth(told: Any, _type: Any) -> bool:
    if not isinstance(told, bool):
        raise ValueError(f"{told!r:.40} is neither true nor false")
    return told


def _converter() -> Converter:
    converter = Converter(omit_if_default=True, forbid_extra_keys=True)
    converter.register_unstructure_hook(Decimal, str)
    for kind, hook in ((Decimal, _number), (str, _text), (int, _whole), (bool, _truth)):
        converter.register_structure_hook(kind, hook)
    configure_tagged_union(Question, converter, tag_generator=KINDS.__getitem__, tag_name="kind")
    return converter


_CONVERTER = _converter()
