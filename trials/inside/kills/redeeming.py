"""Codes redeemed one after another by several people; an answer that was lost with its process is asked for again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from django.conf import settings
from django.utils import timezone

from campaigns import services as campaigns
from campaigns.batches import BatchState
from campaigns.codes import digest
from campaigns.services import making, print_files
from claims.code_refusals import CodeUsedByYou
from claims.models import Award, AwardLine, Claim, CodeRedemption
from claims.owners import participant_owner
from claims.services import codes
from claims.states import Status
from ledger import queries as ledger
from ledger.models import Transfer
from participants.models import Participant
from trials.inside.kills.works import Fault, Sort, Tell, admin, new_batch, program

CODES = 10
"""Of one work."""

AT_ONCE = 500
"""Codes made in stock."""


@dataclass(frozen=True)
class Redeeming:
    """Some codes, each in the hand of somebody."""

    hands: Sequence[tuple[str, Participant]]

    def do(self, told: Sequence[str], tell: Tell) -> None:
        """From the last code that was acknowledged: whoever does not see the answer sends the code once more."""
        for code, participant in self.hands[max(0, len(set(told)) - 1) :]:
            try:
                claim = codes.redeem(participant=participant, text=code, now=timezone.now())
            except CodeUsedByYou as before:
                claim = before.claim
            tell(f"{code} {claim.pk}")

    def standing(self) -> list[str]:
        """Nobody was told more than was told."""
        return []

    def judge(self, told: Sequence[str]) -> Iterator[Fault]:
        """Each code made one claim, the one that was acknowledged, paid once to whoever redeemed it."""
        claims = dict(piece.split() for piece in told)
        for piece in set(told):
            if claims[piece.split()[0]] != piece.split()[1]:
                yield Fault("doubled", f"two claims were acknowledged: {piece} and {claims[piece.split()[0]]}")
        for code, participant in self.hands:
            if code not in claims:
                yield Fault("undone", f"{code} was never acknowledged")
            else:
                yield from _judge_code(code, participant, int(claims[code]))


def _judge_code(code: str, participant: Participant, told: int) -> Iterator[Fault]:
    redeemed = CodeRedemption.objects.filter(code__digest=digest(code, key=settings.CODE_KEY))
    if [row.claim_id for row in redeemed] != [told]:
        yield Fault("lost", f"{code} was acknowledged as claim {told}, and is {list(redeemed)}")
        return
    claim = Claim.objects.get(pk=told)
    if claim.participant_id != participant.pk or claim.status != Status.VERIFIED:
        yield Fault("lost", f"the claim of {code} is {claim.status}, of {claim.participant}")
    lines = AwardLine.objects.giving().filter(award__claim=claim, award__reversed_at=None)
    posted = Transfer.objects.filter(reference=f"claim:{claim.uuid}:award")
    if Award.objects.filter(claim=claim).count() != 1 or len(lines) != len(posted) or not lines:
        sort: Sort = "doubled" if len(posted) > len(lines) else "lost"
        yield Fault(sort, f"{code} has {len(lines)} lines of award, and {len(posted)} in the ledger")


class Codes:
    """The stock of codes, and what its people held before."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._people = list(Participant.objects.filter(program=program()).select_related("user", "program", "company"))
        self._stock: list[str] = []
        self._given = 0
        self._before = (self._held(), Claim.objects.count(), CodeRedemption.objects.count())

    def lay_out(self) -> Redeeming:
        """The next codes, dealt out by chance."""
        if len(self._stock) < CODES:
            self._stock += live_codes(AT_ONCE)
        taken, self._stock = self._stock[:CODES], self._stock[CODES:]
        self._given += len(taken)
        return Redeeming([(code, self._chance.choice(self._people)) for code in taken])

    def close(self) -> Iterator[Fault]:
        """Each code is worth one point: as many more are held, claims there and codes used as were given out."""
        held, claims, redeemed = self._before
        sums = (self._held() - held, Claim.objects.count() - claims, CodeRedemption.objects.count() - redeemed)
        for number, what in zip(sums, ("points held", "claims", "codes used"), strict=True):
            if number != self._given:
                yield Fault("doubled" if number > self._given else "lost", f"{number} {what} for {self._given} codes")

    def _held(self) -> int:
        owners = {participant_owner(one) for one in self._people}
        return sum(ledger.balance(program=program(), owner=owner, unit="points") for owner in owners)


def live_codes(count: int) -> list[str]:
    """New codes of one point each that count."""
    batch, by, now = new_batch("To be redeemed", count), admin(), timezone.now()
    making.order(batch=batch, by=by, now=now)
    making.make_all(batch=batch, now=now)
    made = list(print_files.codes_of(batch))
    campaigns.export(batch=batch, by=by, now=now)
    for state in (BatchState.PRINTED, BatchState.LIVE):
        campaigns.move_batch(batch=batch, to=state, by=by, now=now)
    return made
