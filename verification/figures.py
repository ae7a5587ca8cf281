"""A distributor's figures of some days, as values: what waits, what was decided and how soon, and what came of it.

Every question walks an index to the distributor's own claims of these days and comes back in groups, so that what is
read here is bounded by days, branches and reasons, not by claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from claims.models import AwardLine, Claim
from claims.reasons import Reason
from claims.states import Status
from common.moments import HoursBetween, LocalDay, start_of
from distributors.models import Branch, Distributor, Introduction
from verification.models import Decision

CONFIRMING = (Decision.Kind.CONFIRM, Decision.Kind.CONFIRM_IN_PART)
BY_FILE, BY_DOCUMENT = Decision.Way.SALES_FILE, Decision.Way.NO_DOUBT
CUSTOMERS = ("participant", "company")
"""Whom an award line may reward so that it counts as a customer's."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which distributor, of which branch (None: all of them), of which day to which, both included."""

    distributor: Distributor
    since: date
    until: date
    branch: Branch | None = None

    @property
    def start(self) -> datetime:
        """The first moment of the first day."""
        return start_of(self.since, self.distributor.program.zone)

    @property
    def end(self) -> datetime:
        """The first moment after the last day."""
        return start_of(self.until + timedelta(days=1), self.distributor.program.zone)


@dataclass(frozen=True, slots=True)
class OfBranch:
    """One branch, or the claims that name none."""

    branch: int | None
    waiting: int
    late: int
    decided: int
    in_time: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the page says. `hours` counts decisions by the whole hours that they took; `waiting` claims by due day.

    `decided` and what follows from it are answers of the distributor's own desk, by people or by themselves;
    `by_organizer` are those that fell to the organizer.
    """

    asked: Asked
    today: date
    waiting: Mapping[date, int]
    per_day: Mapping[date, int]
    in_time: int
    by_organizer: int
    hours: Mapping[int, int]
    confirmed: Mapping[str, int]
    reasons: list[tuple[Reason, int]]
    points: int
    brought: int
    claimed: int
    branches: list[OfBranch]

    @property
    def decided(self) -> int:
        """Answers at the distributor's desk."""
        return sum(self.per_day.values())

    @property
    def waits(self) -> int:
        """What waits now, whatever the days asked for."""
        return sum(self.waiting.values())

    @property
    def late(self) -> int:
        """What waits past its promised day."""
        return sum(count for day, count in self.waiting.items() if day < self.today)

    @property
    def refused(self) -> int:
        """Over all reasons."""
        return sum(count for _reason, count in self.reasons)

    def took(self, share: float) -> int | None:
        """Within how many whole hours this share of the answers came; None where there were none."""
        wanted, seen = share * sum(self.hours.values()), 0
        for hours, count in sorted(self.hours.items()):
            seen += count
            if seen >= wanted:
                return hours
        return None


def figures(asked: Asked, *, now: datetime) -> Figures:
    """Gather them; the number of questions does not depend on what there is."""
    today = now.astimezone(asked.distributor.program.zone).date()
    waiting, decided = _waiting(asked), _decided(asked)
    confirmed, reasons = _outcomes(asked)
    brought, claimed = _brought(asked)
    return Figures(
        asked=asked,
        today=today,
        waiting=_by_day(waiting, "due_on"),
        per_day=_by_day(decided, "day"),
        in_time=sum(row["in_time"] for row in decided),
        by_organizer=sum(row["elsewhere"] for row in decided),
        hours=_hours(asked),
        confirmed=confirmed,
        reasons=reasons,
        points=_points(asked),
        brought=brought,
        claimed=claimed,
        branches=list(_branches(waiting, decided, today)),
    )


def _by_day(rows: list[dict[str, Any]], name: str) -> Counter[date]:
    days: Counter[date] = Counter()
    for row in rows:
        if row[name] is not None:
            days[row[name]] += row["count"]
    return days


def _waiting(asked: Asked) -> list[dict[str, Any]]:
    """By branch and promised day."""
    waits = Claim.objects.filter(
        distributor=asked.distributor,
        status=Status.SUBMITTED,
        desk=Claim.Desk.DISTRIBUTOR,
        # Both, named: the queue's index has them before the days.
        doubt__in=Claim.Doubt.values,
    )
    waits = waits if asked.branch is None else waits.filter(branch=asked.branch)
    found: Any = waits.order_by().values("branch", "due_on").annotate(count=Count("pk"))
    return list(found)


def _of_these_days(asked: Asked, path: str = "") -> Q:
    """Decided on the days asked for; `path` leads to the claim."""
    told = {"distributor": asked.distributor, "kind": Claim.Kind.DOCUMENT}
    told |= {"decided_at__gte": asked.start, "decided_at__lt": asked.end}
    told |= {} if asked.branch is None else {"branch": asked.branch}
    return Q(**{f"{path}{name}": value for name, value in told.items()})


def _decided(asked: Asked) -> list[dict[str, Any]]:
    """By branch and day: how many at this desk, how many of them in time, and how many elsewhere."""
    day = LocalDay("decided_at", zone=asked.distributor.program.zone, since=asked.since, until=asked.until)
    here = Q(desk=Claim.Desk.DISTRIBUTOR)
    found: Any = Claim.objects.filter(_of_these_days(asked)).annotate(day=day).order_by().values("branch", "day")
    return list(
        found.annotate(
            count=Count("pk", filter=here),
            in_time=Count("pk", filter=here & Q(due_on__gte=F("day"))),
            elsewhere=Count("pk", filter=~here),
        )
    )


def _hours(asked: Asked) -> dict[int, int]:
    took = HoursBetween("submitted_at", "decided_at")
    found = Claim.objects.filter(_of_these_days(asked), desk=Claim.Desk.DISTRIBUTOR).annotate(took=took)
    return dict(found.order_by().values_list("took").annotate(count=Count("pk")))


def _outcomes(asked: Asked) -> tuple[dict[str, int], list[tuple[Reason, int]]]:
    """Confirmations by their way, and refusals by their reason, the most frequent first."""
    # A decision that was undone was made at another moment than the one that stands.
    standing = Decision.objects.filter(_of_these_days(asked, "claim__"), made_at=F("claim__decided_at"))
    standing = standing.filter(claim__desk=Claim.Desk.DISTRIBUTOR, kind__in=[*CONFIRMING, Decision.Kind.REFUSE])
    confirmed: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for kind, way, reason, count in (
        standing.order_by().values_list("kind", "way", "reason").annotate(count=Count("pk"))
    ):
        if kind == Decision.Kind.REFUSE:
            refused[reason] += count
        else:
            confirmed[way] += count
    return dict(confirmed), [(Reason(code), count) for code, count in refused.most_common()]


def _points(asked: Asked) -> int:
    """What the customers were given for these claims and still have not given back."""
    lines = AwardLine.objects.filter(
        _of_these_days(asked, "award__claim__"),
        award__reversed_at=None,
        unit=AwardLine.Unit.POINTS,
        rewards__in=CUSTOMERS,
    )
    return lines.aggregate(sum=Sum(F("quantity") - F("taken_back")))["sum"] or 0


def _brought(asked: Asked) -> tuple[int, int]:
    """Participants whom its links brought on these days, and how many of them have sent a claim since."""
    sent = Claim.objects.filter(participant=OuterRef("participant")).exclude(submitted_at=None)
    found = Introduction.objects.filter(link__distributor=asked.distributor)
    found = found.filter(made_at__gte=asked.start, made_at__lt=asked.end)
    found = found if asked.branch is None else found.filter(link__branch=asked.branch)
    told = found.aggregate(brought=Count("pk"), claimed=Count("pk", filter=Exists(sent)))
    return told["brought"], told["claimed"]


def _branches(waiting: list[dict[str, Any]], decided: list[dict[str, Any]], today: date) -> list[OfBranch]:
    known = {row["branch"] for row in (*waiting, *decided)}
    return [
        OfBranch(
            branch=branch,
            waiting=sum(row["count"] for row in waiting if row["branch"] == branch),
            late=sum(row["count"] for row in waiting if row["branch"] == branch and (row["due_on"] or today) < today),
            decided=sum(row["count"] for row in decided if row["branch"] == branch),
            in_time=sum(row["in_time"] for row in decided if row["branch"] == branch),
        )
        for branch in known
    ]
