"""A clerk's corrections: what the person stated is changed to what the sale was, and both are kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Product
from campaigns.services import forget_alias
from claims.identity import identity_key
from claims.models import Claim, ClaimLine, Correction
from claims.services import moves
from common.refusals import Refused
from participants.models import User
from verification import permissions
from verification.models import FirstYes
from verification.services import matching

FACTS = ("document_number", "issue_date", "total", "currency")
"""What a clerk may correct. The seller is not among them: it decides whose claim it is."""


class CorrectionRefused(Refused):
    """Nothing was corrected."""


@transaction.atomic
def correct(
    *, claim: Claim, facts: Mapping[str, Any], products: Mapping[UUID, Product | None], by: User, now: datetime
) -> int:
    """Change facts and the products of lines; returns how many things changed, each kept as a Correction.

    A product chosen for a printed name is remembered for this distributor once the claim is confirmed, so that the
    next claim needs no choice.
    """
    moves.hold(claim)
    if reason := permissions.why_not_decide(claim, by=by):
        raise CorrectionRefused(reason)
    corrections = [*_facts(claim, facts), *_products(claim, products)]
    for correction in corrections:
        correction.made_by, correction.made_at = by, now
    Correction.objects.bulk_create(corrections)
    if corrections:
        # Whoever agreed before agreed with something else.
        FirstYes.objects.filter(claim=claim).delete()
        matching.keep_match(claim, now=now)
    return len(corrections)


def _facts(claim: Claim, facts: Mapping[str, Any]) -> list[Correction]:
    if unknown := set(facts) - set(FACTS):
        raise CorrectionRefused(_("This cannot be corrected here: %(facts)s.") % {"facts": ", ".join(sorted(unknown))})
    changed = {name: value for name, value in facts.items() if getattr(claim, name) != value}
    kept = [
        Correction(claim=claim, name=name, was=_text(getattr(claim, name)), became=_text(new))
        for name, new in changed.items()
    ]
    for name, value in changed.items():
        setattr(claim, name, value)
    if changed:
        claim.identity_key = identity_key(
            issuer_tax_id=claim.distributor.tax_id if claim.distributor else claim.issuer_tax_id,
            issuer_name=claim.distributor.name if claim.distributor else claim.issuer_name,
            document_number=claim.document_number,
        )
        claim.save(update_fields=[*changed, "identity_key"])
    return kept


def _products(claim: Claim, products: Mapping[UUID, Product | None]) -> list[Correction]:
    lines = claim.lines.select_related("product").filter(uuid__in=products)
    return [kept for line in lines if (kept := _product(claim, line, products[line.uuid]))]


def _product(claim: Claim, line: ClaimLine, product: Product | None) -> Correction | None:
    if line.product == product:
        return None
    if product is not None and product.program_id != claim.program_id:
        raise CorrectionRefused(_("This product is not known in the program."))
    was = line.product
    ClaimLine.objects.filter(pk=line.pk).update(product=product)
    if product is None:
        _forget(claim, line, was)
    return Correction(claim=claim, line=line.position, name="product", was=_text(was), became=_text(product))


def _forget(claim: Claim, line: ClaimLine, was: Product | None) -> None:
    """What the distributor prints does not mean this product after all."""
    if claim.distributor is not None and line.description and was is not None:
        forget_alias(product=was, distributor=claim.distributor, printed=line.description)


def _text(value: object) -> str:
    return "" if value is None else str(value)[:300]
