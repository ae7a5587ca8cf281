"""Whose document it is, by what was learned: a tax id, even misread, a till or account in a code, lines of the head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extraction import fiscal
from extraction.memory.facts import ISSUER, IssuerFacts, Kind
from extraction.memory.likeness import ALIKE, is_misread, is_near, likeness, tax_digits
from extraction.reading import E_INVOICE, FISCAL_CODE
from extraction.texts.folding import squeeze
from extraction.texts.spots import HEAD

SURE = 0.8
"""A tax id read with this confidence is not that of somebody else."""
STATED = (E_INVOICE, FISCAL_CODE)
"""What a document states in these ways is never overruled."""

_TILL = "pl_paragon:"
_LONG = 8
"""Letters that a name has at least to stand for its firm alone."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a reading says about its issuer. `is_sure` is about the tax id."""

    tax_id: str = ""
    is_sure: bool = False
    codes: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


def signs_of(data: Mapping[str, Any]) -> Signs:
    """The signs of a reading."""
    fields = data.get("fields") or {}
    number = fields.get("issuer_tax_id") or {}
    heads = [str(spot["value"]) for spot in data.get("spots") or () if spot["kind"] == HEAD]
    if name := fields.get("issuer_name"):
        heads.append(squeeze(str(name["value"])))
    return Signs(
        tax_id=tax_digits(str(number.get("value", ""))),
        is_sure=number.get("source") in STATED or number.get("confidence", 0) >= SURE,
        codes=codes_of(data),
        heads=tuple(dict.fromkeys(heads)),
    )


def codes_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Tills, keys and accounts that the codes on the document name, each with its scheme in front."""
    return tuple(dict.fromkeys(code[:200] for code in _codes(data)))


def _codes(data: Mapping[str, Any]) -> Iterator[str]:
    for symbol in data.get("symbols") or ():
        code = fiscal.read(str(symbol["text"]))
        if code and "issuer_ref" in code.checks:
            yield f"{code.scheme}:{code.checks['issuer_ref']}"
    # The unique number of a Polish till stands in print, in front of the number of the receipt.
    identity = str(((data.get("fields") or {}).get("document_id") or {}).get("value", ""))
    if identity.startswith(_TILL) and "/" in identity:
        yield identity.partition("/")[0]


def recognise(signs: Signs, known: Sequence[IssuerFacts]) -> IssuerFacts | None:
    """The issuer among the `known` ones, or None where nothing or too much speaks for one."""
    if by_number := next((one for one in known if signs.tax_id and one.key == f"tax:{signs.tax_id}"), None):
        return by_number
    if signs.is_sure:
        # Whoever is known by another number is somebody else.
        known = [one for one in known if one.value("issuer_tax_id") is None]
    return _only(_by_code(signs, known)) or _only(_by_misread_number(signs, known)) or _by_head(signs, known)


def _only(found: Sequence[IssuerFacts]) -> IssuerFacts | None:
    """An account may be that of a bank which collects for several sellers."""
    return found[0] if len(found) == 1 else None


def _by_code(signs: Signs, known: Sequence[IssuerFacts]) -> list[IssuerFacts]:
    return [one for one in known if any(fact.value in signs.codes for fact in one.of(ISSUER, Kind.CODE))]


def _by_misread_number(signs: Signs, known: Sequence[IssuerFacts]) -> list[IssuerFacts]:
    """Those whose number is the doubtful one but for a digit, or for two where a line of the head is theirs too."""
    numbers = {one.key: tax_digits(fact.value) for one in known if (fact := one.value("issuer_tax_id"))}
    near = [one for one in known if one.key in numbers and is_near(signs.tax_id, numbers[one.key])]
    return [one for one in near if is_near(signs.tax_id, numbers[one.key], most=1) or _matches(signs.heads, one)]


def _by_head(signs: Signs, known: Sequence[IssuerFacts]) -> IssuerFacts | None:
    """The one issuer whose lines stand here. What several issuers have says nothing; a tax id may not contradict."""
    found = {one.key: _matches(signs.heads, one) for one in known if _may_be(signs, one)}
    own = {key: [match for match in matches if _is_only(match, key, found)] for key, matches in found.items()}
    scores = {key: sum(match.likeness for match in matches) for key, matches in own.items() if _is_enough(matches)}
    best = sorted(scores, key=lambda key: -scores[key])
    is_clear = len(best) == 1 or (len(best) > 1 and scores[best[0]] > scores[best[1]])
    return next(one for one in known if one.key == best[0]) if is_clear else None


@dataclass(frozen=True, slots=True)
class _Match:
    """A line of the head that is like a learned one."""

    head: str
    likeness: float
    is_name: bool


def _matches(heads: Sequence[str], one: IssuerFacts) -> list[_Match]:
    learned = {fact.value: False for fact in one.of(ISSUER, Kind.HEAD)}
    for kind in (Kind.VALUE, Kind.MISPRINT):
        learned |= {squeeze(fact.value): True for fact in one.of("issuer_name", kind)}
    met = (
        [
            _Match(head, likeness(head, line), named)
            for line, named in learned.items()
            if is_misread(head, line, least=ALIKE)
        ]
        for head in heads
    )
    return [max(matches, key=_how_like) for matches in met if matches]


def _how_like(match: _Match) -> tuple[float, bool]:
    return match.likeness, match.is_name


def _is_only(match: _Match, key: str, found: Mapping[str, Sequence[_Match]]) -> bool:
    return not any(
        match.head == other.head and other.likeness >= match.likeness
        for others_key, others in found.items()
        for other in others
        if others_key != key
    )


def _is_enough(matches: Sequence[_Match]) -> bool:
    """The name letter for letter, or two lines of which one is the name or has figures, as addresses have."""
    if any(match.is_name and match.likeness == 1 and len(match.head) >= _LONG for match in matches):
        return True
    telling = [match for match in matches if match.is_name or re.search(r"\d", match.head)]
    return len(matches) > 1 and bool(telling)


def _may_be(signs: Signs, one: IssuerFacts) -> bool:
    known = one.value("issuer_tax_id")
    return not signs.tax_id or known is None or is_near(signs.tax_id, tax_digits(known.value))
