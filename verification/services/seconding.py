"""Two pairs of eyes: above the campaign's value one person agrees, and another confirms the same."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from claims.models import Claim, ClaimLine
from claims.services import moves, sending
from distributors.models import Clerk
from participants.models import CampaignAdmin, User
from verification.models import Decision, FirstYes
from verification.services import recording
from verification.services.recording import Answer


def confirm(claim: Claim, lines: Mapping[ClaimLine, Decimal], answer: Answer, *, by: User, now: datetime) -> Decision:
    """Confirm, or be the first of two; where nobody else sits at the distributor's, the organizer is the second."""
    if not needs_two(claim) or _is_second(claim, lines) or not _has_second(claim, by=by):
        return recording.confirm(claim, lines, answer, by=by, now=now)
    decision = recording.agree(claim, lines, answer, by=by, now=now)
    if claim.desk == Claim.Desk.DISTRIBUTOR and not _colleagues(claim, by=by):
        note, day = _("A second person has to confirm."), sending.due_on(claim, claim.campaign, now=now)
        moves.hand_over(claim, by=by, now=now, note=note, due_on=day)
    return decision


def needs_two(claim: Claim) -> bool:
    """Whether the campaign asks for two people; a claim that states no total may be of any value."""
    least = claim.campaign.second_look_from if claim.campaign else None
    return least is not None and (claim.total is None or claim.total >= least)


def _is_second(claim: Claim, lines: Mapping[ClaimLine, Decimal]) -> bool:
    """Somebody agreed before with exactly this; the gate lets nobody be both."""
    first = FirstYes.objects.filter(claim=claim).select_related("decision").first()
    if first is None:
        return False
    agreed = dict(first.decision.lines.values_list("line_id", "quantity"))
    return agreed == {line.pk: quantity for line, quantity in lines.items()}


def _has_second(claim: Claim, *, by: User) -> bool:
    """Whether anybody could be the second at all: else one is enough, since nobody can do more."""
    return _colleagues(claim, by=by) or _admins(claim, by=by)


def _colleagues(claim: Claim, *, by: User) -> bool:
    if claim.desk != Claim.Desk.DISTRIBUTOR:
        return False
    others = Clerk.objects.filter(distributor=claim.distributor, is_active=True).exclude(user=by)
    others = others.exclude(user=claim.participant.user_id)
    if claim.branch_id:
        return others.filter(branches=None).exists() or others.filter(branches=claim.branch_id).exists()
    return others.exists()


def _admins(claim: Claim, *, by: User) -> bool:
    others = CampaignAdmin.objects.filter(program=claim.program, is_active=True).exclude(user=by)
    return others.exclude(user=claim.participant.user_id).exists()
