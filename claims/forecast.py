"""What claims that wait for a decision would earn, if all of them were confirmed as they are."""

from collections import Counter
from dataclasses import dataclass

from claims.models import Claim
from claims.services import awards
from claims.states import UNDECIDED
from programs.models import Program

MOST = 300
"""Claims that are computed: each asks the database several questions."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """So many claims wait; `by_unit` is what the oldest `counted` of them would earn, for all who are rewarded."""

    waiting: int
    counted: int
    by_unit: dict[str, int]


def forecast(program: Program) -> Forecast:
    """Today's answer of the rules; caps that several of the claims share are counted for each alone."""
    waiting = Claim.objects.filter(program=program, status__in=UNDECIDED, issue_date__isnull=False)
    related = ("program", "campaign__program", "distributor", "participant__program", "participant__company")
    oldest = waiting.select_related(*related).order_by("submitted_at", "pk")[:MOST]
    sums: Counter[str] = Counter()
    counted = 0
    for claim in oldest:
        counted += 1
        for given in awards.expected(claim).giving:
            sums[given.unit] += given.quantity
    return Forecast(waiting.count(), counted, dict(sums))
