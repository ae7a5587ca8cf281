"""How the serials of a batch stand, part by part: the newest line that covers a serial speaks for it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class RangeState(TextChoices):
    """How some codes of a batch stand. Their batch stands above them: they count only while it does."""

    LIVE = "live", pgettext_lazy("codes of a range", "live")
    CLOSED = "closed", pgettext_lazy("codes of a range", "closed")
    RECALLED = "recalled", pgettext_lazy("codes of a range", "recalled")


MOVABLE = (RangeState.LIVE, RangeState.CLOSED)
"""What a line can make of a range; a recall is for good, and has rows of its own."""


@dataclass(frozen=True, slots=True)
class Line:
    """One word on a range, inclusive; `valid_from` and `valid_until` narrow the days of the batch."""

    first: int
    last: int
    state: RangeState
    valid_from: date | None = None
    valid_until: date | None = None


def standing(count: int, lines: Sequence[Line], recalled: Iterable[Line]) -> list[Line]:
    """The serials from 1 to `count` in parts that stand alike, in order. `lines` are the oldest first."""
    said = [Line(1, count, RangeState.LIVE), *lines, *recalled]
    edges = sorted({line.first for line in said} | {line.last + 1 for line in said})
    parts: list[Line] = []
    for first, after in pairwise(edges):
        newest = next(line for line in reversed(said) if line.first <= first <= line.last)
        part = Line(first, after - 1, newest.state, newest.valid_from, newest.valid_until)
        parts = _joined(parts, part)
    return parts


def _joined(parts: list[Line], part: Line) -> list[Line]:
    """With the part at the end, as one with the last if they stand alike."""
    *others, last = parts or [part]
    if parts and (last.state, last.valid_from, last.valid_until) == (part.state, part.valid_from, part.valid_until):
        return [*others, Line(last.first, part.last, part.state, part.valid_from, part.valid_until)]
    return [*parts, part]
