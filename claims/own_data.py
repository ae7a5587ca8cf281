"""A copy of a participant's claims and points: statements, documents, readings, histories, awards, the statement."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from claims.models import (
    Award,
    AwardLine,
    Claim,
    ClaimEvent,
    DeclinedSale,
    DocumentFile,
    Reading,
    UploadTrace,
    WrongCodeTry,
)
from claims.owners import participant_owner
from ledger import queries as ledger
from ledger.kinds import Unit
from participants.models import Participant
from participants.own_data import Section

AT_ONCE = 100
"""Claims read in one go: a thousand more take longer, not more memory."""

FACTS = ("issuer_name", "issuer_tax_id", "document_number", "issue_date", "total", "currency", "document_id")
MOMENTS = ("created_at", "submitted_at", "due_on", "decided_at", "appealed_at")


def sections(participant: Participant) -> Iterator[Section]:
    """Claims and all that hangs on them, unknown codes, from where documents came, what the account holds and why."""
    yield "claims", _claims(participant)
    yield "wrong_codes", _traces(WrongCodeTry, participant)
    yield "uploads", _traces(UploadTrace, participant)
    yield "declined_sales", _declined(participant)
    for unit in Unit:
        yield unit.value, _statement(participant, unit)


def _claims(participant: Participant) -> Iterator[Mapping[str, Any]]:
    claims = Claim.objects.filter(participant=participant).order_by("created_at", "pk")
    related = claims.select_related("campaign", "distributor", "document", "redemption").prefetch_related(
        "lines__product",
        "corrections",
        Prefetch("events", ClaimEvent.objects.order_by("pk")),
        Prefetch("document__files", DocumentFile.objects.order_by("position")),
        Prefetch("document__readings", Reading.objects.order_by("pk")),
        Prefetch("awards", Award.objects.for_claims().order_by("number")),
        Prefetch("awards__lines", AwardLine.objects.order_by("pk")),
    )
    for claim in related.iterator(chunk_size=AT_ONCE):
        yield _claim(claim, participant.user_id)


def _claim(claim: Claim, own: int) -> Mapping[str, Any]:
    document, redemption = getattr(claim, "document", None), getattr(claim, "redemption", None)
    return {
        "number": claim.number,
        "kind": claim.kind,
        "made_from": claim.origin,
        "status": claim.status,
        "campaign": claim.campaign.name if claim.campaign else "",
        "distributor": claim.distributor.name if claim.distributor else "",
        **{name: getattr(claim, name) for name in (*FACTS, *MOMENTS)},
        "code_redeemed_at": redemption.redeemed_at if redemption else None,
        "lines": [_line(line) for line in claim.lines.all()],
        "history": [_event(event, own) for event in claim.events.all()],
        "corrections": [
            {"line": one.line, "name": one.name, "was": one.was, "became": one.became, "at": one.made_at}
            for one in claim.corrections.all()
        ],
        "files": [_file(claim, file) for file in document.files.all()] if document else [],
        "read": [reading.data | {"recalled": reading.recalled} for reading in document.readings.all()]
        if document
        else [],
        "awards": [_award(award) for award in claim.awards.all()],
    }


def _line(line: Any) -> Mapping[str, Any]:
    return {
        "product": line.product.name if line.product else "",
        "as_printed": line.description,
        "quantity": line.quantity,
        "unit": line.unit,
        "amount": line.amount,
        "confirmed_quantity": line.confirmed_quantity,
        "returned_quantity": line.returned_quantity,
    }


def _event(event: ClaimEvent, own: int) -> Mapping[str, Any]:
    # Whoever else acted did so for a firm, and is a person with data of their own.
    return {
        "became": event.became,
        "reason": event.reason,
        "note": event.note,
        "by_you": event.made_by_id == own,
        "at": event.made_at,
    }


def _file(claim: Claim, file: DocumentFile) -> Mapping[str, Any]:
    return {
        "name": file.original_name,
        "type": file.media_type,
        "bytes": file.size,
        "sha256": file.sha256,
        "uploaded_at": file.uploaded_at,
        "download": settings.SITE_URL + reverse("claims:original", args=[claim.uuid, file.uuid]),
    }


def _award(award: Award) -> Mapping[str, Any]:
    lines = [
        {
            "quantity": line.quantity,
            "without_caps": line.full,
            "unit": line.unit,
            "went_back_with_goods": line.taken_back,
        }
        for line in award.lines.all()
    ]
    return {"at": award.made_at, "taken_back_at": award.reversed_at, "lines": lines}


def _traces(kind: type[WrongCodeTry | UploadTrace], participant: Participant) -> Iterator[Mapping[str, Any]]:
    for one in kind.objects.filter(participant=participant).order_by("pk").iterator():
        yield {"from_address": one.address, "from_device": one.device, "at": one.made_at}


def _declined(participant: Participant) -> Iterator[Mapping[str, Any]]:
    declined = DeclinedSale.objects.filter(participant=participant).select_related("sale__distributor").order_by("pk")
    for one in declined.iterator():
        sale = one.sale
        yield {"distributor": sale.distributor.name, "number": sale.number, "on": sale.issued_on, "at": one.declined_at}


def _statement(participant: Participant, unit: Unit) -> Iterator[Mapping[str, Any]]:
    program, owner, before = participant.program, participant_owner(participant), None
    while rows := ledger.statement(program=program, owner=owner, unit=unit, before=before, limit=500):
        for row in rows:
            yield {"at": row.made_at, "kind": row.kind, "note": row.note, "amount": row.amount, "balance": row.balance}
        before = rows[-1].made_at
