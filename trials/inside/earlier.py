"""Redeems a code as if it had been some days ago, or promises a job to the worker; prints one JSON object.

python -m trials.inside.earlier redeem EMAIL CODE DAYS
python -m trials.inside.earlier promise TASK
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

from django.utils import timezone

from claims.services import codes
from jobs.services import after_commit
from ledger.models import Lot
from participants.models import Participant


def redeem(email: str, code: str, days: int) -> dict[str, str]:
    """The points are booked at that moment, and last from it; the day and their last day."""
    participant = Participant.objects.select_related("program", "user").get(user__email=email)
    then = timezone.now() - timedelta(days=days)
    codes.redeem(participant=participant, text=code, now=then)
    until = Lot.objects.exclude(expires_on=None).latest("pk").expires_on
    return {"redeemed on": f"{then.astimezone(participant.program.zone):%Y-%m-%d}", "last day": f"{until}"}


def promise(task: str) -> str:
    """One run more of a job that the clock starts, done by the worker like any other."""
    return after_commit(task).task


if __name__ == "__main__":
    what, *told = sys.argv[1:]
    print(json.dumps(promise(told[0]) if what == "promise" else redeem(told[0], told[1], int(told[2]))))
