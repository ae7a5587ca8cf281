"""How a program stands, as values: what its campaign admin wants to know before anything else."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Avg, Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import TruncDate

from campaigns.models import Campaign, Product, Rule
from claims.models import Claim, ClaimEvent
from claims.queries import lines_cut
from claims.reasons import Reason
from claims.states import Status
from claims.wrong_codes import Wrong, coded, wrong_codes
from distributors.models import Clerk, Distributor
from ledger import queries as ledger
from ledger.kinds import Unit
from programs.models import Program

DAYS = 30
"""How far back the figures look, today included."""
REASONS = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is not decided yet; `ours` fell to the organizer's own desk, `late` is past its promised day."""

    count: int
    ours: int
    late: int
    oldest_on: date | None


@dataclass(frozen=True, slots=True)
class Decided:
    """Invoices and receipts decided in the last DAYS; `days` is how long an answer took, None where there was none."""

    in_full: int
    in_part: int
    refused: int
    days: float | None

    @property
    def count(self) -> int:
        """All of them."""
        return self.in_full + self.in_part + self.refused


@dataclass(frozen=True, slots=True)
class Setup:
    """Which of the first steps are done."""

    has_products: bool
    has_distributors: bool
    has_clerks: bool
    has_campaign: bool
    has_rules: bool
    has_live: bool

    @property
    def is_complete(self) -> bool:
        """Nothing is left to do before the first claim."""
        return all(astuple(self))


@dataclass(frozen=True, slots=True)
class Running:
    """A campaign that takes claims or will, with the rules in force and those that are planned."""

    campaign: Campaign
    rules: list[Rule]
    sellers: int


@dataclass(frozen=True, slots=True)
class Overview:
    """One program at one moment. `since` is the first moment of the first of `per_day`."""

    program: Program
    now: datetime
    today: date
    since: datetime
    campaigns: list[Running]
    waiting: Waiting
    decided: Decided
    per_day: list[tuple[date, int]]
    points: ledger.Totals
    reasons: list[tuple[Reason, int]]
    setup: Setup
    wrong: Wrong
    coded: list[Campaign]


def overview(program: Program, *, now: datetime) -> Overview:
    """The program's first page; the number of questions asked does not grow with its claims."""
    today = now.astimezone(program.zone).date()
    since = datetime.combine(today - timedelta(days=DAYS - 1), time.min, tzinfo=program.zone)
    sent = Claim.objects.filter(program=program).exclude(status=Status.DRAFT)
    return Overview(
        program=program,
        now=now,
        today=today,
        since=since,
        campaigns=_running(program, today=today, now=now),
        waiting=_waiting(sent, today=today),
        decided=_decided(sent.filter(kind=Claim.Kind.DOCUMENT, decided_at__gte=since)),
        per_day=_per_day(sent.filter(submitted_at__gte=since), since=since),
        points=ledger.totals(program=program, unit=Unit.POINTS),
        reasons=_reasons(program, since=since),
        setup=_setup(program),
        wrong=wrong_codes(program, now=now),
        coded=list(coded(program).order_by("starts_on", "pk")),
    )


def _running(program: Program, *, today: date, now: datetime) -> list[Running]:
    rules = Prefetch("rules", Rule.objects.not_over(now).to_be_told().order_by("pk"), to_attr="rules_now")
    found = Campaign.objects.filter(program=program, is_live=True, claims_until__gte=today).prefetch_related(rules)
    found = found.annotate(sellers=Count("distributors")).order_by("starts_on", "pk")
    return [Running(one, one.rules_now, one.sellers) for one in found]


def _waiting(sent: QuerySet[Claim], *, today: date) -> Waiting:
    found = sent.filter(status=Status.SUBMITTED).aggregate(
        count=Count("pk"),
        ours=Count("pk", filter=Q(desk=Claim.Desk.ORGANIZER)),
        late=Count("pk", filter=Q(due_on__lt=today)),
        oldest_on=Min("due_on"),
    )
    return Waiting(**found)


def _decided(decided: QuerySet[Claim]) -> Decided:
    verified, in_part = Q(status=Status.VERIFIED), lines_cut()
    found = decided.filter(status__in=[Status.VERIFIED, Status.REFUSED]).aggregate(
        verified=Count("pk", filter=verified),
        in_part=Count("pk", filter=verified & Q(in_part)),
        refused=Count("pk", filter=Q(status=Status.REFUSED)),
        took=Avg(F("decided_at") - F("submitted_at")),
    )
    days = found["took"] / timedelta(days=1) if found["took"] is not None else None
    return Decided(found["verified"] - found["in_part"], found["in_part"], found["refused"], days)


def _per_day(sent: QuerySet[Claim], *, since: datetime) -> list[tuple[date, int]]:
    day = TruncDate("submitted_at", tzinfo=since.tzinfo)
    counts = dict(sent.annotate(day=day).order_by().values_list("day").annotate(n=Count("pk")))
    days = [since.date() + timedelta(days=number) for number in range(DAYS)]
    return [(one, counts.get(one, 0)) for one in days]


def _reasons(program: Program, *, since: datetime) -> list[tuple[Reason, int]]:
    given = ClaimEvent.objects.filter(claim__program=program, made_at__gte=since).exclude(reason="")
    counts = given.order_by().values_list("reason").annotate(n=Count("claim", distinct=True)).order_by("-n", "reason")
    return [(Reason(code), count) for code, count in counts[:REASONS]]


def _setup(program: Program) -> Setup:
    mine, campaigns = OuterRef("pk"), Campaign.objects.filter(program=OuterRef("pk"))
    found = (
        Program.objects.filter(pk=program.pk)
        .annotate(
            has_products=Exists(Product.objects.filter(program=mine)),
            has_distributors=Exists(Distributor.objects.filter(program=mine)),
            has_clerks=Exists(Clerk.objects.filter(distributor__program=mine, is_active=True)),
            has_campaign=Exists(campaigns),
            has_rules=Exists(Rule.objects.filter(campaign__program=mine)),
            has_live=Exists(campaigns.filter(is_live=True)),
        )
        .values(*Setup.__slots__)
        .get()
    )
    return Setup(**found)
