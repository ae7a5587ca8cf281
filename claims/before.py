"""Whether the document of a draft was claimed before: by the same person, or by a colleague."""

from django.db.models import Q, QuerySet

from claims.models import Claim
from claims.states import UNDECIDED, Status

CLAIMED = UNDECIDED | {Status.VERIFIED}
"""What was refused may be sent anew with a better picture."""


def own_claim(claim: Claim, *, identity_key: str) -> Claim | None:
    """The same person's claim of this document: by its fiscal identity, however its bytes were saved, or its key."""
    return _same(claim, identity_key).filter(participant=claim.participant_id).first()


def colleagues_claim(claim: Claim, *, identity_key: str) -> Claim | None:
    """The claim that somebody else of the person's firm made on this document."""
    company = claim.participant.company_id
    if company is None:
        return None
    others = _same(claim, identity_key).filter(participant__company=company)
    return others.exclude(participant=claim.participant_id).select_related("participant").first()


def _same(claim: Claim, identity_key: str) -> QuerySet[Claim]:
    named = Q(pk=None)
    if claim.document_id:
        named |= Q(document_id=claim.document_id)
    if identity_key:
        named |= Q(identity_key=identity_key)
    return Claim.objects.filter(named, program=claim.program_id, status__in=CLAIMED).order_by("submitted_at", "pk")
