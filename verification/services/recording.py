"""Writing a decision down, whoever took it: the claim moves, is paid or pays back, and later work is asked for.

Runs inside the transaction of whoever decided, after the question why not. `by` is None where no person decided: then
the decision's `way` says what did.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from claims.models import Claim, ClaimLine
from claims.services import awards, memory, moves, reserving, returning
from claims.states import Status
from jobs.services import after_commit
from participants.models import User
from verification import permissions
from verification.models import Decision, DecisionLine, FirstYes, Offer
from verification.services import customers, rewarding

TOLD_AFTER = permissions.UNDO_TIME + timedelta(seconds=10)
"""When the participant is mailed: never before the decision stands, not even if undoing it takes a while."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is decided: its kind, its reason and words, and the codes of blocks that the organizer lifted for it."""

    kind: Decision.Kind
    reason: str = ""
    text: str = ""
    lifted: str = ""
    way: Decision.Way = Decision.Way.DESK


def confirm(
    claim: Claim, lines: Mapping[ClaimLine, Decimal], answer: Answer, *, by: User | None, now: datetime
) -> Decision:
    """Confirm so much of each line, and pay for it."""
    moves.move(claim, to=Status.VERIFIED, by=by, now=now, reason=answer.reason, note=answer.text, decided_at=now)
    for line, quantity in lines.items():
        ClaimLine.objects.filter(pk=line.pk).update(confirmed_quantity=quantity)
    decision = record(claim, answer, by=by, now=now)
    _name_lines(decision, lines)
    awards.grant(claim=claim, by=by, now=now)
    customers.learn_from(claim, by=by, now=now)
    # A slip teaches nothing.
    memory.schedule(claim, delay=TOLD_AFTER)
    return decision


def agree(claim: Claim, lines: Mapping[ClaimLine, Decimal], answer: Answer, *, by: User, now: datetime) -> Decision:
    """One of two people agrees; nothing moves yet, and a different earlier yes counts no more."""
    decision = Decision.objects.create(
        claim=claim, **asdict(answer) | {"kind": Decision.Kind.AGREE}, made_by=by, made_at=now
    )
    _name_lines(decision, lines)
    FirstYes.objects.update_or_create(claim=claim, defaults={"decision": decision})
    Offer.objects.filter(claim=claim).delete()
    return decision


def refuse(claim: Claim, answer: Answer, *, by: User | None, now: datetime) -> Decision:
    """Refuse, with the reason; what the claim waited for is free again."""
    moves.move(claim, to=Status.REFUSED, by=by, now=now, reason=answer.reason, note=answer.text, decided_at=now)
    reserving.release(claim)
    return record(claim, answer, by=by, now=now)


def take_back(claim: Claim, answer: Answer, *, by: User | None, now: datetime) -> Decision:
    """Take a confirmed claim back, and with it all that it earned."""
    moves.move(claim, to=Status.REVERSED, by=by, now=now, reason=answer.reason, note=answer.text)
    awards.take_back(claim=claim, by=by, now=now)
    customers.forget(claim)
    memory.schedule(claim)
    return record(claim, answer, by=by, now=now)


def give_back(
    claim: Claim, lines: Mapping[ClaimLine, Decimal], answer: Answer, *, number: int, by: User | None, now: datetime
) -> Decision:
    """Take back what this much of each line had earned; the claim stays confirmed."""
    returning.take_back_lines(claim=claim, quantities=lines, number=number, note=answer.text, by=by, now=now)
    decision = record(claim, answer, by=by, now=now)
    _name_lines(decision, lines)
    return decision


def record(claim: Claim, answer: Answer, *, by: User | None, now: datetime) -> Decision:
    """Keep the decision, take the claim off the screens, and have the participant told."""
    decision = Decision.objects.create(claim=claim, **asdict(answer), made_by=by, made_at=now)
    Offer.objects.filter(claim=claim).delete()
    FirstYes.objects.filter(claim=claim).delete()
    can_be_undone = by is not None and answer.kind in permissions.UNDOABLE
    delay = TOLD_AFTER if can_be_undone else timedelta(0)
    after_commit("verification.tasks.tell_participant", delay=delay, decision_id=str(decision.uuid))
    rewarding.ask_for(decision)
    return decision


def _name_lines(decision: Decision, lines: Mapping[ClaimLine, Decimal]) -> None:
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, line=line, quantity=quantity) for line, quantity in lines.items()
    )
