"""Keeping how many problems a claim has, for the queue's marks."""

from collections.abc import Sequence
from datetime import datetime

from claims.models import Claim
from verification.models import Check
from verification.problems import Problem, Weight, seen_by, weighed
from verification.queries import newest_reading, problems_of


def keep(*, claim: Claim, problems: Sequence[Problem] | None = None, now: datetime) -> None:
    """Count and weigh the claim's problems as they are now; `problems` where somebody has just found them."""
    problems = problems_of(claim, newest_reading(claim)) if problems is None else problems
    found = seen_by(problems, organizer=claim.desk == Claim.Desk.ORGANIZER)
    weights = [problem.weight for problem in found]
    counts = {"weight": weighed(found), "blocks": weights.count(Weight.BLOCKS), "doubts": weights.count(Weight.DOUBT)}
    Check.objects.update_or_create(claim=claim, defaults=counts | {"made_at": now})


def note_opened(*, claim: Claim, now: datetime) -> None:
    """Somebody at the distributor has the claim on the screen: from now on it stays there."""
    Check.objects.filter(claim=claim, opened_at=None).update(opened_at=now)
