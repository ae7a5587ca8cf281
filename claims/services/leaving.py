"""When a participant leaves: open claims are withdrawn, and what nobody needs to check is deleted at once."""

from datetime import datetime

from django.db.models import QuerySet

from claims.models import Claim, ClaimEvent, Correction, DeclinedSale, UploadTrace, WrongCodeTry
from claims.services import forgetting, sending
from claims.states import OPEN, Status
from participants.models import Participant, User

UNPAID = (Status.WITHDRAWN, Status.REFUSED)
"""Nothing was given for these, so nobody has to check them any more."""


def leave(*, participant: Participant, by: User, now: datetime) -> None:
    """Withdraw what is open; delete unsent claims, documents, facts and words of unpaid ones, and code tries.

    Raises Refused if somebody decides one of the claims at the same moment. Part of the caller's transaction.
    """
    mine = Claim.objects.filter(participant=participant)
    for claim in mine.filter(status__in=OPEN).select_related("participant"):
        sending.withdraw(claim=claim, by=by, now=now)
    forgetting.delete_unsent(_keys(forgetting.never_sent() & mine), now)
    unpaid = _keys(mine.filter(status__in=UNPAID))
    forgetting.remove_evidence(unpaid, now)
    forgetting.empty_facts(unpaid, now)
    ClaimEvent.objects.filter(claim__in=unpaid).update(note="")
    for traces in (WrongCodeTry, UploadTrace, DeclinedSale):
        traces.objects.filter(participant=participant).delete()


def pass_on(*, participant: Participant, was: User, nobody: User) -> None:
    """What the participant did to own claims is from now on done by somebody without a name."""
    for rows in (ClaimEvent, Correction):
        rows.objects.filter(claim__participant=participant, made_by=was).update(made_by=nobody)


def _keys(claims: QuerySet[Claim]) -> list[int]:
    return list(claims.values_list("pk", flat=True))
