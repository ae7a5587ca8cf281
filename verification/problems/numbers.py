"""Problems of a document's number among the numbers that its distributor is known to give.

Both signs keep quiet until enough is known, and where the distributor's numbers follow no rule.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from claims.telling import written
from verification.problems.facts import ClaimFacts, Known
from verification.problems.making import problem
from verification.problems.values import Problem

ENOUGH_FOR_SHAPE = 30
MOST_SHAPES = 3
ENOUGH_IN_ROW = 8
NEIGHBOURS = 2
OUT_OF_ORDER = 0.05
SLACK = timedelta(days=7)
"""Invoices are made out for deliveries of the week before."""

Shape = tuple[str, ...]


def shape_of(key: str) -> tuple[Shape, tuple[int, ...]]:
    """A number's letters with `#` for each run of digits, and how long those runs are: `fv2026457` is fv#, 7."""
    runs = re.findall(r"[a-z]+|[0-9]+", key)
    shape = tuple("#" if run.isdigit() else run for run in runs)
    return shape, tuple(len(run) for run in runs if run.isdigit())


def _shape(facts: ClaimFacts) -> Iterator[Problem]:
    known = facts.known_numbers
    # A till counts in its own way, and files of sales seldom hold its receipts.
    if not facts.number_key or facts.document_type == "receipt" or len(known) < ENOUGH_FOR_SHAPE:
        return
    lengths: dict[Shape, list[tuple[int, ...]]] = defaultdict(list)
    for one in known:
        shape, runs = shape_of(one.key)
        lengths[shape].append(runs)
    if len(lengths) <= MOST_SHAPES and not _fits(facts.number_key, lengths):
        text = _("The number does not look like others of this seller, such as %(example)s.")
        yield problem("number-shape", text % {"example": _example(known)}, ("document_number",))


def _fits(key: str, lengths: dict[Shape, list[tuple[int, ...]]]) -> bool:
    """Numbers without leading zeros grow longer: one digit more or less is still usual."""
    shape, runs = shape_of(key)
    if shape not in lengths:
        return False
    columns = zip(runs, zip(*lengths[shape], strict=True), strict=True)
    return all(min(usual) - 1 <= run <= max(usual) + 1 for run, usual in columns)


def _example(known: Sequence[Known]) -> str:
    return max(known, key=lambda one: one.issued_on).key.upper()


def _sequence(facts: ClaimFacts) -> Iterator[Problem]:
    day, mine = facts.issue_date, shape_of(facts.number_key)
    if day is None or not facts.number_key or facts.document_type == "receipt":
        return
    row = sorted({one for one in facts.known_numbers if shape_of(one.key) == mine}, key=lambda one: one.key)
    row = [one for one in row if one.key != facts.number_key]
    if len(row) < ENOUGH_IN_ROW or not _grows(row):
        return
    below = [one.issued_on for one in row if one.key < facts.number_key][-NEIGHBOURS:]
    above = [one.issued_on for one in row if one.key > facts.number_key][:NEIGHBOURS]
    is_early = len(below) == NEIGHBOURS and day < min(below) - SLACK
    is_late = len(above) == NEIGHBOURS and day > max(above) + SLACK
    if is_early or is_late:
        text = _("The numbers next to this one are of %(first)s to %(last)s.")
        told = {"first": _day(min(below + above)), "last": _day(max(below + above))}
        yield problem("number-sequence", text % told, ("document_number", "issue_date"))


def _grows(row: Sequence[Known]) -> bool:
    steps = list(pairwise(row))
    back = sum(later.issued_on < earlier.issued_on - SLACK for earlier, later in steps)
    return back <= OUT_OF_ORDER * len(steps)


def _day(day: date) -> str:
    return written("issue_date", day.isoformat(), currency="")


FINDERS = (_shape, _sequence)
