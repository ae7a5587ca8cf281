"""Other claims that look like the same document."""

from collections.abc import Iterator

from django.db.models import Case, Q, QuerySet, When

from claims.models import Claim, DocumentFile, DocumentPage
from claims.states import LIVE, Status
from common.texts import number_key
from verification.problems import Twin

NEAR = 3
"""Bits of 64 in which two picture fingerprints may differ and still be near-same."""

OTHERS_SHOWN = 10
PAGES_COMPARED = 200


def twins_of(claim: Claim) -> Iterator[Twin]:
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
    sent = live.exclude(status=Status.DRAFT).select_related("participant")
    return sent.order_by(is_paid, "submitted_at", "id")


def _signs(claim: Claim) -> Iterator[tuple[str, Q]]:
    if claim.identity_key:
        yield "identity", Q(identity_key=claim.identity_key)
    if claim.document_id:
        # Said as the partial index says it, so that it is used.
        yield "fiscal", Q(document_id=claim.document_id) & ~Q(document_id="")
    hashes = list(DocumentFile.objects.filter(document__claim=claim).values_list("sha256", flat=True))
    yield "bytes", Q(document__files__sha256__in=hashes)
    if near := _near_pictures(claim):
        yield "picture", Q(pk__in=near)


def _near_pictures(claim: Claim) -> set[int]:
    """Claims of the same total with a near-same picture: whoever changed number and total both is not found by it."""
    pages = DocumentPage.objects.exclude(fingerprint="")
    mine = list(pages.filter(document__claim=claim).values_list("fingerprint", flat=True))
    if not mine or claim.total is None:
        return set()
    candidates = Claim.objects.filter(
        program=claim.program, total=claim.total, kind=Claim.Kind.DOCUMENT, submitted_at__isnull=False
    )
    others = pages.filter(document__claim__in=candidates.exclude(pk=claim.pk)).order_by("-pk")
    found = others.values_list("document__claim_id", "fingerprint")[:PAGES_COMPARED]
    return {claim_id for claim_id, other in found if any(_distance(other, own) <= NEAR for own in mine)}


def _distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _twin(claim: Claim, other: Claim, *, by: str) -> Twin:
    person, firm = claim.participant, claim.participant.company_id
    return Twin(
        number=other.number,
        uuid=str(other.uuid),
        by=by,
        is_same_person=other.participant_id == person.pk,
        is_verified=other.status == Status.VERIFIED,
        is_colleague=firm is not None and other.participant.company_id == firm,
        agrees=tuple(_agreeing(claim, other)),
    )


def _agreeing(claim: Claim, other: Claim) -> Iterator[str]:
    number = number_key(claim.document_number)
    if number and number == number_key(other.document_number):
        yield "document_number"
    if claim.total is not None and claim.total == other.total:
        yield "total"
    if claim.issue_date and claim.issue_date == other.issue_date:
        yield "issue_date"
