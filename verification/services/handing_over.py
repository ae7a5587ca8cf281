"""Leaving a claim to the organizer: a clerk who cannot tell, or a promised day that passed."""

from datetime import datetime

from django.db import transaction

from claims.models import Claim
from claims.reasons import Reason
from claims.services import moves, sending
from participants.models import User
from verification import permissions
from verification.models import Decision, Offer
from verification.services.decisions import DecisionRefused


@transaction.atomic
def hand_over(*, claim: Claim, text: str = "", by: User, now: datetime) -> Decision:
    """The organizer decides from here on, and what the clerk wrote stands in the history."""
    moves.hold(claim)
    if reason := permissions.why_not_hand_over(claim, by=by):
        raise DecisionRefused(reason)
    return _hand_over(claim, text=text.strip(), by=by, way=Decision.Way.DESK, now=now)


@transaction.atomic
def hand_over_late(*, claim: Claim, now: datetime) -> Decision | None:
    """Nobody at the distributor answered in time; None if somebody did at this very moment."""
    moves.hold(claim)
    if not claim.is_undecided or claim.desk != Claim.Desk.DISTRIBUTOR:
        return None
    try:
        return _hand_over(claim, text="", by=None, way=Decision.Way.CLOCK, now=now)
    except moves.ClaimMoved:
        return None


def hand_over_heavy(*, claim: Claim, now: datetime) -> Decision:
    """Its doubts weigh so much that the campaign leaves them to the organizer; the caller holds the claim."""
    return _hand_over(claim, text="", by=None, way=Decision.Way.WEIGHT, now=now)


def _hand_over(claim: Claim, *, text: str, by: User | None, way: Decision.Way, now: datetime) -> Decision:
    day = sending.due_on(claim, claim.campaign, now=now)
    moves.hand_over(claim, by=by, now=now, note=text, due_on=day)
    Offer.objects.filter(claim=claim).delete()
    return Decision.objects.create(
        claim=claim,
        kind=Decision.Kind.HAND_OVER,
        reason=Reason.HANDED_OVER,
        text=text,
        way=way,
        made_by=by,
        made_at=now,
    )
