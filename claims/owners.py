"""Whose ledger accounts an award moves between."""

from campaigns.rules import Holder
from claims.models import AwardLine, Claim
from distributors.models import Distributor
from ledger.services import Owner
from participants.models import Participant, User


def participant_owner(participant: Participant) -> Owner:
    """The participant's own account, or that of the one into whom the participant was merged."""
    return Owner.participant((participant.merged_into or participant).uuid)


def rewarded_owner(
    line: AwardLine, *, participant: Participant, distributor: Distributor | None, clerk: User | None
) -> Owner:
    """Whose of these is what the line gives."""
    if line.rewards == Holder.COMPANY and participant.company:
        return Owner.company(participant.company.uuid)
    if line.rewards == Holder.CLERK and clerk:
        return Owner.clerk(clerk.uuid)
    if line.rewards == Holder.DISTRIBUTOR and distributor:
        return Owner.partner(distributor.uuid)
    return participant_owner(participant)


def sponsor_owner(claim: Claim, line: AwardLine) -> Owner:
    """Whose account pays this line: the organizer's, or the distributor's."""
    if line.sponsor_distributor is not None:
        return Owner.distributor(line.sponsor_distributor.uuid)
    return Owner.organizer(claim.program.uuid)
