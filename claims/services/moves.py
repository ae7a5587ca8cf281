"""The one writer of a claim's status."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from claims.models import Claim, ClaimEvent
from claims.reasons import Reason
from claims.states import TRANSITIONS, Status
from common.refusals import Refused
from participants.models import User


class ClaimMoved(Refused):
    """Somebody else was faster, or the claim is past this step."""


class AlreadyPaid(Refused):
    """Another verified claim already speaks for the same document."""


def hold(claim: Claim) -> None:
    """See the claim as it stands now, and keep its row until the transaction ends, so that what is judged stays so."""
    held = Claim.objects.select_related(
        "program", "campaign", "distributor", "participant__user", "participant__company"
    )
    claim.refresh_from_db(from_queryset=held.select_for_update(of=("self",), no_key=True))


@transaction.atomic
def move(
    claim: Claim, *, to: Status, by: User | None, now: datetime, reason: str = "", note: str = "", **changes: object
) -> ClaimEvent:
    """Compare and swap. The only line in the project that writes `Claim.status`; `changes` are written with it."""
    was = Status(claim.status)
    if to not in TRANSITIONS[was]:
        raise ClaimMoved(
            _("Somebody else has just decided this claim. Its status is now: %(status)s.") % {"status": was.label}
        )
    if not _swap(claim, was=was, to=to, changes=changes):
        claim.refresh_from_db()
        now_is = Status(claim.status).label
        raise ClaimMoved(
            _("Somebody else has just decided this claim. Its status is now: %(status)s.") % {"status": now_is}
        )
    claim.status = to
    for name, value in changes.items():
        setattr(claim, name, value)
    return ClaimEvent.objects.create(claim=claim, was=was, became=to, reason=reason, note=note, made_by=by, made_at=now)


def _swap(claim: Claim, *, was: Status, to: Status, changes: dict[str, object]) -> bool:
    try:
        with transaction.atomic():
            return bool(Claim.objects.filter(pk=claim.pk, status=was).update(status=to, **changes))
    except IntegrityError as conflict:
        # The database's own word on "one document pays once": two confirmations raced, and this one came second.
        if "pays_once" in str(conflict) or "identity_key" in str(conflict) or "document_id" in str(conflict):
            raise AlreadyPaid(_("Another claim on the same document is already confirmed.")) from conflict
        raise


def hand_over(claim: Claim, *, by: User | None, now: datetime, note: str, due_on: date) -> ClaimEvent:
    """From the distributor's desk to the organizer's, with a new promised day; the claim still waits."""
    waiting = Claim.objects.filter(pk=claim.pk, status=Status.SUBMITTED, desk=Claim.Desk.DISTRIBUTOR)
    if not waiting.update(desk=Claim.Desk.ORGANIZER, due_on=due_on):
        claim.refresh_from_db()
        raise ClaimMoved(_("This claim does not wait at the distributor any more."))
    claim.desk, claim.due_on = Claim.Desk.ORGANIZER, due_on
    return _event(claim, by=by, now=now, reason=Reason.HANDED_OVER, note=note)


def note(claim: Claim, *, by: User | None, now: datetime, reason: str, note: str) -> ClaimEvent:
    """A history line for what happened to a claim that stays where it stands."""
    return _event(claim, by=by, now=now, reason=reason, note=note)


def _event(claim: Claim, *, by: User | None, now: datetime, reason: str, note: str) -> ClaimEvent:
    return ClaimEvent.objects.create(
        claim=claim, was=claim.status, became=claim.status, reason=reason, note=note, made_by=by, made_at=now
    )


def begin(claim: Claim, *, by: User | None, now: datetime) -> ClaimEvent:
    """The first history line of a claim that was just made."""
    return ClaimEvent.objects.create(claim=claim, was="", became=claim.status, made_by=by, made_at=now)
