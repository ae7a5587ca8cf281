"""The value types of memory: one learned fact, all facts of one issuer, and what somebody confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

ISSUER = "issuer"
"""Instead of a field's name, for facts by which the issuer itself is known again."""

GRID = 20
"""Parts of a page across and down in which places are told."""


class Kind(StrEnum):
    """What a fact says about its field.

    code: a till, key or account in a fiscal code ("de_tse:…"); head: letters of a line in the head; value: what was
    confirmed; misprint: what was read in place of it; label: words beside the confirmed value; wrong: words beside
    another value that was read in its place; place: where on the page it stood, in twentieths; shape: how the number is
    built ("FV/9999/999").
    """

    CODE = "code"
    HEAD = "head"
    VALUE = "value"
    MISPRINT = "misprint"
    LABEL = "label"
    WRONG = "wrong"
    PLACE = "place"
    SHAPE = "shape"


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One fact; `times` is on how many confirmed documents it was found."""

    field: str
    kind: Kind
    value: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class IssuerFacts:
    """All facts of one issuer, of equal ones the newest last. `documents` is how many documents taught them."""

    key: str
    facts: tuple[Fact, ...]
    documents: int

    def of(self, field: str, kind: Kind) -> Iterator[Fact]:
        """The facts of one kind about one field."""
        return (fact for fact in self.facts if fact.field == field and fact.kind == kind)

    def value(self, field: str) -> Fact | None:
        """What was confirmed most often, of equals the newest."""
        return max(reversed(list(self.of(field, Kind.VALUE))), key=lambda fact: fact.times, default=None)

    def share(self, times: int) -> float:
        """How far to trust what held this many times on these documents: one in two before anything was seen."""
        return min((times + 1) / (max(self.documents, times) + 2), 0.95)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The facts of a document as they were confirmed, each as text in the form of a Reading; empty where unknown."""

    issuer_name: str = ""
    issuer_tax_id: str = ""
    document_number: str = ""
    issue_date: str = ""
    total: str = ""
    currency: str = ""
