"""What the desk's pages show: one function a page, rows in, no query from a template."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from campaigns.rules import CREDITS, POINTS
from claims import drafts
from claims.models import Claim, ClaimEvent, ClaimLine, DocumentPage, GoodsReturn, Reading
from claims.queries import returns_of
from claims.services import awards
from claims.states import Status
from distributors.models import Clerk, Sale
from participants.models import Qualification, User
from participants.queries import shown_qualifications
from verification import permissions, searching, waiting
from verification.desks import Desk
from verification.evidence import facts_of
from verification.models import Decision, SaleMatch
from verification.problems import Problem, find_problems, seen_by
from verification.waiting import Place, Wanted

SHOWN = 30
BESIDE = 15
"""Rows of the list on its own page, and beside a claim."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One waiting claim in the list."""

    claim: Claim
    has_doubt: bool
    held_by: str
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A part of the list, by promised day; how many wait in all, and how many are wanted (at most LOOKED_AT each).

    `later` is the claim behind which the list goes on; where it `is_cut_off`, nothing wanted was found up to it.
    """

    days: list[tuple[date, list[QueueRow]]]
    count: int
    wanted: Wanted
    wanted_count: int
    later: UUID | None
    is_cut_off: bool

    @property
    def is_counted_out(self) -> bool:
        """Whether there are more than were counted."""
        return self.count >= searching.LOOKED_AT

    @property
    def counted(self) -> str:
        """How many wait, as people read it."""
        return f"{self.count}+" if self.is_counted_out else str(self.count)

    @property
    def wanted_counted(self) -> str:
        """How many are wanted, as people read it."""
        is_more = self.wanted_count >= searching.LOOKED_AT or self.is_cut_off
        return f"{self.wanted_count}+" if is_more else str(self.wanted_count)

    @property
    def later_query(self) -> str:
        """The end of the address at which the list goes on."""
        told = self.wanted.query
        return f"{told}&after={self.later}" if told else f"?after={self.later}"


def queue(
    desk: Desk, wanted: Wanted, *, now: datetime, after: Place | None = None, shown: int | None = None
) -> QueuePage:
    """The desk's waiting claims that are wanted, oldest promise first, from behind `after` on."""
    most = SHOWN if shown is None else shown
    found = waiting.find(desk, wanted, after=after, limit=most + 1)
    places = found.places[:most]
    rows = _rows(desk, places, now=now)
    later = rows[-1].claim.uuid if len(found.places) > most and rows else _uuid_of(found.looked_to)
    days = [(day, list(part)) for day, part in groupby(rows, lambda row: row.claim.due_on or date.max)]
    count = waiting.count(desk, wanted.only_order)
    wanted_count = waiting.count(desk, wanted) if wanted.is_narrowed else count
    return QueuePage(days, count, wanted, wanted_count, later, is_cut_off=found.looked_to is not None)


def _uuid_of(place: Place | None) -> UUID | None:
    return Claim.objects.filter(pk=place.pk).values_list("uuid", flat=True).first() if place else None


def _rows(desk: Desk, places: Sequence[Place], *, now: datetime) -> list[QueueRow]:
    order = {place.pk: number for number, place in enumerate(places)}
    claims = Claim.objects.filter(pk__in=order).select_related("participant", "check_made", "offer__held_by")
    return [_row(claim, desk, now=now) for claim in sorted(claims, key=lambda claim: order[claim.pk])]


def _row(claim: Claim, desk: Desk, *, now: datetime) -> QueueRow:
    check, offer = getattr(claim, "check_made", None), getattr(claim, "offer", None)
    held = offer if offer and offer.expires_at > now and offer.held_by_id != desk.user.pk else None
    return QueueRow(
        claim=claim,
        has_doubt=bool(check and (check.blocks or check.doubts)),
        held_by=str(held.held_by) if held else "",
        is_ahead=bool(held and held.is_ahead),
    )


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything on a claim's page."""

    claim: Claim
    lines: list[ClaimLine]
    pages: list[DocumentPage]
    data: dict[str, Any]
    problems: list[Problem]
    events: list[ClaimEvent]
    returns: list[GoodsReturn]
    points: int
    credits: int
    proof: Sale | None
    certified: list[Qualification]


def claim_page(desk: Desk, claim: Claim) -> ClaimPage:
    """The claim with its evidence, problems, history and what a plain yes would give."""
    data = newest_reading(claim)
    given = awards.expected(claim)
    return ClaimPage(
        claim=claim,
        lines=lines_of(claim),
        pages=list(DocumentPage.objects.filter(document__claim=claim).order_by("number")),
        data=data,
        problems=seen_by(problems_of(claim, data), organizer=desk.distributor is None),
        events=list(claim.events.select_related("made_by").order_by("made_at", "id")),
        returns=returns_of(claim),
        points=given.total(POINTS),
        credits=given.total(CREDITS),
        proof=proof_of(claim),
        certified=shown_qualifications(claim.participant, on=claim.issue_date) if claim.issue_date else [],
    )


def lines_of(claim: Claim) -> list[ClaimLine]:
    """The claim's lines with what their products are called in each language."""
    return list(claim.lines.select_related("product").prefetch_related("product__names").order_by("position"))


def first_page(claim: Claim) -> DocumentPage | None:
    """The page of the claim's document that is looked at first."""
    return DocumentPage.objects.filter(document__claim=claim).order_by("number").first()


def newest_reading(claim: Claim) -> dict[str, Any]:
    """The newest Reading of the claim's document as its JSON object, or an empty one."""
    found = Reading.objects.filter(document__claim=claim).order_by("-made_at", "-id").first()
    return found.suggested if found else {}


def problems_of(claim: Claim, data: dict[str, Any]) -> list[Problem]:
    """The claim's problems at this moment, the gravest first."""
    return find_problems(facts_of(claim, data))


def undoable(claim: Claim, *, by: User, now: datetime) -> Decision | None:
    """The last decision on the claim, if this person may still undo it."""
    last = claim.decisions.select_related("claim__program").order_by("-pk").first()
    return None if last is None or permissions.why_not_undo(last, by=by, now=now) else last


def proof_of(claim: Claim) -> Sale | None:
    """The sale in the distributor's file that proves the claim, as last compared; what differs is a problem."""
    match = SaleMatch.objects.filter(claim=claim, differences=[]).select_related("sale").first()
    return match.sale if match else None


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """What the desk answered in the last thirty days."""

    decided: int
    verified: int
    refused: int


def month(desk: Desk, *, now: datetime) -> MonthFigures:
    """The desk's answers of the last thirty days."""
    decided = desk.claims().filter(decided_at__gte=now - timedelta(days=30))
    verified, refused = Q(status=Status.VERIFIED), Q(status=Status.REFUSED)
    counts = decided.aggregate(all=Count("pk"), verified=Count("pk", verified), refused=Count("pk", refused))
    return MonthFigures(counts["all"], counts["verified"], counts["refused"])


def days_left(day: date) -> int:
    """Days until a promised day, negative when it has passed."""
    return (day - timezone.localdate()).days


def boxes(page: ClaimPage) -> Iterator[dict[str, Any]]:
    """The places on the picture, with those that a problem is about marked."""
    doubtful = {name for problem in page.problems for name in problem.facts}
    for name, field in (page.data.get("fields") or {}).items():
        if field.get("box"):
            tone = "look" if name in doubtful else ""
            yield {"fact": name, "label": field["value"], "page": field["page"], "box": field["box"], "tone": tone}
    read = drafts.read_lines(page.data)
    for line in page.lines:
        found = read[line.reading_index] if line.reading_index is not None and line.reading_index < len(read) else None
        if found and found.get("box"):
            place = {"page": found["page"], "box": found["box"], "tone": "" if line.product_id else "look"}
            yield {"fact": f"line-{line.position}", "label": found["description"]} | place


def with_last_decision(clerks: QuerySet[Clerk]) -> QuerySet[Clerk]:
    """Each with `decided_at`: when this person last decided something; None for never."""
    last = Decision.objects.filter(made_by=OuterRef("user")).order_by("-pk").values("made_at")[:1]
    return clerks.annotate(decided_at=Subquery(last))
