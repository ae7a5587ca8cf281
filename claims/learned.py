"""What memory holds of issuers: for recognising one, and all that is known about it."""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from claims.models import LearnedFact, LearnedFrom
from extraction.memory import Fact, IssuerFacts, Kind, Signs
from extraction.memory.facts import ISSUER
from programs.models import Program

# By these an issuer is known again; the words and places of its fields are many and say nothing about whose they are.
_TELLING = Q(field=ISSUER) | Q(field="issuer_name") | Q(field="issuer_tax_id", kind=Kind.VALUE)


def issuers_like(program: Program, signs: Signs) -> list[IssuerFacts]:
    """The issuers of the program that a document with these signs may be from, with the facts to tell them apart."""
    facts = _facts(program).filter(_TELLING)
    if signs.tax_id and signs.is_sure:
        facts = facts.filter(Q(issuer=f"tax:{signs.tax_id}"[:80]) | Q(issuer__startswith="name:"))
    ordered = facts.order_by("issuer", "last_seen_at", "pk")
    return [_issuer(key, list(found)) for key, found in groupby(ordered, key=lambda fact: fact.issuer)]


def learned_about(program: Program, issuer: str) -> IssuerFacts:
    """All facts of one issuer, of equal ones the newest last."""
    documents = (
        LearnedFrom.objects.filter(fact__program=program, fact__issuer=issuer).values("claim").distinct().count()
    )
    return _issuer(issuer, _facts(program).filter(issuer=issuer).order_by("last_seen_at", "pk"), documents=documents)


def _facts(program: Program) -> QuerySet[LearnedFact]:
    return LearnedFact.objects.filter(program=program).annotate(times=Count("sources"))


def _issuer(key: str, rows: Iterable[LearnedFact], *, documents: int = 1) -> IssuerFacts:
    return IssuerFacts(key, tuple(_fact(row) for row in rows), documents)


def _fact(row: LearnedFact) -> Fact:
    return Fact(row.field, Kind(row.kind), row.value, row.times)  # type: ignore[attr-defined]
