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
    if _take(claim.pk, by=by, now=now, is_ahead=False):
        return None
    held = Offer.objects.select_related("held_by").filter(claim=claim).first()
    return held.held_by if held and held.held_by_id != by.pk else None


def take_next(*, desk: Desk, wanted: Wanted, now: datetime, after: Claim | None = None) -> Claim | None:
    """Put the next wanted claim that nobody has on the screen: the one held ahead, else the first behind `after`."""
    ahead = ahead_of(desk.user, now=now)
    if ahead and ahead != after and waiting.is_wanted(desk, wanted, ahead):
        claim = _taken(ahead.pk, by=desk.user, now=now, is_ahead=False)
        if claim is not None:
            return claim
    found = _first_free(desk, wanted, now=now, after=after, is_ahead=False)
    # Nobody waits for what another clerk will only look at later.
    return found or _first_free(desk, wanted, now=now, after=after, is_ahead=False, held_ahead=True)


def hold_ahead(*, desk: Desk, wanted: Wanted, now: datetime, after: Claim) -> Claim | None:
    """Keep the next claim behind this one for the same person; what was held ahead before is given back."""
    drop_ahead(by=desk.user)
    return _first_free(desk, wanted, now=now, after=after, is_ahead=True)


def ahead_of(user: User, *, now: datetime) -> Claim | None:
    """The claim that is held ahead for this person."""
    offer = Offer.objects.filter(held_by=user, is_ahead=True, expires_at__gt=now).select_related("claim").first()
    return offer.claim if offer else None


def release(*, claim: Claim, by: User) -> None:
    """Let go of a claim without deciding it."""
    Offer.objects.filter(claim=claim, held_by=by).delete()


def drop_ahead(*, by: User, claim: UUID | None = None) -> None:
    """Give back what is held ahead for this person; only this claim, if one is named."""
    ahead = Offer.objects.filter(held_by=by, is_ahead=True)
    (ahead if claim is None else ahead.filter(claim__uuid=claim)).delete()


def _first_free(
    desk: Desk, wanted: Wanted, *, now: datetime, after: Claim | None, is_ahead: bool, held_ahead: bool = False
) -> Claim | None:
    """Take the first that is free; with `held_ahead`, also from among those that are held ahead for others."""
    for pk in _candidates(desk, wanted, after, now=now, held_ahead=held_ahead):
        if (after is None or pk != after.pk) and (claim := _taken(pk, by=desk.user, now=now, is_ahead=is_ahead)):
            return claim
    return None


def _taken(pk: int, *, by: User, now: datetime, is_ahead: bool) -> Claim | None:
    """The claim, if it is now this person's. One that was decided while it was taken is nobody's any more."""
    if not _take(pk, by=by, now=now, is_ahead=is_ahead):
        return None
    if claim := Claim.objects.filter(pk=pk, status=Status.SUBMITTED).first():
        return claim
    Offer.objects.filter(claim=pk, held_by=by).delete()
    return None


def _candidates(desk: Desk, wanted: Wanted, after: Claim | None, *, now: datetime, held_ahead: bool) -> Iterator[int]:
    """Free ones behind `after` in their order, then from the beginning; each part is looked up only when needed."""
    place = waiting.place_of(after) if after else None
    yield from _free_from(desk, wanted, place, now=now, held_ahead=held_ahead)
    if place is not None:
        yield from _free_from(desk, wanted, None, now=now, held_ahead=held_ahead)


def _free_from(desk: Desk, wanted: Wanted, place: Place | None, *, now: datetime, held_ahead: bool) -> Iterator[int]:
    for _part in range(MOST_PARTS):
        found = waiting.find(desk, wanted, after=place, limit=AT_ONCE)
        yield from _not_held([one.pk for one in found.places], by=desk.user, now=now, held_ahead=held_ahead)
        place = found.places[-1] if len(found.places) == AT_ONCE else found.looked_to
        if place is None:
            return


def _not_held(claims: list[int], *, by: User, now: datetime, held_ahead: bool) -> Iterator[int]:
    others = Offer.objects.filter(claim__in=claims, expires_at__gt=now).exclude(held_by=by)
    if held_ahead:
        others = others.filter(is_ahead=False)
    held = set(others.values_list("claim", flat=True))
    return (claim for claim in claims if claim not in held)


def _take(claim: int, *, by: User, now: datetime, is_ahead: bool) -> bool:
    """Whether the offer is this person's now. A screen wins over what is only held ahead, and never the other way."""
    can_be_had = Q(held_by=by, is_ahead=True) if is_ahead else Q(held_by=by) | Q(is_ahead=True)
    values = {"held_by": by, "expires_at": now + HELD, "is_ahead": is_ahead}
    try:
        with transaction.atomic():
            if Offer.objects.filter(can_be_had | Q(expires_at__lte=now), claim=claim).update(**values):
                return True
            Offer.objects.create(claim_id=claim, **values)
    except IntegrityError:
        return False
    return True
