"""Wrong codes of a program by hour, and whether they are more than usual. An unknown code has no campaign."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncHour

from campaigns.models import Campaign
from claims import guessing
from claims.models import WrongCodeTry
from programs.models import Program

HOURS = 24
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wrong:
    """The last day's wrong codes by hour of the clock, in all, and of each of the days before, the newest first."""

    by_hour: list[tuple[datetime, int]]
    count: int
    before: list[int]

    @property
    def is_alarming(self) -> bool:
        """Somebody ought to look."""
        return guessing.is_alarming(self.count, self.before)


def wrong_codes(program: Program, *, now: datetime) -> Wrong:
    """What was typed in the program and found nowhere."""
    tries = WrongCodeTry.objects.filter(participant__program=program)
    count, *before = days(program, now=now)
    start = now.astimezone(program.zone).replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1)
    hour = TruncHour("made_at", tzinfo=program.zone)
    recent = tries.filter(made_at__gte=start, made_at__lte=now).annotate(hour=hour).order_by()
    counts = dict(recent.values_list("hour").annotate(n=Count("pk")))
    hours = [start + timedelta(hours=number) for number in range(HOURS)]
    return Wrong([(one, counts.get(one, 0)) for one in hours], count, before)


def days(program: Program, *, now: datetime) -> list[int]:
    """Of the last 24 hours, of the 24 before those, and so on, in one question."""
    ends = [now - number * DAY for number in range(guessing.USUAL_DAYS + 2)]
    within = {
        f"day_{number}": Count("pk", filter=Q(made_at__gt=start, made_at__lte=end))
        for number, (end, start) in enumerate(pairwise(ends))
    }
    tries = WrongCodeTry.objects.filter(participant__program=program, made_at__gt=ends[-1])
    found = tries.aggregate(**within)
    return [found[name] for name in within]


def coded(program: Program) -> QuerySet[Campaign]:
    """The live campaigns that have codes."""
    return Campaign.objects.filter(program=program, is_live=True, code_batches__isnull=False).distinct()
