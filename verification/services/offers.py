"""Offering claims: each is for one clerk at a time, and comes back by itself when the clerk walks away.

A clerk has a claim on the screen, and the next one ahead of it, so that it is there at once. Whoever takes an offer
has it or not: one conditional update, or one insert into a table that knows each claim once.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from claims.models import Claim
from claims.states import Status
from participants.models import User
from verification import waiting
from verification.desks import Desk
from verification.models import Offer
from verification.waiting import Place, Wanted

HELD = timedelta(minutes=5)
AT_ONCE = 50
MOST_PARTS = 10
"""How many claims are looked at in one go for one that nobody has, and how often."""


def take(*, claim: Claim, by: User, now: datetime) -> User | None:
    """Put the claim on this person's screen; returns whoever holds it instead, or None if it is now theirs."""
    if _take(claim.pk, _or_ahead(by, now), by=by, now=now):
        return None
    held = Offer.objects.select_related("held_by").filter(claim=claim).first()
    return held.held_by if held and held.held_by_id != by.pk else None


def take_next(*, desk: Desk, wanted: Wanted, now: datetime, after: Claim | None = None) -> Claim | None:
    """Put the next wanted claim that nobody has on the screen: the one held ahead, else the first behind `after`."""
    user = desk.user
    ahead = ahead_of(user, now=now)
    if ahead and ahead != after and waiting.is_wanted(desk, wanted, ahead):
        claim = _taken(ahead.pk, _free(user, now), by=user, now=now)
        if claim is not None:
            return claim
    found = _first(desk, wanted, _free(user, now), now=now, after=after)
    # Nobody waits for what another clerk will only look at later.
    return found or _first(desk, wanted, _or_ahead(user, now), now=now, after=after)


def hold_ahead(*, desk: Desk, wanted: Wanted, now: datetime, after: Claim) -> Claim | None:
    """Keep the next claim behind this one for the same person; what was held ahead before is given back."""
    drop_ahead(by=desk.user)
    return _first(desk, wanted, _unclaimed(now), now=now, after=after, is_ahead=True)


def ahead_of(user: User, *, now: datetime) -> Claim | None:
    """The claim that is held ahead for this person."""
    offer = Offer.objects.filter(held_by=user, is_ahead=True, expires_at__gt=now).select_related("claim").first()
    return offer.claim if offer else None


def release(*, claim: Claim, by: User) -> None:
    """Let go of a claim without deciding it."""
    Offer.objects.filter(claim=claim, held_by=by).delete()


def release_all(*, by: User) -> None:
    """Let go of every claim that this person holds."""
    Offer.objects.filter(held_by=by).delete()


def drop_ahead(*, by: User, claim: UUID | None = None) -> None:
    """Give back what is held ahead for this person; only this claim, if one is named."""
    ahead = Offer.objects.filter(held_by=by, is_ahead=True)
    (ahead if claim is None else ahead.filter(claim__uuid=claim)).delete()


def _unclaimed(now: datetime) -> Q:
    return Q(expires_at__lte=now)


def _free(by: User, now: datetime) -> Q:
    return _unclaimed(now) | Q(held_by=by)


def _or_ahead(by: User, now: datetime) -> Q:
    """A screen wins over what is only held ahead for somebody else."""
    return _free(by, now) | Q(is_ahead=True)


def _first(
    desk: Desk, wanted: Wanted, can_be_had: Q, *, now: datetime, after: Claim | None, is_ahead: bool = False
) -> Claim | None:
    """Take the first wanted claim of which there is no offer, or one that can be had."""
    for pk in _candidates(desk, wanted, can_be_had, after):
        if after is None or pk != after.pk:
            claim = _taken(pk, can_be_had, by=desk.user, now=now, is_ahead=is_ahead)
            if claim is not None:
                return claim
    return None


def _candidates(desk: Desk, wanted: Wanted, can_be_had: Q, after: Claim | None) -> Iterator[int]:
    """Those behind `after` in their order, then from the beginning; each part is looked up only when needed."""
    place = waiting.place_of(after) if after else None
    yield from _candidates_from(desk, wanted, can_be_had, place)
    if place is not None:
        yield from _candidates_from(desk, wanted, can_be_had, None)


def _candidates_from(desk: Desk, wanted: Wanted, can_be_had: Q, place: Place | None) -> Iterator[int]:
    for _part in range(MOST_PARTS):
        found = waiting.find(desk, wanted, after=place, limit=AT_ONCE)
        held = Offer.objects.filter(claim__in=[one.pk for one in found.places]).exclude(can_be_had)
        taken = set(held.values_list("claim", flat=True))
        yield from (one.pk for one in found.places if one.pk not in taken)
        place = found.places[-1] if len(found.places) == AT_ONCE else found.looked_to
        if place is None:
            return


def _taken(pk: int, can_be_had: Q, *, by: User, now: datetime, is_ahead: bool = False) -> Claim | None:
    """The claim, if it is now this person's. One that was decided while it was taken is nobody's any more."""
    if not _take(pk, can_be_had, by=by, now=now, is_ahead=is_ahead):
        return None
    if claim := Claim.objects.filter(pk=pk, status=Status.SUBMITTED).first():
        return claim
    Offer.objects.filter(claim=pk, held_by=by).delete()
    return None


def _take(claim: int, can_be_had: Q, *, by: User, now: datetime, is_ahead: bool = False) -> bool:
    """Whether the offer is this person's now: one conditional update, or one insert that only one can make."""
    values = {"held_by": by, "expires_at": now + HELD, "is_ahead": is_ahead}
    try:
        with transaction.atomic():
            if Offer.objects.filter(can_be_had, claim=claim).update(**values):
                return True
            Offer.objects.create(claim_id=claim, **values)
    except IntegrityError:
        return False
    return True
