"""The page of a claim that was sent: its way, its lines, what it gave and why, what can still be done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language

from campaigns.models import Product, Rule
from campaigns.rules import POINTS, Holder, Outcome
from campaigns.wording import left_told
from claims import permissions, queries, showing, timeline
from claims.explaining import Explained, explained
from claims.models import AwardLine, Claim, ClaimEvent, ClaimLine
from claims.returned import told_returns
from claims.services import awards
from claims.showing import Picture
from claims.states import Status
from claims.timeline import Step


@dataclass(frozen=True, slots=True)
class SentLine:
    """One line as it was sent; `confirmed` only where it differs from what was claimed, `returned` if it came back."""

    name: str
    printed: str
    quantity: Decimal
    confirmed: Decimal | None
    returned: Decimal
    points: int | None


@dataclass(frozen=True, slots=True)
class SentPage:
    """All that the page shows. `points` and `credits` are given, or, while undecided, expected.

    `budget` says why less is expected than the rules say, if a firm budget has no more.
    """

    steps: list[Step]
    pictures: list[Picture]
    lines: list[SentLine]
    reasons: list[Explained]
    points: int
    credits: int
    budget: str
    last: ClaimEvent | None
    last_why: str
    may_withdraw: bool
    may_answer: bool
    may_appeal: bool


def build(claim: Claim, *, now: datetime) -> SentPage:
    """The page for the claim's own participant."""
    by = claim.participant.user
    events = queries.events_of(claim)
    expected = awards.expected(claim) if claim.is_undecided else Outcome()
    lines = _award_lines(claim, expected)
    today = now.astimezone(claim.program.zone).date()
    return SentPage(
        steps=timeline.steps(claim, events, clerks=queries.clerks_of(claim), returned=told_returns(claim), today=today),
        pictures=showing.pictures(claim, claim.document) if claim.kind == Claim.Kind.DOCUMENT else [],
        lines=_lines(claim, lines),
        reasons=explained(lines),
        points=_sum(lines, AwardLine.Unit.POINTS),
        credits=_sum(lines, AwardLine.Unit.CREDITS),
        budget=left_told(claim.program, expected.budget_left(), is_sent=True),
        last=events[-1] if events else None,
        last_why=timeline.why(events[-1]) if events else "",
        may_withdraw=not permissions.why_not_withdraw(claim, by=by),
        may_answer=not permissions.why_not_answer(claim, by=by),
        may_appeal=not permissions.why_not_appeal(claim, by=by),
    )


def _award_lines(claim: Claim, expected: Outcome) -> list[AwardLine]:
    """What was given; for an undecided claim, what its rules would give, as lines that are nowhere kept."""
    if claim.status in (Status.VERIFIED, Status.REVERSED):
        return queries.award_lines_of(claim)
    return _unkept(expected)


def _sum(lines: list[AwardLine], unit: str) -> int:
    """Of what the person gets; the company's part is told beside it."""
    return sum(line.left for line in lines if line.unit == unit and line.rewards == Holder.PARTICIPANT)


def _unkept(expected: Outcome) -> list[AwardLine]:
    given = [one for one in expected.given if one.rewards in (Holder.PARTICIPANT, Holder.COMPANY)]
    if not given:
        return []
    versions = Rule.objects.to_be_told().filter(rewards=Rule.Rewards.PARTICIPANT)
    rules = versions.in_bulk({one.rule_id for one in given})
    products = Product.objects.prefetch_related("names").in_bulk([one.product_id for one in given if one.product_id])
    return [
        AwardLine(
            rule=rules[one.rule_id],
            product=products.get(one.product_id or 0),
            counted=one.counted,
            unit=one.unit,
            quantity=one.quantity,
            full=one.full,
            capped_by=list(one.capped_by),
            rewards=one.rewards,
        )
        for one in given
        if one.rule_id in rules
    ]


def _lines(claim: Claim, given: list[AwardLine]) -> list[SentLine]:
    points: dict[int | None, int] = defaultdict(int)
    for line in given:
        if line.unit == POINTS and line.rewards == Holder.PARTICIPANT:
            points[line.product_id] += line.left
    names = queries.product_names(claim.program, get_language() or "en")
    claimed = claim.lines.select_related("product").order_by("position")
    return [_line(line, names, points) for line in claimed]


def _line(line: ClaimLine, names: dict[int, str], points: dict[int | None, int]) -> SentLine:
    name = names.get(line.product_id or 0, "") or (line.product.name if line.product else line.description)
    is_cut = line.confirmed_quantity is not None and line.confirmed_quantity != line.quantity
    return SentLine(
        name=name,
        printed=line.description if line.description != name else "",
        quantity=line.quantity,
        confirmed=line.confirmed_quantity if is_cut else None,
        returned=line.returned_quantity,
        # What one product earned stands at its first line.
        points=points.pop(line.product_id, None) if line.product_id else None,
    )
