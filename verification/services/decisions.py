"""Decisions on a claim. Each has one shape: refuse, move, pay, ask for later work; all of it in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import Claim, ClaimLine
from claims.reasons import QUESTIONS, REFUSALS, REVERSALS, Reason
from claims.services import awards, moves
from claims.states import Status
from common.refusals import Refused
from jobs.services import after_commit
from participants.models import User
from verification import permissions
from verification.models import Decision, DecisionLine, Offer


class DecisionRefused(Refused):
    """The decision was not taken; nothing changed."""


@transaction.atomic
def confirm(*, claim: Claim, by: User, now: datetime) -> Decision:
    """The distributor vouches for the whole sale; the participant is paid in the same transaction."""
    _guard(permissions.why_not_decide(claim, by=by))
    lines = {line: line.quantity for line in claim.lines.filter(product__isnull=False)}
    return _confirm(claim, lines, kind=Decision.Kind.CONFIRM, reason="", text="", by=by, now=now)


@transaction.atomic
def confirm_in_part(
    *, claim: Claim, quantities: Mapping[UUID, Decimal], reason: str, text: str = "", by: User, now: datetime
) -> Decision:
    """The distributor vouches for some lines or smaller quantities; lines not named count as nothing."""
    _guard(permissions.why_not_decide(claim, by=by))
    lines = {line: quantities.get(line.uuid, Decimal(0)) for line in claim.lines.filter(product__isnull=False)}
    if too_much := [line for line, quantity in lines.items() if not 0 <= quantity <= line.quantity]:
        raise DecisionRefused(_("No more than was claimed can be confirmed: %(line)s.") % {"line": too_much[0]})
    if not any(lines.values()):
        raise DecisionRefused(_("Nothing is left to confirm. Refuse the claim instead."))
    if all(line.quantity == quantity for line, quantity in lines.items()):
        return _confirm(claim, lines, kind=Decision.Kind.CONFIRM, reason="", text=text, by=by, now=now)
    if reason not in REFUSALS:
        raise DecisionRefused(_("Please choose a reason for what is not confirmed."))
    return _confirm(claim, lines, kind=Decision.Kind.CONFIRM_IN_PART, reason=reason, text=text, by=by, now=now)


def _confirm(
    claim: Claim, lines: Mapping[ClaimLine, Decimal], *, kind: str, reason: str, text: str, by: User, now: datetime
) -> Decision:
    moves.move(claim, to=Status.VERIFIED, by=by, now=now, reason=reason, note=text, decided_at=now)
    for line, quantity in lines.items():
        ClaimLine.objects.filter(pk=line.pk).update(confirmed_quantity=quantity)
    decision = _record(claim, kind=kind, reason=reason, text=text, by=by, now=now)
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, line=line, quantity=quantity) for line, quantity in lines.items()
    )
    awards.grant(claim=claim, by=by, now=now)
    return decision


@transaction.atomic
def ask(*, claim: Claim, reason: str, text: str, by: User, now: datetime) -> Decision:
    """Ask the participant something; the claim waits for the answer."""
    _guard(permissions.why_not_decide(claim, by=by))
    if reason not in QUESTIONS:
        raise DecisionRefused(_("Please choose what you need to know."))
    if reason == Reason.NEED_ANSWER and not text.strip():
        raise DecisionRefused(_("Please write your question."))
    moves.move(claim, to=Status.QUERIED, by=by, now=now, reason=reason, note=text.strip())
    return _record(claim, kind=Decision.Kind.ASK, reason=reason, text=text.strip(), by=by, now=now)


@transaction.atomic
def refuse(*, claim: Claim, reason: str, text: str = "", by: User, now: datetime) -> Decision:
    """Refuse the claim, always with a reason; the participant can appeal once."""
    _guard(permissions.why_not_decide(claim, by=by))
    if reason not in REFUSALS:
        raise DecisionRefused(_("Please choose a reason."))
    if reason == Reason.OTHER and not text.strip():
        raise DecisionRefused(_("Please write the reason."))
    moves.move(claim, to=Status.REFUSED, by=by, now=now, reason=reason, note=text.strip(), decided_at=now)
    return _record(claim, kind=Decision.Kind.REFUSE, reason=reason, text=text.strip(), by=by, now=now)


@transaction.atomic
def reverse(*, claim: Claim, reason: str, text: str = "", by: User, now: datetime) -> Decision:
    """Take a confirmed claim back, and with it all that it earned."""
    _guard(permissions.why_not_reverse(claim, by=by))
    if reason not in REVERSALS:
        raise DecisionRefused(_("Please choose a reason."))
    moves.move(claim, to=Status.REVERSED, by=by, now=now, reason=reason, note=text.strip())
    awards.take_back(claim=claim, by=by, now=now)
    return _record(claim, kind=Decision.Kind.REVERSE, reason=reason, text=text.strip(), by=by, now=now)


def _guard(reason: str) -> None:
    if reason:
        raise DecisionRefused(reason)


def _record(claim: Claim, *, kind: str, reason: str, text: str, by: User, now: datetime) -> Decision:
    decision = Decision.objects.create(claim=claim, kind=kind, reason=reason, text=text, made_by=by, made_at=now)
    Offer.objects.filter(claim=claim).delete()
    after_commit("verification.tasks.tell_participant", decision_id=str(decision.uuid))
    return decision
