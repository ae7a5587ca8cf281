"""Keeping and sending what the person states. Only a form sent by hand is a statement; a reading never is."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from campaigns.models import Product
from claims import permissions
from claims.models import Claim, ClaimLine, Correction
from claims.services import drafts, sending
from claims.services.sending import SendRefused
from claims.statements import Difference, StatedLine, Statement, differences
from claims.states import Status
from participants.models import User


@transaction.atomic
def save(*, claim: Claim, statement: Statement, by: User, now: datetime) -> None:
    """Keep the facts and lines of a claim that is not sent yet, and every difference from what was read."""
    if reason := permissions.why_not_edit(claim, by=by):
        raise SendRefused(reason)
    facts = statement.facts()
    # The condition is the lock: from here to the end of the transaction nobody else sends or edits this claim.
    if not Claim.objects.filter(pk=claim.pk, status=Status.DRAFT).update(**facts):
        claim.refresh_from_db(fields=["status"])
        raise SendRefused(permissions.why_not_edit(claim, by=by))
    for name, value in facts.items():
        setattr(claim, name, value)
    _replace_lines(claim, statement.lines)
    _note_corrections(claim, statement, by=by, now=now)


@transaction.atomic
def send(*, claim: Claim, statement: Statement, by: User, now: datetime) -> None:
    """Keep the statement and send the claim, both or neither."""
    save(claim=claim, statement=statement, by=by, now=now)
    sending.submit(claim=claim, by=by, now=now)


def _replace_lines(claim: Claim, lines: Iterable[StatedLine]) -> None:
    claim.lines.all().delete()
    ClaimLine.objects.bulk_create(
        ClaimLine(
            claim=claim,
            position=position,
            reading_index=line.reading_index,
            description=line.description[:300],
            product_id=line.product_id,
            quantity=line.quantity,
            unit=line.unit[:20],
            amount=line.amount,
        )
        for position, line in enumerate(lines, start=1)
    )


def _note_corrections(claim: Claim, statement: Statement, *, by: User, now: datetime) -> None:
    """Each change once: what was noted before, on saving, is not noted again on sending."""
    if (draft := drafts.draft_of(claim, now=now)) is None:
        return
    skus = dict(Product.objects.filter(program_id=claim.program_id).values_list("pk", "sku"))
    noted = {(one.line, one.name): one.became for one in claim.corrections.order_by("pk")}
    for one in differences(draft, statement, skus=skus):
        if noted.get((one.line, one.name)) != one.became[:300]:
            _note(claim, one, by=by, now=now)


def _note(claim: Claim, one: Difference, *, by: User, now: datetime) -> None:
    Correction.objects.create(
        claim=claim,
        line=one.line,
        name=one.name,
        was=one.was[:300],
        became=one.became[:300],
        made_by=by,
        made_at=now,
    )
