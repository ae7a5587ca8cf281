"""Keeping which problems a claim has, for the queue's order, marks and filter."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from claims.models import Claim
from verification.models import Check
from verification.problems import Problem, Weight, seen_by, weighed
from verification.queries import newest_reading, problems_of

MOST_CODES = 500


def keep(*, claim: Claim, problems: Sequence[Problem] | None = None, now: datetime) -> None:
    """Note and weigh the claim's problems as they are now; `problems` where somebody has just found them."""
    problems = problems_of(claim, newest_reading(claim)) if problems is None else problems
    seen = seen_by(problems, organizer=claim.desk == Claim.Desk.ORGANIZER)
    found = [problem for problem in seen if problem.weight != Weight.NOTE]
    blocks = sum(problem.weight == Weight.BLOCKS for problem in found)
    values = {
        "weight": weighed(seen),
        "blocks": blocks,
        "doubts": len(found) - blocks,
        "codes": _written(problem.code for problem in found),
    }
    Check.objects.update_or_create(claim=claim, defaults=values | {"made_at": now})
    doubt = Claim.Doubt.SOME if found else Claim.Doubt.NONE
    if claim.doubt != doubt:
        Claim.objects.filter(pk=claim.pk).update(doubt=doubt)
        claim.doubt = doubt


def note_opened(*, claim: Claim, now: datetime) -> None:
    """Somebody at the distributor has the claim on the screen: from now on it stays there."""
    Check.objects.filter(claim=claim, opened_at=None).update(opened_at=now)


def _written(codes: Iterable[str]) -> str:
    """Between spaces, so that a code is found whole; what would not fit is left away."""
    text = " "
    for code in dict.fromkeys(codes):
        if len(text) + len(code) < MOST_CODES:
            text += f"{code} "
    return text.rstrip(" ") and text
