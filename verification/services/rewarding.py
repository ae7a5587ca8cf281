"""What a decision earns its distributor and clerk: asked for with the decision, given by jobs that may be repeated.

Not in the decision's own transaction: it already holds the sums and accounts of the claim's award, and two clerks who
then wanted each other's would wait in a circle.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns.models import Rule
from campaigns.queries import service_kinds
from claims.models import Claim
from claims.services import awards, moves, serving
from claims.services.facts import clerk_of
from distributors.models import Introduction
from jobs.services import after_commit
from verification.models import Decision

ANSWERS = frozenset({Decision.Kind.CONFIRM, Decision.Kind.CONFIRM_IN_PART, Decision.Kind.REFUSE})
"""What settles a claim. They count alike, so that nobody is paid for saying yes; a question settles nothing."""

BY_THE_FIRM = frozenset({Decision.Way.MAIL, Decision.Way.SALES_FILE})
"""Answers of a distributor that no clerk gave: by its mailed link, or by its own record of the sale."""


def ask_for(decision: Decision) -> None:
    """Have given what the decision earns, once it is committed; inside its transaction."""
    kinds = _kinds_about(decision)
    if Rule.Kind.PER_DECISION in kinds and is_in_time(decision):
        after_commit("verification.tasks.reward_answer", decision_id=str(decision.uuid))
    if Rule.Kind.PER_ENROLMENT in kinds:
        _settle_enrolment(decision.claim)


def ask_back(undone: Decision) -> None:
    """Have taken back what an undone decision earned; inside the transaction that undoes it."""
    kinds = _kinds_about(undone)
    if Rule.Kind.PER_DECISION in kinds:
        after_commit("verification.tasks.reward_answer", decision_id=str(undone.uuid))
    if Rule.Kind.PER_ENROLMENT in kinds:
        _settle_enrolment(undone.claim)


def _kinds_about(decision: Decision) -> set[str]:
    """Nearly no campaign has such rules, and most other decisions have nothing to do with them."""
    campaign = decision.claim.campaign
    return service_kinds(campaign) if campaign and decision.kind in ANSWERS | {Decision.Kind.REVERSE} else set()


def _settle_enrolment(claim: Claim) -> None:
    if Introduction.objects.filter(participant=claim.participant_id).exists():
        after_commit("claims.tasks.settle_enrolment", participant_id=str(claim.participant.uuid))


def is_in_time(decision: Decision) -> bool:
    """Whether the distributor has just answered a claim at its own desk, by the end of the promised day."""
    claim = decision.claim
    if decision.kind not in ANSWERS or claim.due_on is None:
        return False
    answers = decision.way in BY_THE_FIRM or clerk_of(claim, decision.made_by) is not None
    return answers and decision.made_at.astimezone(claim.program.zone).date() <= claim.due_on


@transaction.atomic
def settle_answer(*, decision: Decision, now: datetime) -> None:
    """Give once what an answer in time earns, or take it back if the answer was undone. May be repeated."""
    claim = decision.claim
    moves.hold(claim)
    given = serving.answered(claim)
    if given is None and not _is_undone(decision.uuid):
        serving.reward_answer(
            claim=claim, decision=decision.uuid, by=decision.made_by, decided_at=decision.made_at, now=now
        )
    elif given is not None and _is_undone(given.about):
        awards.reverse(given, by=None, now=now)
        # The new answer's turn comes after this transaction: sums are locked before accounts, never after.
        after_commit("verification.tasks.reward_answer", decision_id=str(decision.uuid))


def _is_undone(decision: UUID | None) -> bool:
    return Decision.objects.filter(undoes__uuid=str(decision)).exists()
