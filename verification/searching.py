"""Claims as people call them at a counter: by a name or a number, typed in a hurry."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from claims.identity import identity_key
from claims.models import Claim
from common.texts import fold, number_key
from verification.desks import Desk

LOOKED_AT = 1000
"""Counting and looking further than that costs more than anybody learns from it."""

_NAMES, _NUMBERS = ("participant__name", "participant__company__name"), ("number", "document_number")


def speaking_of(words: str, claims: QuerySet[Claim]) -> list[int]:
    """Rows of these claims, in their order, that have the words in a name or a number, whatever accents and signs."""
    folded, key = fold(words), number_key(words)
    return [
        pk
        for pk, *texts in claims.values_list("pk", *_NAMES, *_NUMBERS)
        if _has(folded, map(fold, filter(None, texts[: len(_NAMES)])))
        or _has(key, map(number_key, texts[len(_NAMES) :]))
    ]


def _has(part: str, texts: Iterable[str]) -> bool:
    return bool(part) and any(part in text for text in texts)


def called_by_number(desk: Desk, words: str) -> Collection[int]:
    """Rows of the program's claims whose whole number this is, or their document's at this distributor."""
    known = Claim.objects.filter(program=desk.program)
    found = set(known.filter(number=words.strip().upper()).values_list("pk", flat=True))
    seller = desk.distributor
    key = seller and identity_key(issuer_tax_id=seller.tax_id, issuer_name=seller.name, document_number=words)
    if key:
        found |= set(known.filter(identity_key=key).values_list("pk", flat=True)[:LOOKED_AT])
    return found
