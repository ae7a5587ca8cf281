"""What the desk's pages show: one function a page, rows in, no query from a template."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from campaigns.rules import CREDITS, POINTS
from claims import drafts
from claims.models import Claim, ClaimEvent, ClaimLine, DocumentPage, GoodsReturn, Reading
from claims.queries import returns_of
from claims.services import awards
from claims.states import Status
from distributors.models import Sale
from participants.models import User
from verification import permissions
from verification.comparing import Differing
from verification.desks import Desk
from verification.evidence import facts_of
from verification.models import Decision, SaleMatch
from verification.problems import Problem, find_problems, seen_by

SHOWN = 50
COUNTED = 1000
"""Counting further costs more than anybody learns from it."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One waiting claim in the list."""

    claim: Claim
    has_doubt: bool
    held_by: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The list, by promised day, with how many wait in all (at most COUNTED)."""

    days: list[tuple[date, list[QueueRow]]]
    count: int

    @property
    def is_counted_out(self) -> bool:
        """Whether there are more than were counted."""
        return self.count >= COUNTED


def queue(desk: Desk, *, now: datetime) -> QueuePage:
    """The desk's waiting claims, oldest promise first."""
    waiting = desk.waiting().select_related("participant", "check_made", "offer__held_by")[:SHOWN]
    rows = [_row(claim, desk, now=now) for claim in waiting]
    # Counted also where the rows say it: every queue, short or long, costs the same number of questions.
    count = desk.waiting().order_by()[:COUNTED].count()
    return QueuePage([(day, list(part)) for day, part in groupby(rows, lambda row: row.claim.due_on)], count)


def _row(claim: Claim, desk: Desk, *, now: datetime) -> QueueRow:
    check, offer = getattr(claim, "check_made", None), getattr(claim, "offer", None)
    held = offer if offer and offer.expires_at > now and offer.held_by_id != desk.user.pk else None
    return QueueRow(
        claim=claim,
        has_doubt=bool(check and (check.blocks or check.doubts)),
        held_by=str(held.held_by) if held else "",
    )


def next_waiting(desk: Desk, *, now: datetime, after: Claim | None = None) -> Claim | None:
    """The next claim for this person: the oldest promise that nobody else has on the screen."""
    free = desk.waiting().filter(Q(offer=None) | Q(offer__expires_at__lte=now) | Q(offer__held_by=desk.user))
    if after is not None and after.due_on is not None:
        later = free.filter(Q(due_on__gt=after.due_on) | Q(due_on=after.due_on, pk__gt=after.pk)).first()
        return later or free.exclude(pk=after.pk).first()
    return free.first()


@dataclass(frozen=True, slots=True)
class SaleSide:
    """The sale beside the claim: in what they differ as a whole, and by the claim's line."""

    sale: Sale
    differences: list[Differing]
    of_lines: dict[int, Differing]

    @property
    def is_proof(self) -> bool:
        """Nothing differs."""
        return not self.differences and not self.of_lines


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
    sale: SaleSide | None


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
        sale=sale_of(claim),
    )


def lines_of(claim: Claim) -> list[ClaimLine]:
    """The claim's lines with what their products are called in each language."""
    return list(claim.lines.select_related("product").prefetch_related("product__names").order_by("position"))


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


def sale_of(claim: Claim) -> SaleSide | None:
    """What the distributor's own file says of the claim, as it was last compared."""
    match = SaleMatch.objects.filter(claim=claim).select_related("sale").first()
    if match is None:
        return None
    differences = [Differing(**one) for one in match.differences]
    of_lines = {one.position: one for one in differences if one.position}
    return SaleSide(match.sale, [one for one in differences if not one.position], of_lines)


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
