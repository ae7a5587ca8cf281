"""The desk's pages with few and with many claims waiting; prints figures by number of claims as one JSON object.

python -m trials.inside.bench_queue SIZE…
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

from django.utils import timezone

from campaigns.models import Campaign, Product
from claims.models import Claim, ClaimLine, Document
from claims.numbers import new_number
from claims.states import ReadingState, Status
from distributors.models import Clerk, Distributor
from participants.models import Participant
from trials.inside.pages import opened
from verification.models import Check


def fill(distributor: Distributor, count: int) -> None:
    """Claims on the distributor's desk, as many as are missing."""
    put(distributor, range(Claim.objects.filter(distributor=distributor).count(), count))


def put(distributor: Distributor, numbers: range, name: str = "bench") -> list[Claim]:
    """Claims on the distributor's desk, one for each number; row by row as sending leaves them."""
    campaign = Campaign.objects.get(program=distributor.program)
    people = list(Participant.objects.filter(program=distributor.program))
    product, now = Product.objects.filter(program=distributor.program)[0], timezone.now()
    claims = Claim.objects.bulk_create(
        Claim(
            number=new_number(),
            program=distributor.program,
            participant=people[number % len(people)],
            campaign=campaign,
            distributor=distributor,
            desk=Claim.Desk.DISTRIBUTOR,
            status=Status.SUBMITTED,
            issuer_name=distributor.name,
            document_number=f"{name}/{number}",
            identity_key=f"{name}|{number}",
            issue_date=now.date(),
            created_at=now,
            submitted_at=now,
            due_on=now.date() + timedelta(days=number % 20),
            doubt=number % 2,
        )
        for number in numbers
    )
    Document.objects.bulk_create(
        Document(claim=claim, reading_state=ReadingState.READ, changed_at=now) for claim in claims
    )
    ClaimLine.objects.bulk_create(ClaimLine(claim=claim, position=1, product=product, quantity=2) for claim in claims)
    Check.objects.bulk_create(
        Check(claim=claim, blocks=0, doubts=index % 2, made_at=now) for index, claim in enumerate(claims)
    )
    return claims


def main(sizes: list[int]) -> None:
    clerk = Clerk.objects.select_related("user", "distributor__program").order_by("pk")[0]
    figures = {}
    for size in sizes:
        fill(clerk.distributor, size)
        one = Claim.objects.filter(distributor=clerk.distributor).order_by("due_on", "id")[0]
        # The first look at a claim takes it; what counts is every page after that.
        opened(clerk.user, f"/queue/{one.uuid}/")
        queue, claim = opened(clerk.user, "/queue/"), opened(clerk.user, f"/queue/{one.uuid}/")
        figures[size] = {"queue": vars(queue), "claim": vars(claim)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
