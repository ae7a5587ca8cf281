"""Trying a rule on past claims: claims in a second of CPU, beside the bare loop of evaluation; prints one JSON object.

python -m trials.inside.bench_tryout CLAIMS
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from campaigns import services
from campaigns.models import Campaign, Product, TryOut
from campaigns.queries import rules_in_force, rules_with
from campaigns.rules import POINTS, Cap, ClaimFacts, Holder, LineFacts, Multiplier, Period, Scope, wire
from claims.models import Award, AwardLine, Claim
from claims.services import replaying
from claims.services.replaying import Past
from participants.models import CampaignAdmin, Participant, User
from trials.inside.bench_codes import cpu_seconds
from trials.inside.many_claims import multiply

CHUNK = 1000
PEOPLE = 1000
WRITTEN = 10_000
"""Claims written one by one; more are their copies."""
FIRST_DAY = date(2026, 1, 5)
DAYS = 300


def people(campaign: Campaign, number: int) -> list[Participant]:
    """As many participants as a busy program has."""
    made = User.objects.bulk_create(User(email=f"bench-{place}@example.com") for place in range(number))
    return Participant.objects.bulk_create(
        Participant(user=user, program=campaign.program, name=user.email, joined_at=timezone.now()) for user in made
    )


def facts(number: int, products: list[Product]) -> ClaimFacts:
    """A purchase of three products, other ones and on another day for each claim."""
    lines = (
        LineFacts(
            product_id=(product := products[(number + place) % len(products)]).pk,
            measures={"piece": Decimal(1 + number % 7), "pack": Decimal(1 + number % 7)},
            net=Decimal(50 + number % 90),
            gross=Decimal(60 + number % 90),
            category=product.category,
            brand=product.brand,
        )
        for place in range(3)
    )
    return ClaimFacts(tuple(lines), FIRST_DAY + timedelta(days=number % DAYS), enrolled_on=FIRST_DAY)


def fill(campaign: Campaign, number: int) -> None:
    """So many verified claims with their awards, as the service would have written them."""
    buyers, products = people(campaign, PEOPLE), list(campaign.program.products.order_by("pk")[:20])
    rules = rules_in_force(campaign, at=timezone.now())
    start = timezone.now() - timedelta(days=DAYS)
    for first in range(0, number, CHUNK):
        told = [facts(place, products) for place in range(first, min(first + CHUNK, number))]
        with transaction.atomic():
            claims = Claim.objects.bulk_create(
                Claim(
                    number=f"B{first + place:010}",
                    program=campaign.program,
                    participant=buyers[(first + place) % PEOPLE],
                    campaign=campaign,
                    status="verified",
                    issue_date=one.bought_on,
                    created_at=start,
                    submitted_at=start + timedelta(days=DAYS) * (first + place) / number,
                )
                for place, one in enumerate(told)
            )
            awards = Award.objects.bulk_create(
                Award(claim=claim, facts=wire.to_json(one), policy=wire.to_json(rules.policy), made_at=start)
                for claim, one in zip(claims, told, strict=True)
            )
            AwardLine.objects.bulk_create(
                AwardLine(
                    award=award,
                    rule_id=given.rule_id,
                    of_rule_id=given.of_rule,
                    factor=given.factor,
                    product_id=given.product_id,
                    counted=given.counted,
                    unit=given.unit,
                    quantity=given.quantity,
                    full=given.full,
                )
                for award, one in zip(awards, told, strict=True)
                for given in rules.award(one).given
            )


def leave_plain_rules(campaign: Campaign) -> None:
    """Those for units, amounts and each claim: what else is tried beside them is chosen here, not by the demo."""
    campaign.rules.filter(unit=POINTS).exclude(kind__in=["per-measure", "per-amount"]).delete()


def a_tryout(campaign: Campaign, effect: Any, scope: Scope) -> TryOut:
    admin = CampaignAdmin.objects.filter(program=campaign.program).select_related("user")[0]
    return services.draft(campaign=campaign, effect=effect, scope=scope, by=admin.user, now=timezone.now())


def tried(tryout: TryOut, days: int) -> dict[str, float]:
    """A whole run: claims in a second of CPU (its database's too), and the most memory beyond what was there, in MB."""
    today = timezone.now().date()
    services.start(tryout=tryout, since=today - timedelta(days=days), until=today)
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    before, started, began = peak(), cpu_seconds(), time.monotonic()
    replaying.run(tryout_id=tryout.pk, run=tryout.run, clock=timezone.now)
    seconds, wall = cpu_seconds() - started, time.monotonic() - began
    tryout.refresh_from_db()
    assert tryout.result is not None
    memory = {"peak_mb": peak() - before, "mb": peak()}
    return {"claims": tryout.claims, "rate": tryout.claims / seconds, "seconds": seconds, "wall": wall} | memory


def peak() -> float:
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def bare(tryout: TryOut, number: int) -> float:
    """Claims in a second of CPU by nothing but the evaluation, the facts being there already."""
    rules = rules_with(tryout, at=timezone.now())
    known = [past.facts for past in islice(_all(tryout), number)]
    started = time.process_time()
    for one in known:
        rules.award(one)
    return len(known) / (time.process_time() - started)


def _all(tryout: TryOut) -> Iterator[Past]:
    for page in replaying.pages(tryout, needs_clerk=False):
        yield from page


def main(number: int) -> None:
    campaign = Campaign.objects.select_related("program").order_by("pk")[0]
    leave_plain_rules(campaign)
    first = 1 + (Claim.objects.aggregate(last=Max("pk"))["last"] or 0)
    fill(campaign, min(number, WRITTEN))
    multiply(first, number // WRITTEN)
    tryout = a_tryout(campaign, Multiplier(Decimal(2)), Scope(weekdays=frozenset({4, 5})))
    few, many = tried(tryout, DAYS // 10), tried(tryout, DAYS + 1)
    capped = tried(a_tryout(campaign, Cap(500, Holder.PARTICIPANT, Period.MONTH), Scope()), DAYS + 1)
    tryout.refresh_from_db()
    told = {"few": few, "many": many, "capped": capped, "bare": bare(tryout, min(number, 5000))}
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]))
