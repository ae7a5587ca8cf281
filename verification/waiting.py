"""What waits at a desk, in its order, found by walking some indexes by key: nothing here reads all that waits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.states import Status
from verification import searching
from verification.desks import Desk
from verification.models import FirstYes
from verification.searching import LOOKED_AT

SURE_FIRST, DOUBT_FIRST = "sure-first", "doubt-first"
ORDERS = ((SURE_FIRST, _("without doubt first")), (DOUBT_FIRST, _("doubts first")))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands: the promised day, whether there is doubt, and its row."""

    due_on: date
    doubt: int
    pk: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """In what order somebody answers, and to what they narrowed the queue. A branch is named by row and by address.

    With `is_sure` only what is without doubt is wanted; that is no filter of a person's, and in no address.
    """

    order: str = SURE_FIRST
    branch: int | None = None
    branch_uuid: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    problem: str = ""
    words: str = ""
    is_sure: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether not everything that waits is wanted."""
        return self.branch is not None or self.looks_inside

    @property
    def looks_inside(self) -> bool:
        """Whether claims have to be looked at one by one, since no index leads to them in the queue's order."""
        return self.least is not None or self.most is not None or bool(self.problem or self.words)

    @property
    def query(self) -> str:
        """The same as the end of an address: nothing, or from the question mark on."""
        said = {
            "order": "" if self.order == SURE_FIRST else self.order,
            "branch": self.branch_uuid,
            "least": "" if self.least is None else str(self.least),
            "most": "" if self.most is None else str(self.most),
            "problem": self.problem,
            "words": self.words,
        }
        told = urlencode({name: value for name, value in said.items() if value})
        return f"?{told}" if told else ""

    @property
    def only_order(self) -> "Wanted":
        """The same order, not narrowed."""
        return Wanted(order=self.order)


@dataclass(frozen=True, slots=True)
class Found:
    """Claims in order. `looked_to` is the last that was looked at, where more may fit behind it."""

    places: Sequence[Place]
    looked_to: Place | None = None


def place_of(claim: Claim) -> Place:
    """Where the claim stands, or stood before it was decided."""
    return Place(claim.due_on or date.max, claim.doubt, claim.pk)


def find(desk: Desk, wanted: Wanted, *, after: Place | None = None, limit: int = LOOKED_AT) -> Found:
    """The first claims that are wanted, behind `after`; at most LOOKED_AT are looked at."""
    if not wanted.looks_inside:
        return Found(_walk_all(desk, wanted, after=after, limit=limit))
    looked = _walk_all(desk, wanted, after=after, limit=LOOKED_AT)
    fitting = set(_fitting(wanted, [place.pk for place in looked]))
    found = [place for place in looked if place.pk in fitting]
    if after is None and wanted.words:
        found = _sorted({*found, *_named(desk, wanted)}, wanted)
    return Found(found[:limit], looked[-1] if len(looked) == LOOKED_AT else None)


def count(desk: Desk, wanted: Wanted) -> int:
    """How many are wanted, at most LOOKED_AT."""
    if wanted.looks_inside:
        return len(find(desk, wanted).places)
    total = 0
    for lane in _lanes(desk, wanted.branch):
        for doubt in Claim.Doubt.values:
            # Ordered, so that the counting walks the index of the queue and no other.
            total += lane.filter(doubt=doubt).order_by("due_on", "pk")[: LOOKED_AT - total].count()
            if total == LOOKED_AT:
                return total
    return total


def is_wanted(desk: Desk, wanted: Wanted, claim: Claim) -> bool:
    """Whether this claim waits at the desk and is among those wanted."""
    if not any(lane.filter(pk=claim.pk).exists() for lane in _lanes(desk, wanted.branch)):
        return False
    return not wanted.looks_inside or bool(_fitting(wanted, [claim.pk]))


def _walk_all(desk: Desk, wanted: Wanted, *, after: Place | None, limit: int) -> list[Place]:
    found = [
        place
        for lane in _lanes(desk, wanted.branch)
        for doubt in ([Claim.Doubt.NONE.value] if wanted.is_sure else Claim.Doubt.values)
        for place in _walk(lane, doubt, order=wanted.order, after=after, limit=limit)
    ]
    return _sorted(found, wanted)[:limit]


def _lanes(desk: Desk, branch: int | None) -> Iterator[QuerySet[Claim]]:
    """What waits, in parts of which an index gives each in the order of days, once for each doubt."""
    agreed = FirstYes.objects.filter(decision__made_by=desk.user).values("claim")
    waiting = Claim.objects.filter(status=Status.SUBMITTED).exclude(participant__in=desk.own).exclude(pk__in=agreed)
    if desk.distributor is None:
        yield waiting.filter(program=desk.program, desk=Claim.Desk.ORGANIZER.value)
        return
    mine = waiting.filter(distributor=desk.distributor, desk=Claim.Desk.DISTRIBUTOR.value)
    if branch is not None:
        yield mine.filter(branch=branch)
    elif desk.branches:
        yield mine.filter(branch=None)
        yield from (mine.filter(branch=one) for one in sorted(desk.branches))
    else:
        yield mine


def _walk(lane: QuerySet[Claim], doubt: int, *, order: str, after: Place | None, limit: int) -> Iterator[Place]:
    rows = lane.filter(doubt=doubt).order_by("due_on", "pk")
    if after is not None:
        rows = rows.filter(_behind(after, doubt, order))
    for due_on, pk in rows.values_list("due_on", "pk")[:limit]:
        yield Place(due_on or date.max, doubt, pk)


def _behind(after: Place, doubt: int, order: str) -> Any:
    if doubt == after.doubt:
        here, there = _row(F("due_on"), F("pk")), _row(Value(after.due_on), Value(after.pk))
        # Compared as a pair, so that the database goes straight to the place in its index.
        return Func(here, there, template="%(expressions)s", arg_joiner=" > ", output_field=BooleanField())
    comes_later_that_day = (doubt > after.doubt) == (order == SURE_FIRST)
    return Q(due_on__gte=after.due_on) if comes_later_that_day else Q(due_on__gt=after.due_on)


def _row(*values: Any) -> Func:
    return Func(*values, template="(%(expressions)s)", output_field=BooleanField())


def _sorted(places: Iterable[Place], wanted: Wanted) -> list[Place]:
    sign = 1 if wanted.order == SURE_FIRST else -1
    return sorted(places, key=lambda place: (place.due_on, sign * place.doubt, place.pk))


def _fitting(wanted: Wanted, claims: Sequence[int]) -> list[int]:
    rows = Claim.objects.filter(pk__in=claims)
    if wanted.least is not None:
        rows = rows.filter(total__gte=wanted.least)
    if wanted.most is not None:
        rows = rows.filter(total__lte=wanted.most)
    if wanted.problem:
        rows = rows.filter(check_made__codes__contains=f" {wanted.problem} ")
    return searching.speaking_of(wanted.words, rows) if wanted.words else list(rows.values_list("pk", flat=True))


def _named(desk: Desk, wanted: Wanted) -> Iterator[Place]:
    """What is called by its whole number, wherever in the queue it stands."""
    fitting = _fitting(wanted, sorted(searching.called_by_number(desk, wanted.words)))
    for lane in _lanes(desk, wanted.branch):
        yield from (place_of(claim) for claim in lane.filter(pk__in=fitting))
