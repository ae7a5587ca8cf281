"""Whether what was read is right, pair by pair: a raw score, what it rests on, and the answer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Any

from extraction.reading import Line
from extraction.texts.candidates import Candidate
from extraction.texts.fields import choose
from extraction.texts.items import read_items
from extraction.texts.layout import rebuild
from extraction.values import letters
from extraction.words import TextLine
from trials.calibration.labelled import FIELD_OF, Labelled
from trials.scoring import tools

LINE = "line"
NEAR = 0.9
_LABEL_OF = {ours: theirs for theirs, ours in FIELD_OF.items()}
_AMOUNTS = ("total", "net_total", "tax_total")
_WORDS = ("issuer_name", "issuer_address", "buyer_name")
# Evidence that other printed values, or the value's own digits, give for a value.
_CHECKS = frozenset(
    {
        "paid less change",
        "paid exactly",
        "net plus tax",
        "after rounding",
        "before rounding",
        "the taxed parts add up to it",
        "the items add up to it",
        "right check digit",
    }
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One value that was read. `trust` is the engine's own certainty, `checks` how many cross-checks spoke for it.

    `document` is the start of a hash of the file: two documents can be told apart by it, and nothing more.
    """

    document: str
    group: str
    name: str
    source: str
    score: float
    trust: float
    has_rival: bool
    checks: int
    is_right: bool


def pairs_of(document: str, labelled: Labelled, printed: Sequence[TextLine]) -> Iterator[Pair]:
    """All that the rules read in the printed lines and that the labels know the answer to."""
    if not printed:
        return
    paper = rebuild(printed)
    source = paper.source
    for name, found in choose(paper, {}).items():
        if wanted := labelled.fields.get(name):
            right = is_right(name, found.value, wanted, as_printed=name in labelled.as_printed)
            yield _pair(document, labelled.group, name, source, found, _trust(found, printed), is_right=right)
    if labelled.lines is not None:
        for line, right in judged_lines(read_items(paper), labelled.lines):
            yield Pair(document, labelled.group, LINE, source, line.confidence, 1.0, False, 0, right)


def _pair(document: str, group: str, name: str, source: str, found: Candidate, trust: float, *, is_right: bool) -> Pair:
    checks = sum(one in _CHECKS for one in found.evidence)
    score, has_rival = round(found.score, 3), "a close rival" in found.evidence
    return Pair(document, group, name, source, score, trust, has_rival, checks, is_right)


def _trust(found: Candidate, printed: Sequence[TextLine]) -> float:
    """The lowest certainty of the engine among the words of the value."""
    left, top, right, bottom = found.box
    words = (word for line in printed if line.page == found.page for word in line.words)
    under = [
        word.confidence
        for word in words
        if left < word.box[2] and word.box[0] < right and top <= (word.box[1] + word.box[3]) / 2 <= bottom
    ]
    return round(min(under, default=1.0), 3)


def is_right(name: str, value: str, wanted: Sequence[str], *, as_printed: bool, to_the_letter: bool = False) -> bool:
    """Whether a value is one of the right ones; names and addresses may be near to it, unless `to_the_letter`."""
    plain = _normaliser(name, as_printed=as_printed)
    right = [plain(one) for one in wanted]
    is_near = name in _WORDS and not to_the_letter and any(_are_near(plain(value), one) for one in right)
    return plain(value) in right or is_near


def as_read(name: str, wanted: str, *, as_printed: bool) -> str:
    """A right value in the form of a Reading, where it is a day or a sum; else as it is."""
    if as_printed and name in ("issue_date", "total"):
        return str(_normaliser(name, as_printed=True)(wanted) or "")
    return wanted


def _normaliser(name: str, *, as_printed: bool) -> Any:
    return tools.rules().normaliser(_LABEL_OF[name], "dmy") if as_printed else _plain(name)


def _plain(name: str) -> Any:
    if name in _AMOUNTS:
        return _amount
    if name.endswith("_tax_id"):
        return lambda value: re.sub(r"^[A-Z]{2}(?=\d)", "", letters(value))
    return letters


def _amount(value: str | None) -> Decimal | None:
    try:
        return Decimal(value).normalize() if value else None
    except InvalidOperation:
        return None


def _are_near(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEAR


def judged_lines(read: Iterable[Line], wanted: Iterable[Line]) -> Iterator[tuple[Line, bool]]:
    """A line is right if a line of its own has the quantity, the amount and the words, or the words and more."""
    left = list(wanted)
    for line in read:
        match = next((one for one in left if _is_same_line(line, one)), None)
        if match is not None:
            left.remove(match)
        yield line, match is not None


def _is_same_line(line: Line, other: Line) -> bool:
    if _amount(line.quantity) != _amount(other.quantity) or _amount(line.amount) != _amount(other.amount):
        return False
    one, two = letters(line.description), letters(other.description)
    return bool(one and two) and (one in two or two in one or _are_near(one, two))


def as_csv(pairs: Iterable[Pair]) -> str:
    """The pairs as they are stored, in an order of their own."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [one.name for one in fields(Pair)]
    writer.writerow(names)
    rows = [[getattr(pair, name) for name in names] for pair in pairs]
    writer.writerows(sorted([int(cell) if isinstance(cell, bool) else cell for cell in row] for row in rows))
    return out.getvalue()


def from_csv(text: str) -> list[Pair]:
    """The pairs of a stored file."""
    return [
        Pair(
            document=row["document"],
            group=row["group"],
            name=row["name"],
            source=row["source"],
            score=float(row["score"]),
            trust=float(row["trust"]),
            has_rival=row["has_rival"] == "1",
            checks=int(row["checks"]),
            is_right=row["is_right"] == "1",
        )
        for row in csv.DictReader(io.StringIO(text))
    ]
