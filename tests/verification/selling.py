"""Short words for tests about sales files: a claim that was sent, a file that was looked at, and how it stands."""

from claims.models import Claim
from ledger import queries as ledger
from ledger.services import Owner
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_participant
from verification.services import sweeping


def sent(number: str = "FV/2026/11/0457") -> Claim:
    return a_claim(participant=a_participant(), number=number)


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def balance(claim: Claim) -> int:
    return ledger.balance(program=claim.program, owner=Owner.participant(claim.participant.uuid), unit="points")


def looked_at(file) -> None:
    assert sweeping.look_at(file_id=file.uuid, after=0, now=NOON) == 0
