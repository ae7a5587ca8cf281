"""Leaving a program, over all apps: what belongs to each is told to each, in one transaction."""

from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from claims.owners import participant_owner
from claims.services import leaving as claims
from distributors.models import Clerk
from elearning.services import forgetting as elearning
from ledger import services as ledger
from participants import services as participants
from participants.models import Participant
from participants.queries import has_other_parts
from participants.services.leaving import former
from verification.services import forgetting as verification


def keeps_account(participant: Participant) -> bool:
    """Whether the person's account still serves something else: as a clerk, admin, or in another program."""
    user = participant.user
    return has_other_parts(user, than=participant) or Clerk.objects.filter(user=user, is_active=True).exists()


@transaction.atomic
def leave(*, participant: Participant, now: datetime) -> None:
    """The participant leaves for good: claims, points, answers, names. A second call finds nothing to do.

    Raises Refused, with nothing changed, if somebody decides one of the claims at the same moment.
    """
    # The condition is the lock: of two clicks one leaves.
    if not Participant.objects.filter(pk=participant.pk, is_active=True).update(is_active=False):
        return
    # With somebody go those who turned out to be the same person: they cannot leave by themselves any more.
    for one in (participant, *participant.merged.filter(left_at=None).select_related("user", "program", "company")):
        _leave(one, now=now)


def _leave(participant: Participant, *, now: datetime) -> None:
    user, program = participant.user, participant.program
    claims.leave(participant=participant, by=user, now=now)
    verification.leave(participant=participant)
    # By nobody: the books are never changed, and must not lead to an account that stays.
    owner, reference = participant_owner(participant), f"participant:{participant.uuid}:left"
    ledger.forfeit(program=program, owner=owner, reference=reference, by=None, now=now)
    elearning.leave(participant=participant, former=former(program), now=now)
    nobody = participants.leave(participant=participant, now=now, keeps_account=keeps_account(participant))
    claims.pass_on(participant=participant, was=user, nobody=nobody)
    _forget_in_log(participant, participant.company, None if nobody != user else user, name=former(program))


def _forget_in_log(*rows: Model | None, name: str) -> None:
    """The admin's log copies what a row was called."""
    for row in filter(None, rows):
        lines = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
        lines.update(object_repr=name)
