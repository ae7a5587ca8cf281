"""Points given or taken by hand: always for a reason, and above the program's limit only with a second person."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from ledger.kinds import Kind, Unit
from ledger.legs import Leg, Owner
from ledger.models import Adjustment
from ledger.services.posting import post
from programs.models import Program


class AdjustmentRefused(Refused):
    """Nothing was booked; the sentence says why."""


@transaction.atomic
def adjust(
    *, program: Program, owner: Owner, unit: str, amount: int, reason: str, by: AbstractBaseUser, now: datetime
) -> Adjustment:
    """Give `amount`, or, below zero, take it: booked at once, or, above the limit, noted down for a second person.

    Raises `NotEnough` if more is to be taken than is there. The reason stands on the statement: nothing personal in it.
    """
    if not amount:
        raise AdjustmentRefused(_("An adjustment gives or takes something."))
    if not reason.strip():
        raise AdjustmentRefused(_("An adjustment needs a reason."))
    asked = Adjustment.objects.create(
        program=program,
        owner=owner.ref,
        unit=Unit(unit),
        amount=amount,
        reason=reason.strip(),
        needs_second=abs(amount) > program.adjustment_limit,
        made_by_id=by.pk,
        made_at=now,
    )
    if not asked.needs_second:
        _book(asked, owner, by=by, now=now)
    return asked


@transaction.atomic
def approve(*, asked: Adjustment, by: AbstractBaseUser, now: datetime) -> None:
    """The second person agrees, and it is booked. Raises `AdjustmentRefused` or `NotEnough`."""
    _guard(asked, by)
    _book(asked, Owner("participant", asked.owner), by=by, now=now)


@transaction.atomic
def decline(*, asked: Adjustment, by: AbstractBaseUser, now: datetime) -> None:
    """It is not booked: a second person says so, or whoever asked takes it back."""
    _decide(asked, Adjustment.State.DECLINED, by=by, now=now)


def _guard(asked: Adjustment, by: AbstractBaseUser) -> None:
    if asked.made_by_id == by.pk:
        raise AdjustmentRefused(_("You asked for this yourself. Somebody else must agree to it."))


def _book(asked: Adjustment, owner: Owner, *, by: AbstractBaseUser, now: datetime) -> None:
    _decide(asked, Adjustment.State.BOOKED, by=by, now=now)
    organizer = Owner.organizer(asked.program.uuid)
    if asked.amount > 0:
        lasting = asked.program.lasting if asked.unit == Unit.POINTS else asked.program.credits_lasting
        today = now.astimezone(asked.program.zone).date()
        leg = Leg(
            unit=asked.unit,
            debit=organizer,
            credit=owner,
            amount=asked.amount,
            expires_on=lasting.last_day(today),
            stretch=lasting.stretch,
            note=asked.reason,
        )
    else:
        leg = Leg(unit=asked.unit, debit=owner, credit=organizer, amount=-asked.amount, note=asked.reason)
    reference = f"adjustment:{asked.pk}"
    post(program=asked.program, reference=reference, legs=[leg], kind=Kind.CORRECTION, by=by, now=now)


def _decide(asked: Adjustment, state: str, *, by: AbstractBaseUser, now: datetime) -> None:
    """Compare and swap: of two who decide at once, one does."""
    waiting = Adjustment.objects.filter(pk=asked.pk, state=Adjustment.State.WAITING)
    if not waiting.update(state=state, decided_by=by.pk, decided_at=now):
        raise AdjustmentRefused(_("Somebody else has just decided this."))
    asked.state = state
