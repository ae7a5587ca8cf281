"""Decisions that people take on a claim: each asks first why not, then has it written, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.reasons import QUESTIONS, REFUSALS, REVERSALS, Reason
from claims.services import moves
from claims.states import Status
from common.refusals import Refused
from participants.models import User
from verification import permissions, queries
from verification.models import Decision
from verification.problems import blocks
from verification.services import recording, seconding
from verification.services.recording import Answer


class DecisionRefused(Refused):
    """The decision was not taken; nothing changed. `field` names what has to be filled in for it, if that is all."""

    def __init__(self, message: object, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def confirm(
    *, claim: Claim, text: str = "", way: Decision.Way = Decision.Way.DESK, by: User, now: datetime
) -> Decision:
    """The distributor vouches for the whole sale; the participant is paid in the same transaction.

    `text` is needed for one thing: to say why the organizer makes an exception.
    """
    lifted = _lifted(claim, words=text, by=by)
    lines = {line: line.quantity for line in claim.lines.filter(product__isnull=False)}
    answer = Answer(Decision.Kind.CONFIRM, text=text.strip(), lifted=lifted, way=way)
    return seconding.confirm(claim, lines, answer, by=by, now=now)


@transaction.atomic
def confirm_in_part(
    *, claim: Claim, quantities: Mapping[UUID, Decimal], reason: str, text: str = "", by: User, now: datetime
) -> Decision:
    """The distributor vouches for some lines or smaller quantities; lines not named count as nothing."""
    lifted = _lifted(claim, words=text, by=by)
    lines = {line: quantities.get(line.uuid, Decimal(0)) for line in claim.lines.filter(product__isnull=False)}
    if too_much := [line for line, quantity in lines.items() if not 0 <= quantity <= line.quantity]:
        raise DecisionRefused(_("No more than was claimed can be confirmed: %(line)s.") % {"line": too_much[0]})
    if not any(lines.values()):
        raise DecisionRefused(_("Nothing is left to confirm. Refuse the claim instead."))
    if all(line.quantity == quantity for line, quantity in lines.items()):
        plain = Answer(Decision.Kind.CONFIRM, text=text.strip(), lifted=lifted)
        return seconding.confirm(claim, lines, plain, by=by, now=now)
    if reason not in REFUSALS:
        raise DecisionRefused(_("Please choose a reason for what is not confirmed."), field="reason")
    answer = Answer(Decision.Kind.CONFIRM_IN_PART, reason, text.strip(), lifted)
    return seconding.confirm(claim, lines, answer, by=by, now=now)


def _lifted(claim: Claim, *, words: str, by: User) -> str:
    """The gate of every yes, on facts that stay as they are until it is done; returns the codes of lifted blocks."""
    moves.hold(claim)
    problems = queries.problems_of(claim, queries.newest_reading(claim))
    _guard(permissions.why_not_confirm(claim, by=by, problems=problems))
    standing = blocks(problems)
    _guard(permissions.why_not_lift(standing, words=words), field="text")
    return " ".join(block.code for block in standing)


@transaction.atomic
def ask(*, claim: Claim, reason: str, text: str, by: User, now: datetime) -> Decision:
    """Ask the participant something; the claim waits for the answer."""
    _guard(permissions.why_not_decide(claim, by=by))
    if reason not in QUESTIONS:
        raise DecisionRefused(_("Please choose what you need to know."), field="reason")
    if reason == Reason.NEED_ANSWER and not text.strip():
        raise DecisionRefused(_("Please write your question."), field="text")
    answer = Answer(Decision.Kind.ASK, reason, text.strip())
    moves.move(claim, to=Status.QUERIED, by=by, now=now, reason=answer.reason, note=answer.text)
    return recording.record(claim, answer, by=by, now=now)


@transaction.atomic
def refuse(*, claim: Claim, reason: str, text: str = "", by: User, now: datetime) -> Decision:
    """Refuse the claim, always with a reason; the participant can appeal once."""
    _guard(permissions.why_not_decide(claim, by=by))
    if reason not in REFUSALS:
        raise DecisionRefused(_("Please choose a reason."), field="reason")
    if reason == Reason.OTHER and not text.strip():
        raise DecisionRefused(_("Please write the reason."), field="text")
    return recording.refuse(claim, Answer(Decision.Kind.REFUSE, reason, text.strip()), by=by, now=now)


@transaction.atomic
def reverse(*, claim: Claim, reason: str, text: str = "", by: User, now: datetime) -> Decision:
    """Take a confirmed claim back, and with it all that it earned."""
    _guard(permissions.why_not_reverse(claim, by=by))
    if reason not in REVERSALS:
        raise DecisionRefused(_("Please choose a reason."), field="reason")
    return recording.take_back(claim, Answer(Decision.Kind.REVERSE, reason, text.strip()), by=by, now=now)


@transaction.atomic
def goods_came_back(
    *, claim: Claim, quantities: Mapping[UUID, Decimal], number: int, text: str = "", by: User, now: datetime
) -> Decision:
    """Take back what a part of the goods had earned; the claim stays confirmed.

    `number` is how many times goods of this claim came back, with this one. Raises also `returning.ReturnRefused`.
    """
    moves.hold(claim)
    _guard(permissions.why_not_give_back(claim, by=by))
    lines = {line: quantities[line.uuid] for line in claim.lines.filter(uuid__in=quantities) if quantities[line.uuid]}
    answer = Answer(Decision.Kind.RETURN, Reason.RETURNED, text.strip())
    return recording.give_back(claim, lines, answer, number=number, by=by, now=now)


def _guard(reason: str, *, field: str = "") -> None:
    if reason:
        raise DecisionRefused(reason, field=field)
