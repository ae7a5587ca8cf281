"""Posting an award, redeeming a code, opening a long statement; prints figures as one JSON object.

python -m trials.inside.bench_points POSTINGS LINES
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from statistics import median

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.owners import participant_owner
from claims.services import codes
from ledger import services as ledger
from ledger.services import Leg, Owner
from participants.models import Participant
from trials.inside.pages import opened
from trials.inside.raw import captured, cpu_ms, replay


def post(participant: Participant, reference: str, now: datetime, legs: int = 2) -> None:
    """An award as a claim gives it: points that expire, and training credits."""
    to, giver = participant_owner(participant), Owner.organizer(participant.program.uuid)
    given = [
        Leg(unit="points", debit=giver, credit=to, amount=40, expires_on=date(2030, 1, 1)),
        Leg(unit="credits", debit=giver, credit=to, amount=3),
    ]
    ledger.post(program=participant.program, reference=reference, legs=given[:legs], kind="award", by=None, now=now)


def against_raw(acts: list[Callable[[], object]]) -> dict[str, float]:
    """Median CPU of every other act, and of the bare statements of those between."""
    acts[0]()
    whole = [cpu_ms(act) for act in acts[1::2]]
    bare = [cpu_ms(partial(replay, captured(act))) for act in acts[2::2]]
    return {"value": median(whole), "reference": median(bare)}


def statement(participant: Participant, lines: int) -> dict[str, float]:
    """The statement page with a hundred lines, and with many more."""
    now = timezone.now() - timedelta(days=60)
    figures: dict[str, float] = {}
    for name, first, last in (("few", 0, 100), ("many", 100, lines)):
        for start in range(first, last, 500):
            with transaction.atomic():
                for number in range(start, min(start + 500, last)):
                    post(participant, f"bench:line:{number}", now + timedelta(seconds=number), legs=1)
        page = opened(participant.user, "/points/")
        figures |= {f"{name}_ms": page.milliseconds, f"{name}_queries": page.queries}
    return figures


def main(postings: int, lines: int) -> None:
    first, second, third = Participant.objects.select_related("user", "program").order_by("pk")[:3]
    now, printed = timezone.now(), (settings.HOME / "demo-codes.csv").read_text().split()
    posting = [partial(post, first, f"bench:award:{number}", now) for number in range(2 * postings + 1)]
    tried = printed[: 2 * min(postings, 60) + 1]
    redeeming = [partial(codes.redeem, participant=second, text=code, now=now) for code in tried]
    told = {
        "award": against_raw(list(posting)),
        "code": against_raw(list(redeeming)),
        "statement": statement(third, lines),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
