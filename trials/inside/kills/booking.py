"""Claims confirmed one after another by a clerk, and after each some of its points spent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from uuid import uuid4

from django.db.models import Sum
from django.utils import timezone

from claims.models import Award, AwardLine, Claim
from claims.owners import participant_owner
from claims.states import Status
from distributors.models import Clerk
from ledger import services as ledger
from ledger.kinds import Kind
from ledger.models import Transfer
from ledger.services import Owner
from trials.inside.bench_queue import put
from trials.inside.kills.works import Fault, Tell
from verification.models import Decision
from verification.services import decisions

CLAIMS = 6
"""Of one work."""

SPENT = 1
"""Points, after each confirmation."""


@dataclass(frozen=True)
class Booking:
    """Some claims on one desk."""

    clerk: Clerk
    claims: Sequence[Claim]

    def do(self, told: Sequence[str], tell: Tell) -> None:
        """From the last that was acknowledged: whoever does not see the answer tries once more."""
        for claim in self.claims[max(0, len(set(told)) // 2 - 1) :]:
            self._confirm(claim)
            tell(f"confirmed {claim.uuid}")
            _spend(claim)
            tell(f"spent {claim.uuid}")

    def _confirm(self, claim: Claim) -> None:
        fresh = Claim.objects.select_related("participant__user", "program", "campaign", "distributor").get(pk=claim.pk)
        try:
            decisions.confirm(claim=fresh, by=self.clerk.user, now=timezone.now())
        except decisions.DecisionRefused:
            # The page then shows the claim as it is; anything but confirmed is a refusal that should not be.
            if Claim.objects.get(pk=claim.pk).status != Status.VERIFIED:
                raise

    def standing(self) -> list[str]:
        """Nobody was told more than was told."""
        return []

    def judge(self, told: Sequence[str]) -> Iterator[Fault]:
        """Each claim was decided once, paid once as its award says, and once spent from."""
        for claim in self.claims:
            yield from _judge_claim(claim, set(told))


def _spend(claim: Claim) -> None:
    ledger.spend(
        program=claim.program,
        unit="points",
        owner=participant_owner(claim.participant),
        to=Owner.course(claim.program.uuid),
        amount=SPENT,
        reference=f"trial:{claim.uuid}",
        by=None,
        now=timezone.now(),
    )


def _judge_claim(claim: Claim, told: set[str]) -> Iterator[Fault]:
    claim.refresh_from_db()
    lines = AwardLine.objects.giving().filter(award__claim=claim, award__reversed_at=None)
    numbers = {
        "confirmed": int(claim.status == Status.VERIFIED),
        "decisions": Decision.objects.filter(claim=claim).count(),
        "awards": Award.objects.filter(claim=claim).count(),
        "lines of award in the ledger": Transfer.objects.filter(reference=f"claim:{claim.uuid}:award").count(),
        "spends": Transfer.objects.filter(reference=f"trial:{claim.uuid}").count(),
    }
    wanted = dict.fromkeys(numbers, 1) | {"lines of award in the ledger": lines.count()}
    for what, number in numbers.items():
        if number > wanted[what]:
            yield Fault("doubled", f"claim {claim.uuid}: {number} {what} instead of {wanted[what]}")
        elif number < wanted[what]:
            was_told = f"confirmed {claim.uuid}" in told and (what != "spends" or f"spent {claim.uuid}" in told)
            yield Fault("lost" if was_told else "undone", f"claim {claim.uuid}: {number} {what}")


class Desk:
    """One desk."""

    def __init__(self, chance: Random) -> None:
        clerks = Clerk.objects.select_related("user", "distributor__program").order_by("pk")
        self._clerk = chance.choice(list(clerks))
        self._name = uuid4().hex
        self._number = 0

    def lay_out(self) -> Booking:
        """The next claims."""
        claims = put(self._clerk.distributor, range(self._number, self._number + CLAIMS), self._name)
        self._number += CLAIMS
        return Booking(self._clerk, claims)

    def close(self) -> Iterator[Fault]:
        """All that claims were paid stands in an award, under whatever reference it was posted."""
        paid = Transfer.objects.filter(kind=Kind.AWARD).aggregate(sum=Sum("amount"))["sum"] or 0
        awarded = AwardLine.objects.aggregate(sum=Sum("quantity"))["sum"] or 0
        if paid != awarded:
            yield Fault("doubled" if paid > awarded else "lost", f"{awarded} were awarded, and {paid} paid")
