"""Promised days: clerks hear of them before, heads after, and then the organizer decides. Safe to stop and repeat."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from claims.identity import working_days_after
from claims.models import Claim
from claims.states import Status
from distributors.models import Clerk, Distributor
from jobs.services import after_commit
from participants.models import User
from programs.models import Program
from verification.models import Reminder
from verification.services import handing_over

Stage = Reminder.Stage

HANDED_OVER_AFTER = 2
"""Working days past the promised one, after which the organizer decides."""

NOTED_AT_ONCE = 500


def watch(*, program: Program, now: datetime) -> None:
    """Have everybody reminded who is to be, and hand over what nobody answered."""
    today = now.astimezone(program.zone).date()
    for distributor in Distributor.objects.filter(program=program).order_by("pk"):
        _hand_over(distributor, today=today, now=now)
        for stage in Stage:
            _remind(distributor, stage, today=today, now=now)


def due(distributor: Distributor, stage: Stage, *, today: date) -> QuerySet[Claim]:
    """What waits at the distributor and is due today or tomorrow, or, for heads, is late; the oldest promise first."""
    waiting = Claim.objects.filter(distributor=distributor, status=Status.SUBMITTED, desk=Claim.Desk.DISTRIBUTOR)
    # Both, named: the queue's index has them before the days.
    waiting = waiting.filter(doubt__in=Claim.Doubt.values)
    days = Q(due_on__range=(today, today + timedelta(days=1))) if stage == Stage.CLERKS else Q(due_on__lt=today)
    return waiting.filter(days).order_by("due_on", "pk")


def people(distributor: Distributor, stage: Stage) -> list[Clerk]:
    """Who is reminded: every clerk, or the heads; where there is no head, all of them again."""
    clerks = Clerk.objects.filter(distributor=distributor, is_active=True, user__is_active=True).select_related("user")
    heads = [clerk for clerk in clerks if clerk.role == Clerk.Role.HEAD]
    return heads if stage == Stage.HEADS and heads else list(clerks)


def _remind(distributor: Distributor, stage: Stage, *, today: date, now: datetime) -> None:
    """One mail to each for all claims of which they were not reminded yet."""
    is_any_new = False
    last = 0
    while found := list(due(distributor, stage, today=today).filter(pk__gt=last).order_by("pk")[:NOTED_AT_ONCE]):
        is_any_new |= _note(found, stage, now=now)
        last = found[-1].pk
    if is_any_new:
        with transaction.atomic():
            for clerk in people(distributor, stage):
                after_commit("verification.tasks.remind", clerk_id=clerk.pk, stage=stage.value)


def _note(claims: Sequence[Claim], stage: Stage, *, now: datetime) -> bool:
    known = set(
        Reminder.objects.filter(claim__in=[claim.pk for claim in claims], stage=stage).values_list("claim_id", "due_on")
    )
    new = [
        Reminder(claim=claim, stage=stage, due_on=claim.due_on, made_at=now)
        for claim in claims
        if claim.due_on and (claim.pk, claim.due_on) not in known
    ]
    Reminder.objects.bulk_create(new, ignore_conflicts=True)
    return bool(new)


def _hand_over(distributor: Distributor, *, today: date, now: datetime) -> None:
    handed = False
    for claim in due(distributor, Stage.HEADS, today=today).iterator(chunk_size=NOTED_AT_ONCE):
        if claim.due_on and working_days_after(claim.due_on, HANDED_OVER_AFTER) < today:
            handed |= handing_over.hand_over_late(claim=claim, now=now) is not None
    if handed:
        with transaction.atomic():
            after_commit("verification.tasks.tell_organizer", distributor_id=distributor.pk)


def organizers(program: Program) -> list[User]:
    """The campaign admins who are told that claims came to them."""
    admins = User.objects.filter(administered__program=program, administered__is_active=True, is_active=True)
    return list(admins.distinct().order_by("pk"))
