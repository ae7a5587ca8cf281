"""Who may decide what: each function answers with the reason why not, or with nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from claims.models import Claim
from claims.services.returning import why_not_return
from claims.states import Status
from distributors.queries import clerk_of
from participants.models import User
from participants.queries import administers
from verification.models import Decision, FirstYes
from verification.problems import Problem, blocks

UNDO_TIME = timedelta(minutes=10)
"""How long whoever decided may think better of it."""

UNDOABLE = {
    Decision.Kind.CONFIRM: Status.VERIFIED,
    Decision.Kind.CONFIRM_IN_PART: Status.VERIFIED,
    Decision.Kind.ASK: Status.QUERIED,
    Decision.Kind.REFUSE: Status.REFUSED,
    Decision.Kind.AGREE: Status.SUBMITTED,
}
"""Decisions that can be undone, each with the status in which it leaves the claim."""


def may_see(claim: Claim, *, by: User) -> bool:
    """The clerks of the claim's distributor and the organizer's admins; never the claimant."""
    if claim.status == Status.DRAFT or claim.kind == Claim.Kind.CODE:
        return administers(by, claim.program)
    return _is_clerk_of(claim, by) or administers(by, claim.program)


def _is_clerk_of(claim: Claim, by: User) -> bool:
    clerk = clerk_of(by)
    if clerk is None or clerk.distributor_id != claim.distributor_id:
        return False
    branches = set(clerk.branches.values_list("pk", flat=True))
    return not branches or claim.branch_id is None or claim.branch_id in branches


def why_not_decide(claim: Claim, *, by: User) -> str:
    """Confirming, asking, refusing: a clerk where the claim lies, or the organizer; never one's own claim."""
    if claim.participant.user_id == by.pk:
        return _("This is your own claim. Somebody else must decide it.")
    if claim.status != Status.SUBMITTED:
        return _("Somebody else has just decided this claim. Its status is now: %(status)s.") % {
            "status": claim.get_status_display()
        }
    return _why_not_at_this_desk(claim, by)


def _why_not_at_this_desk(claim: Claim, by: User) -> str:
    if claim.desk == Claim.Desk.DISTRIBUTOR and _is_clerk_of(claim, by):
        return ""
    return "" if administers(by, claim.program) else _("This claim is not for you to decide.")


def why_not_hand_over(claim: Claim, *, by: User) -> str:
    """Leaving the claim to the organizer: whoever may decide it at the distributor's desk."""
    if reason := why_not_decide(claim, by=by):
        return reason
    return "" if claim.desk == Claim.Desk.DISTRIBUTOR else _("The organizer decides this claim already.")


def why_not_confirm(claim: Claim, *, by: User, problems: Sequence[Problem]) -> str:
    """Confirming, wholly or in part: whoever may decide, unless a block stands that this person cannot lift."""
    if reason := why_not_decide(claim, by=by):
        return reason
    if FirstYes.objects.filter(claim=claim, decision__made_by=by).exists():
        return _("You agreed already. This claim is so large that a second person has to confirm it.")
    is_organizer = administers(by, claim.program)
    standing = [block for block in blocks(problems) if not (is_organizer and block.is_liftable)]
    if not standing:
        return ""
    return " ".join([*(block.text for block in standing), _way_on(standing)])


def _way_on(standing: Sequence[Problem]) -> str:
    if all(block.is_liftable for block in standing):
        return _("Correct the claim, or refuse it: the participant can ask the organizer for an exception.")
    return _("Correct the claim, or refuse it.")


def why_not_lift(standing: Sequence[Problem], *, words: str) -> str:
    """Confirming past the blocks that are left after `why_not_confirm`: an exception has to be explained."""
    return _("Please write why you make an exception.") if standing and not words.strip() else ""


def why_not_undo(decision: Decision, *, by: User, now: datetime) -> str:
    """Undoing: whoever took the decision, for ten minutes, and only while nothing else happened to the claim."""
    claim = decision.claim
    if decision.made_by_id != by.pk:
        return _("Only the person who took a decision can undo it.")
    if decision.kind not in UNDOABLE:
        return _("This cannot be undone.")
    if now - decision.made_at > UNDO_TIME:
        return _("It is too late to undo this.")
    if claim.decisions.latest("pk") != decision or claim.status != UNDOABLE[Decision.Kind(decision.kind)]:
        return _("Something else has happened to this claim since, so this can no longer be undone.")
    return _why_not_at_this_desk(claim, by)


def why_not_reverse(claim: Claim, *, by: User) -> str:
    """Taking back a confirmed claim: the organizer, or a clerk of the distributor that confirmed it."""
    if claim.participant.user_id == by.pk:
        return _("This is your own claim. Somebody else must decide it.")
    if claim.status != Status.VERIFIED:
        return _("Only a confirmed claim can be taken back.")
    if administers(by, claim.program) or (claim.kind == Claim.Kind.DOCUMENT and _is_clerk_of(claim, by)):
        return ""
    return _("This claim is not for you to decide.")


def why_not_give_back(claim: Claim, *, by: User) -> str:
    """Noting that a part of the goods came back: whoever may take the claim back, if its award can be divided."""
    return why_not_reverse(claim, by=by) or why_not_return(claim)
