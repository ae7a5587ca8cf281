"""Short words for tests about undoing: confirm, undo, spend, and how it stands."""

from datetime import datetime, timedelta
from uuid import UUID

from claims.models import Claim
from ledger import queries as balances
from ledger import services as ledger
from ledger.models import Transfer
from ledger.services import Owner
from tests.builders.programs import NOON
from verification.models import Decision
from verification.services import decisions, undoing

SOON = NOON + timedelta(seconds=5)
COURSE = Owner.course(UUID(int=4))


def confirmed(claim: Claim, by, now: datetime = NOON) -> Decision:
    return decisions.confirm(claim=claim, by=by, now=now)


def undone(decision: Decision, by=None, now: datetime = SOON) -> Decision:
    fresh = Decision.objects.get(pk=decision.pk)
    return undoing.undo(decision=fresh, by=by or decision.made_by, now=now)


def balance(claim: Claim, unit: str = "points") -> int:
    owner = Owner.participant(claim.participant.uuid)
    return balances.balance(program=claim.program, owner=owner, unit=unit)


def spent(claim: Claim, amount: int, *, reference: str = "enrolment:1", now: datetime = SOON) -> list[Transfer]:
    return ledger.spend(
        program=claim.program,
        unit="points",
        owner=Owner.participant(claim.participant.uuid),
        to=COURSE,
        amount=amount,
        reference=reference,
        by=None,
        now=now,
    )


def stands(claim: Claim) -> str:
    return Claim.objects.get(pk=claim.pk).status
