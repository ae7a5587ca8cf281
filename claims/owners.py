"""Whose ledger accounts an award moves between."""

from claims.models import AwardLine, Claim
from ledger.services import Owner
from participants.models import Participant


def participant_owner(participant: Participant) -> Owner:
    """The participant's own account."""
    return Owner.participant(participant.uuid)


def sponsor_owner(claim: Claim, line: AwardLine) -> Owner:
    """Whose account pays this line: the organizer's, or the distributor's."""
    if line.sponsor_distributor is not None:
        return Owner.distributor(line.sponsor_distributor.uuid)
    return Owner.organizer(claim.program.uuid)
