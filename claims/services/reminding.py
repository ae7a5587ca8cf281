"""Telling people before their points or training credits end: thirty and seven days before, once each."""

from datetime import date, datetime, timedelta

from django.db import transaction

from claims.models import ExpiryNotice
from claims.owners import participant_owner
from jobs.services import after_commit
from ledger import queries as ledger
from ledger.kinds import Unit
from participants.models import Participant
from programs.models import Program

DAYS_BEFORE = (7, 30)
"""When people are told, the nearest first."""


def remind(*, program: Program, now: datetime) -> int:
    """Note down whom to tell of which last day, and have them mailed; returns how many. Safe to stop and repeat."""
    today = now.astimezone(program.zone).date()
    until = today + timedelta(days=max(DAYS_BEFORE))
    told = 0
    for unit in Unit:
        for owner in ledger.owners_with_an_end(program=program, unit=unit, first=today, last=until):
            if (participant := _participant(program, owner)) and participant.is_active:
                told += _note(participant, unit, today=today)
    return told


def _participant(program: Program, owner: str) -> Participant | None:
    """A company, clerk or distributor is not told: no one person answers for its account."""
    kind, _colon, uuid = owner.partition(":")
    if kind != "participant":
        return None
    return Participant.objects.filter(program=program, uuid=uuid).select_related("program").first()


@transaction.atomic
def _note(participant: Participant, unit: str, *, today: date) -> int:
    told = 0
    for expiry in _expiries(participant, unit, today=today):
        days = next((days for days in DAYS_BEFORE if expiry.on <= today + timedelta(days=days)), None)
        if days is None or expiry.on < today:
            continue
        notice, is_new = ExpiryNotice.objects.get_or_create(
            participant=participant, unit=unit, last_on=expiry.on, days_before=days
        )
        if is_new:
            after_commit("claims.tasks.tell_of_expiry", notice_id=notice.pk)
            told += 1
    return told


def amount_of(notice: ExpiryNotice, *, today: date) -> int:
    """How many points or credits still end on that day; none if they were spent or last longer now."""
    expiries = _expiries(notice.participant, notice.unit, today=today)
    return next((one.amount for one in expiries if one.on == notice.last_on), 0)


def _expiries(participant: Participant, unit: str, *, today: date) -> list[ledger.Expiry]:
    owner = participant_owner(participant)
    return ledger.expiries(program=participant.program, owner=owner, unit=unit, today=today)
