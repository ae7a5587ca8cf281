"""Gathering what the problems are found from: the claim, what was read, and other claims that look like it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from claims.drafts import disagreements
from claims.extraction_sentences import plain_text
from claims.models import Claim, DocumentFile, DocumentPage
from claims.states import LIVE, Status
from verification.problems import ClaimFacts, Twin

STATED = ("issuer_name", "issuer_tax_id", "document_number", "issue_date", "total", "currency")
NEAR = 3
"""Bits of 64 in which two picture fingerprints may differ and still be near-same."""

OTHERS_SHOWN = 10


def facts_of(claim: Claim, data: dict[str, Any]) -> ClaimFacts:
    """The claim's facts for finding problems; `data` is its newest Reading, or empty."""
    read = {name: field["value"] for name, field in (data.get("fields") or {}).items()}
    campaign = claim.campaign
    assert campaign is not None and claim.submitted_at is not None, "only sent claims are checked"
    allowed = {distributor.pk for distributor in campaign.distributors.all()}
    return ClaimFacts(
        issue_date=claim.issue_date,
        submitted_on=timezone.localdate(claim.submitted_at, claim.program.zone),
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        claim_days=campaign.claim_days,
        has_distributor=claim.distributor_id is not None,
        distributor_takes_part=not allowed or claim.distributor_id in allowed,
        stated={name: str(getattr(claim, name) or "") for name in STATED},
        read=read,
        reading_state=claim.document.reading_state,
        buyer_tax_id=read.get("buyer_tax_id", ""),
        company_tax_id=claim.participant.company.tax_id if claim.participant.company else "",
        document_type=read.get("document_type", ""),
        line_products=tuple(line.product_id is not None for line in claim.lines.all()),
        warnings=tuple((one["code"], plain_text(one), one.get("page")) for one in data.get("warnings") or ()),
        twins=tuple(_twins(claim)),
        is_appeal=claim.appealed_at is not None,
        disputed=tuple(disagreements(data)),
    )


def _twins(claim: Claim) -> Iterator[Twin]:
    """Other live claims of the program that speak of the same document, each named once, by the strongest sign."""
    seen: set[int] = set()
    for sign, condition in _signs(claim):
        for other in _others(claim).filter(condition).distinct()[:OTHERS_SHOWN]:
            if other.pk not in seen:
                seen.add(other.pk)
                yield _twin(claim, other, by=sign)


def _others(claim: Claim) -> QuerySet[Claim]:
    live = Claim.objects.filter(program=claim.program, status__in=LIVE).exclude(pk=claim.pk)
    # A draft that nobody sent yet accuses nobody.
    # One that is paid blocks a yes, so it may not be cut off behind those that only wait.
    is_paid = Case(When(status=Status.VERIFIED, then=0), default=1)
    return live.exclude(status=Status.DRAFT).order_by(is_paid, "submitted_at", "id")


def _signs(claim: Claim) -> Iterator[tuple[str, Q]]:
    if claim.identity_key:
        yield "identity", Q(identity_key=claim.identity_key)
    if claim.document_id:
        yield "fiscal", Q(document_id=claim.document_id)
    hashes = list(DocumentFile.objects.filter(document__claim=claim).values_list("sha256", flat=True))
    yield "bytes", Q(document__files__sha256__in=hashes)
    if near := _near_pictures(claim):
        yield "picture", Q(pk__in=near)


def _near_pictures(claim: Claim) -> set[int]:
    pages = DocumentPage.objects.filter(document__claim=claim).exclude(fingerprint="")
    mine = list(pages.values_list("fingerprint", flat=True))
    if not mine:
        return set()
    bands = Q()
    for fingerprint in mine:
        bands |= Q(fingerprint__startswith=fingerprint[:4]) | Q(fingerprint__endswith=fingerprint[-4:])
    others = DocumentPage.objects.filter(bands, document__claim__program=claim.program).exclude(document__claim=claim)
    found = others.values_list("document__claim_id", "fingerprint")
    return {claim_id for claim_id, other in found if any(_distance(other, own) <= NEAR for own in mine)}


def _distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _twin(claim: Claim, other: Claim, *, by: str) -> Twin:
    return Twin(
        number=other.number,
        uuid=str(other.uuid),
        by=by,
        is_same_person=other.participant_id == claim.participant_id,
        is_verified=other.status == Status.VERIFIED,
    )
