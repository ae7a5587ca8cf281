"""Where values stand and which words name them: amounts, days and numbers, chosen or not, and lines of the head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extraction.reading import Spot
from extraction.texts.amounts import amounts_in
from extraction.texts.context import column_above
from extraction.texts.days import Day, days_in
from extraction.texts.folding import squeeze
from extraction.texts.heads import is_contact, is_greeting, is_title, is_wordy
from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.parties import Party, Side, find_parties, is_heading
from extraction.values import money

AMOUNT, DAY, NUMBER, HEAD = "amount", "day", "number", "head"

_HEAD_ROWS = 10
_LEAST = 6
"""Letters that a line of the head has at least, so that meeting it again says something."""
_MOST = 80
"""Spots kept from each end of a long document: what names it stands at its head, what it comes to at its foot."""
_LABEL = 32
# A few letters in front belong to it, or stand at the end of a word that an engine glued to them: "nrZU 5622".
_NUMBER = re.compile(
    r"(?:((?:(?<![\w/.-])[A-Za-z]{1,4}|(?<=[a-z])[A-Z]{1,4})[ .])|(?<![\w/.-]))"
    r"(?=\S*\d)([A-Za-z0-9#][\w#\\]*(?:[./\\-]{1,2}\w+)*)(?![\w/])"
)
_GLUED = re.compile(r"(?<=[a-z])[A-Z]+[ .]$")
_MARKS = {"zl", "pln", "eur", "euro", "usd", "gbp", "chf", "czk", "kc", "szt", "stk", "pcs"}
"""Words beside an amount that name nothing."""


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    value: str
    start: int
    end: int
    sign: str = ""


def spots_of(paper: Paper) -> tuple[Spot, ...]:
    """All spots in printed order; of a long document those near its head and its foot."""
    issuer, goods = find_parties(paper).issuer(), _first_amount(paper)
    heads = [spot for row, cell in paper.cells() if (spot := _head(row, cell, issuer, goods))]
    values = [spot for row, cell in paper.cells() for spot in _values(paper, row, cell)]
    return (*heads, *(values if len(values) <= 2 * _MOST else [*values[:_MOST], *values[-_MOST:]]))


def _first_amount(paper: Paper) -> int:
    """The row in which goods, or what they come to, begin."""
    return next((row.index for row in paper.rows if any(one.is_exact for one in amounts_in(row))), len(paper.rows))


def _head(row: Row, cell: Strip, issuer: Party, goods: int) -> Spot | None:
    """A line that may be the issuer's own: not the buyer's, no goods, and nothing that any document may say."""
    side = issuer.side_of(cell)
    if side is Side.OTHER or (side is Side.NEITHER and row.index >= min(goods, _HEAD_ROWS)):
        return None
    says_nothing = is_title(cell.folded) or is_heading(cell.folded) or is_greeting(cell.folded)
    letters = cell.squeezed
    if says_nothing or is_contact(cell.folded) or len(letters) < _LEAST or not is_wordy(cell.folded):
        return None
    return Spot(HEAD, letters[:60], (), _trust(cell, 0, len(cell.text)), row.page, cell.box)


def _values(paper: Paper, row: Row, cell: Strip) -> Iterator[Spot]:
    found = list(_found(cell))
    for one in found:
        ends = sorted({other.end for other in found if other.kind == one.kind and other.end <= one.start})
        labels = tuple(f"{one.sign}{label}" for label in _labels(paper, row, cell, one, ends))
        if labels:
            place = cell.spot(one.start, one.end)
            yield Spot(one.kind, one.value, labels, _trust(cell, one.start, one.end), row.page, place)


def _trust(cell: Strip, start: int, end: int) -> float:
    return round(cell.trust(start, end), 3)


def _found(cell: Strip) -> Iterator[_Found]:
    amounts = [amount for amount in amounts_in(cell) if amount.is_exact]
    for amount in amounts:
        yield _Found(AMOUNT, money(amount.value), amount.start, amount.end)
    days = days_in(cell.folded)
    for day in days:
        yield from _days(cell, day)
    # "11/10/2026" may be a number or a day; other days, and parts of amounts, are no numbers.
    taken = [(one.start, one.end) for one in amounts]
    taken += [(day.start, day.end) for day in days if "/" not in cell.text[day.start : day.end]]
    for match in _NUMBER.finditer(cell.text):
        if all(match.end() <= start or match.start(2) >= end for start, end in taken):
            yield from _numbers(match)


def _days(cell: Strip, day: Day) -> Iterator[_Found]:
    """The day, and where its figures can be read the other way round, that one too; `m/` says the month comes first."""
    first = re.match(r"\d+", cell.folded[day.start :])
    month_first = bool(first) and day.form in ("day first", "short year") and int(first[0]) != day.day.day  # type: ignore[index]
    yield _Found(DAY, day.day.isoformat(), day.start, day.end, "m/" if month_first else "")
    if day.could_turn and day.day.day != day.day.month:
        turned = day.day.replace(month=day.day.day, day=day.day.month)
        yield _Found(DAY, turned.isoformat(), day.start, day.end, "m/")


def _numbers(match: re.Match[str]) -> Iterator[_Found]:
    """A run with a digit, and the same with the few letters in front of it: "FV 118/2026"."""
    prefix, body = match[1] or "", match[2]
    if len(body) < 3 or not re.search(r"\d", body) or re.fullmatch(r"\d+[.,]\d\d", body):
        return
    yield _Found(NUMBER, body, match.start(2), match.end(2))
    if prefix:
        yield _Found(NUMBER, prefix + body, match.start(1), match.end(2))
        if glued := _GLUED.search(prefix):
            yield _Found(NUMBER, glued[0] + body, match.start(1) + glued.start(), match.end(2))


def _labels(paper: Paper, row: Row, cell: Strip, found: _Found, ends: Sequence[int]) -> Iterator[str]:
    """The nearest words in the row, and how many values on this one is; the nearest words above it.

    How wide a gap is varies from scan to scan, so it does not matter whether words and value share a cell.
    """
    for place, words in enumerate(_leftward(row, cell, found, ends), 1):
        if words:
            yield f"left{place}:{words}" if place > 1 else f"before:{words}"
            break
    for other in column_above(paper, row, cell, reach=2):
        if words := _words(other.folded):
            yield f"above:{words}"
            return


def _leftward(row: Row, cell: Strip, found: _Found, ends: Sequence[int]) -> Iterator[str]:
    """The words between a value and the value before it, then between that one and the next, and so on to the left."""
    end = found.start
    for start in reversed(ends):
        yield _words(cell.folded[start:end])
        end = start
    rest = _words(cell.folded[:end])
    if rest:
        yield rest
    for other in reversed(row.cells[: row.cells.index(cell)]):
        yield from [""] * (len(amounts_in(other)) if found.kind == AMOUNT else 0)
        if words := _words(other.folded):
            yield words


def _words(folded: str) -> str:
    """Letters only, from the end: the last words are nearest. Nothing that is mostly something else."""
    letters = re.sub(r"[^a-z]", "", squeeze(folded))
    return "" if len(letters) < 2 or letters in _MARKS else letters[-_LABEL:]
