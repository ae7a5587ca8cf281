"""A claim as one row of a list: what it is about, where it stands, what it gave."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Claim
from claims.reasons import Reason
from claims.states import ReadingState, Status


@dataclass(frozen=True, slots=True)
class Row:
    """Words for the row component."""

    uuid: UUID
    title: str
    text: str
    note: str
    code: str
    points: int


def row(claim: Claim) -> Row:
    """From a claim of `queries.listed`."""
    points = claim.points if claim.status == Status.VERIFIED else 0  # type: ignore[attr-defined]
    return Row(claim.uuid, _title(claim), _text(claim), _note(claim), claim.status, points)


def _title(claim: Claim) -> str:
    return claim.first_product or claim.document_number or _("Invoice or receipt")  # type: ignore[attr-defined]


def _text(claim: Claim) -> str:
    more = claim.line_count - 1  # type: ignore[attr-defined]
    others = ngettext("and %(more)s more", "and %(more)s more", more) % {"more": more} if more > 0 else ""
    return " · ".join(part for part in (others, _where(claim)) if part)


def _where(claim: Claim) -> str:
    if claim.kind == Claim.Kind.CODE:
        return _("Code on the pack")
    if claim.distributor:
        return claim.distributor.name
    return claim.issuer_name or claim.read_issuer or ""  # type: ignore[attr-defined]


def _note(claim: Claim) -> str:
    if claim.status == Status.DRAFT:
        return _draft_note(claim)
    reason, note = claim.last_reason, claim.last_note  # type: ignore[attr-defined]
    if claim.status in (Status.REFUSED, Status.REVERSED, Status.QUERIED) and reason:
        return note if reason in (Reason.OTHER, Reason.NEED_ANSWER) and note else str(Reason(reason).label)
    return ""


def _draft_note(claim: Claim) -> str:
    state = claim.document.reading_state if hasattr(claim, "document") else ""
    if state in (ReadingState.WAITING, ReadingState.READING):
        return _("Being read")
    return _("Ready to be checked and sent") if state == ReadingState.READ else _("To be typed and sent")
