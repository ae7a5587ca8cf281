"""Confirming several claims at once: each for itself, by the same gate and in a transaction of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.services import moves
from claims.states import Status
from common.refusals import Refused
from participants.models import User
from verification import queries
from verification.models import Decision, Offer
from verification.problems import has_doubt
from verification.services import checks, decisions
from verification.together import seen_of


class LeftOut(Refused):
    """The claim was not confirmed with the others; it waits as before."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one claim: its decision, or why there is none."""

    claim: Claim
    decision: Decision | None
    reason: str = ""


def confirm_all(*, claims: Iterable[Claim], seen: Mapping[UUID, str], by: User, now: datetime) -> list[Result]:
    """Confirm each of these claims that is still as it was seen and without doubt; one that is not hinders no other."""
    return [_result(claim, seen.get(claim.uuid, ""), by=by, now=now) for claim in claims]


def _result(claim: Claim, seen: str, *, by: User, now: datetime) -> Result:
    try:
        return Result(claim, _confirm(claim, seen, by=by, now=now))
    except Refused as refusal:
        claim.refresh_from_db()
        if claim.status == Status.SUBMITTED:
            # What was found now, the queue shows from now on.
            checks.keep(claim=claim, now=now)
        return Result(claim, None, str(refusal))


@transaction.atomic
def _confirm(claim: Claim, seen: str, *, by: User, now: datetime) -> Decision:
    moves.hold(claim)
    if claim.status == Status.SUBMITTED:
        _guard(claim, seen, by=by, now=now)
    return decisions.confirm(claim=claim, way=Decision.Way.TOGETHER, by=by, now=now)


def _guard(claim: Claim, seen: str, *, by: User, now: datetime) -> None:
    offer = Offer.objects.filter(claim=claim, expires_at__gt=now, is_ahead=False).exclude(held_by=by).first()
    if offer is not None:
        raise LeftOut(_("%(who)s has it open at the moment.") % {"who": offer.held_by})
    if seen_of(claim) != seen:
        raise LeftOut(_("It has changed since you saw it."))
    if has_doubt(queries.problems_of(claim, queries.newest_reading(claim))):
        raise LeftOut(_("A doubt was found since you saw it."))
    if claim.lines.filter(product=None).exists():
        raise LeftOut(_("One of its lines is of no product."))
