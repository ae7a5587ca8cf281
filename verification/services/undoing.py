"""Undoing a decision that slipped: the claim waits again, as if nothing had been said; the history keeps both lines."""

from datetime import datetime

from django.db import transaction

from claims.services import awards, memory, moves, reserving
from claims.states import Status
from participants.models import User
from verification import permissions
from verification.models import Decision, FirstYes
from verification.services import customers, rewarding
from verification.services.decisions import DecisionRefused


@transaction.atomic
def undo(*, decision: Decision, by: User, now: datetime) -> Decision:
    """Put the claim back to be decided. What was paid goes back through the ledger, if it is all still there.

    Raises `DecisionRefused`, `ClaimMoved`, or `ledger.AlreadySpent`; nothing has then changed.
    """
    claim = decision.claim
    moves.hold(claim)
    if reason := permissions.why_not_undo(decision, by=by, now=now):
        raise DecisionRefused(reason)
    if decision.kind == Decision.Kind.AGREE:
        FirstYes.objects.filter(decision=decision).delete()
        return _undone(decision, by=by, now=now)
    was_paid, waited = claim.status == Status.VERIFIED, claim.is_undecided
    moves.move(claim, to=Status.SUBMITTED, by=by, now=now, decided_at=None)
    if was_paid:
        claim.lines.update(confirmed_quantity=None)
        awards.take_back(claim=claim, by=by, now=now, lend=False, waits_again=True)
        customers.forget(claim)
        memory.schedule(claim)
    elif not waited:
        reserving.reserve(claim)
    rewarding.ask_back(decision)
    return _undone(decision, by=by, now=now)


def _undone(decision: Decision, *, by: User, now: datetime) -> Decision:
    return Decision.objects.create(
        claim=decision.claim, kind=Decision.Kind.UNDO, undoes=decision, made_by=by, made_at=now
    )
