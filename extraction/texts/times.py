"""The clock time of a sale, printed beside its day or under its own name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.reading import Box
from extraction.texts.candidates import Candidate, candidate
from extraction.texts.context import context_of
from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.roles import phrases

WEIGHTS = {
    "a clock time": -0.5,
    "beside the day": 2.2,
    "named time": 2.0,
    "beside the till": 1.6,
    "with seconds": 0.6,
    "with am or pm": 0.6,
    "a range of hours": -3.0,
    "named as another time": -1.5,
    "with points": -2.5,
}
_CLOCK = re.compile(
    r"(?<![\d.,/])([01]?\d|2[0-3])\s?([:.])\s?([0-5]\d)(?:\s?[:.]\s?([0-5]\d))?(?!\d|[.,]\d|\s?%)\s?([ap]\.?m\b)?"
    r"|(?<=20\d\d)([01]\d|2[0-3])():([0-5]\d)(?::([0-5]\d))?(?!\d)()"
)
_NAMED = phrases(r"time|uhrzeit|godz|\bcas\b|\bheure|\btijd|\bzeit\b|\buhr\b|masa")
_OTHER = phrases(r"offn|open|godziny|mo[- ]|mon|delivery|start|ende|pickup|otev|otwar|print|begin|stop|expir")
_TILL = phrases(r"#\d|kasjer|\bkasa\b|\bkasse\b|cashier|pokladn|obsluh")
_RANGE = re.compile(r"(?:-|bis|to|do)\s*$")


def time_candidates(paper: Paper, day: Candidate | None) -> list[Candidate]:
    """Every clock time as a candidate, as HH:MM:SS or HH:MM."""
    return [
        candidate(_iso(match), cell, match.start(), match.end(), _evidence(paper, row, cell, match, day), WEIGHTS)
        for row, cell in paper.cells()
        for match in _CLOCK.finditer(cell.folded)
    ]


def _groups(match: re.Match[str]) -> tuple[str, str, str, str]:
    hour, point, minute, second, half = match.groups()[:5] if match[1] else match.groups()[5:]
    del point
    return hour, minute, second or "", half or ""


def _iso(match: re.Match[str]) -> str:
    hour, minute, second, half = _groups(match)
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half.startswith("p") else 0) if hours <= 12 else hours
    return f"{hours:02d}:{minute}" + (f":{second}" if second else "")


def _evidence(paper: Paper, row: Row, cell: Strip, match: re.Match[str], day: Candidate | None) -> Iterator[str]:
    yield "a clock time"
    context = context_of(paper, row, cell, match.start())
    if day and day.page == row.page and _shares_row(day.box, row):
        yield "beside the day"
    if _NAMED.search(context.near) or (not context.near and _NAMED.search(context.above)):
        yield "named time"
    if _TILL.search(row.folded):
        yield "beside the till"
    if _OTHER.search(context.near):
        yield "named as another time"
    if _RANGE.search(cell.folded[: match.start()]) or re.match(
        r"\s*(?:-|bis|to |do )\s*\d", cell.folded[match.end() :]
    ):
        yield "a range of hours"
    yield from _shape(match)


def _shape(match: re.Match[str]) -> Iterator[str]:
    if match[2] == "." and not match[5]:
        yield "with points"
    if _groups(match)[2]:
        yield "with seconds"
    if match[5]:
        yield "with am or pm"


def _shares_row(box: Box, row: Row) -> bool:
    return row.box[1] <= (box[1] + box[3]) / 2 <= row.box[3]
