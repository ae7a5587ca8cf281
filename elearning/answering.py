"""A quiz as it is shown, and answers as its form sends them. Nothing here knows what is right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from elearning.content import Choose, Match, Number, Order, Spot, said
from elearning.quizzes import Answers, Drawn
from elearning.quizzes.scoring import as_number

WHOLE = 100

LONGEST = 60
"""Signs of one answer that are kept; more is no answer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose from, or one thing to put in order or to match."""

    key: str
    text: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """One left side to be matched, and what was put to it."""

    number: int
    text: str
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One question as it is asked. `kind` names its form; only what that form needs is set."""

    key: str
    kind: str
    text: str
    points: int
    choices: tuple[Choice, ...] = ()
    lefts: tuple[Left, ...] = ()
    typed: str = ""
    unit: str = ""
    picture: str = ""
    shows: str = ""
    spot: tuple[str, str] | None = None
    is_missing: bool = False


def shown(asked: Sequence[Drawn], answers: Answers, language: str, *, marks_missing: bool = False) -> list[Shown]:
    """The questions with the answers so far."""
    return [_shown(one, answers, language, marks_missing=marks_missing) for one in asked]


def _shown(one: Drawn, answers: Answers, language: str, *, marks_missing: bool) -> Shown:
    question, given = one.question, answers.get(one.question.key, ())
    missing = marks_missing and not is_answered(one, given)
    text = said(question.text, language)

    def made(kind: str, **parts: Any) -> Shown:
        return Shown(question.key, kind, text, question.points, is_missing=missing, **parts)

    match question:
        case Choose():
            texts = {option.key: said(option.text, language) for option in question.options}
            kind = "several" if question.is_multiple else "one"
            return made(kind, choices=tuple(Choice(key, texts[key], key in given) for key in one.keys))
        case Order():
            texts = {item.key: said(item.text, language) for item in question.items}
            keys = given if set(given) == set(one.keys) else one.keys
            return made("order", choices=tuple(Choice(key, texts[key]) for key in keys))
        case Match():
            texts = {pair.right_key: said(pair.right, language) for pair in question.pairs}
            lefts = tuple(
                Left(number, said(pair.left, language), given[number] if number < len(given) else "")
                for number, pair in enumerate(question.pairs)
            )
            return made("match", lefts=lefts, choices=tuple(Choice(key, texts[key]) for key in one.keys))
        case Number():
            return made("number", typed=given[0] if given else "", unit=said(question.unit, language))
        case Spot():
            spot = (_per_cent(given[0]), _per_cent(given[1])) if len(given) > 1 else None
            return made("spot", picture=question.picture, shows=said(question.shows, language), spot=spot)


def _per_cent(fraction: str) -> str:
    number = as_number(fraction)
    return "" if number is None else f"{(number * WHOLE).quantize(Decimal('0.1'))}"


def read(asked: Sequence[Drawn], sent: QueryDict) -> dict[str, tuple[str, ...]]:
    """The answers of a form; what does not belong to the questions, or cannot be an answer, is left out."""
    return {one.question.key: given for one in asked if (given := tuple(_given(one, sent)))}


def _given(one: Drawn, sent: QueryDict) -> Iterator[str]:
    key = one.question.key
    match one.question:
        case Choose(is_multiple=several):
            ticked = [value for value in dict.fromkeys(sent.getlist(key)) if value in one.keys]
            yield from ticked if several else ticked[:1]
        case Order():
            yield from _ordered(key, one.keys, sent)
        case Match(pairs=pairs):
            chosen = [sent.get(f"{key}-{number}", "") for number in range(len(pairs))]
            if any(value in one.keys for value in chosen):
                yield from (value if value in one.keys else "" for value in chosen)
        case Number():
            if (typed := sent.get(key, "").strip()[:LONGEST]) and as_number(typed) is not None:
                yield typed
        case Spot():
            yield from _fractions(sent.get(f"{key}-x", ""), sent.get(f"{key}-y", ""))


def _ordered(question: str, keys: tuple[str, ...], sent: QueryDict) -> list[str]:
    """Things by the number that stands with each; two with one number keep the order in which they were shown."""
    numbers = {key: as_number(sent.get(f"{question}-{key}", "")) for key in keys}
    if all(number is None for number in numbers.values()):
        return []
    last = max(number for number in numbers.values() if number is not None)
    return sorted(keys, key=lambda key: last + 1 if (number := numbers[key]) is None else number)


def _fractions(*per_cent: str) -> list[str]:
    """The form counts in per cent of the picture's width and height."""
    numbers = [as_number(typed[:LONGEST]) for typed in per_cent]
    found = [f"{number / WHOLE:f}" for number in numbers if number is not None]
    return found if len(found) == len(per_cent) else []


def is_answered(one: Drawn, given: tuple[str, ...]) -> bool:
    """Whether something stands there; a match needs every left side."""
    return bool(given) and ("" not in given or not isinstance(one.question, Match))
