"""Puts together what several sources say about one document, by the order of trust. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from extraction.einvoices import Structured
from extraction.fiscal import CodeReading
from extraction.reading import Field, Line, Said
from extraction.values import letters

Fields = Mapping[str, Field]

# Values that can be compared without judging: names and addresses are printed in too many ways.
_COMPARED = ("total", "issue_date", "issuer_tax_id")
# Print read with less certainty proves nothing against a code.
_SURE = 0.8


def stated_fields(structured: Sequence[Structured], codes: Sequence[CodeReading]) -> dict[str, Field]:
    """What e-invoices and fiscal codes state: the first to name a field has it."""
    return by_trust([*(one.fields for one in structured), *(one.fields for one in codes)])


def by_trust(sources: Sequence[Fields]) -> dict[str, Field]:
    """The union of the sources; where two name a field, the earlier one counts."""
    merged: dict[str, Field] = {}
    for source in sources:
        for name, found in source.items():
            merged.setdefault(name, found)
    return merged


def merge(stated: Fields, from_text: Fields, opinion: Fields) -> dict[str, Field]:
    """The fields of the document. `opinion`, what the print says of fields already stated, lends them its place."""
    merged = by_trust([stated, from_text])
    for name, found in merged.items():
        printed = opinion.get(name)
        if found.box is None and printed is not None and _same(name, found.value, printed.value):
            merged[name] = replace(found, page=printed.page, box=printed.box)
    return merged


def disagreements(sources: Sequence[Fields], opinion: Fields) -> tuple[Said, ...]:
    """What is said of each field that two trusted sources, or a trusted source and clear print, name differently.

    Each value once, by the most trusted source that says it; empty where nobody is contradicted.
    """
    heard = [*sources, {name: found for name, found in opinion.items() if found.confidence >= _SURE}]
    return tuple(
        Said(name, one.source, one.value)
        for name in _COMPARED
        if len(values := _distinct(name, [source[name] for source in heard if name in source])) > 1
        for one in values
    )


def _distinct(name: str, said: Sequence[Field]) -> list[Field]:
    values: list[Field] = []
    for one in said:
        if all(_contradict(name, one.value, other.value) for other in values):
            values.append(one)
    return values


def _contradict(name: str, one: str, other: str) -> bool:
    """A firm may have a tax number and a VAT number: numbers of different length are of different kinds."""
    are_of_a_kind = not name.endswith("_tax_id") or len(_tax_id(one)) == len(_tax_id(other))
    return are_of_a_kind and not _same(name, one, other)


def _same(name: str, one: str, other: str) -> bool:
    if name in ("total", "net_total", "tax_total"):
        return _amount(one) == _amount(other)
    if name.endswith("_tax_id"):
        return _tax_id(one) == _tax_id(other)
    return letters(one) == letters(other)


def _amount(value: str) -> Decimal | str:
    try:
        return abs(Decimal(value))
    except InvalidOperation:
        return value


def _tax_id(value: str) -> str:
    """The number without the country that it may be written with."""
    return re.sub(r"^[A-Z]{2}(?=\d)", "", letters(value))


def stated_lines(structured: Sequence[Structured]) -> tuple[Line, ...]:
    """The line items of the first e-invoice that has any. Profiles like Factur-X MINIMUM and BASIC WL have none."""
    return next((one.lines for one in structured if one.lines), ())
