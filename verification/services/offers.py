"""Offering claims: each is on one clerk's screen at a time, and comes back by itself when the clerk walks away."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from claims.models import Claim
from participants.models import User
from verification.models import Offer

HELD = timedelta(minutes=5)


def take(*, claim: Claim, by: User, now: datetime) -> User | None:
    """Put the claim on this person's screen; returns whoever holds it instead, or None if it is now theirs."""
    mine_or_stale = Q(held_by=by) | Q(expires_at__lte=now)
    if Offer.objects.filter(mine_or_stale, claim=claim).update(held_by=by, expires_at=now + HELD):
        return None
    try:
        with transaction.atomic():
            Offer.objects.create(claim=claim, held_by=by, expires_at=now + HELD)
    except IntegrityError:
        return Offer.objects.select_related("held_by").get(claim=claim).held_by
    return None


def release(*, claim: Claim, by: User) -> None:
    """Let go of a claim without deciding it."""
    Offer.objects.filter(claim=claim, held_by=by).delete()
