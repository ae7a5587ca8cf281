"""Numbers for the SVG parts of pages: boxes on a page, cut-outs of it, bars. Pure, and never written with a comma."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Box = Sequence[float]
"""Left, top, right, bottom as fractions of the page, 0 to 1."""

BAR_GAP = 0.28
"""Share of a bar's place that stays empty."""
PLOT_WIDTH, PLOT_HEIGHT = 1000, 160
FEW_BARS = 12
"""Fewer bars are drawn as narrow as so many, in the middle: one month is no wall."""


def plain(number: float) -> str:
    """A number for an SVG attribute: point, no grouping, no more digits than can be seen."""
    return f"{number:.4f}".rstrip("0").rstrip(".") or "0"


def rectangle(x: float, y: float, width: float, height: float) -> dict[str, str]:
    """An SVG rectangle's attributes by name."""
    return {"x": plain(x), "y": plain(y), "width": plain(max(width, 0)), "height": plain(max(height, 0))}


def box_rectangle(box: Box) -> dict[str, str]:
    """The box in a drawing that is one wide and one high."""
    left, top, right, bottom = box
    return rectangle(left, top, right - left, bottom - top)


def cutout_view(box: Box, *, width: int, height: int) -> str:
    """The `viewBox` that shows the box with some paper around it.

    Wide enough that a single word keeps its neighbours: people recognise a place, not a word.
    """
    left, top, right, bottom = (box[0] * width, box[1] * height, box[2] * width, box[3] * height)
    tall = min(max((bottom - top) * 2.2, height * 0.03), height)
    wide = min(max((right - left) * 1.25, tall * 6), width)
    x = min(max((left + right - wide) / 2, 0), width - wide)
    y = min(max((top + bottom - tall) / 2, 0), height - tall)
    return " ".join(plain(value) for value in (x, y, wide, tall))


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with the words a reader gets for it."""

    label: str
    value: float
    text: str
    href: str
    rectangle: dict[str, str]


def bars(rows: Sequence[Any]) -> list[Bar]:
    """Bars for rows of (label, value) or (label, value, text) or (label, value, text, href), highest reaching the top.

    A value above zero is never drawn lower than two units: a little is not nothing.
    """
    highest = max((float(row[1]) for row in rows), default=0) or 1.0
    places = max(len(rows), FEW_BARS)
    place, left = PLOT_WIDTH / places, (places - len(rows)) / 2
    drawn = []
    for number, row in enumerate(rows):
        value = float(row[1])
        tall = max(value / highest * PLOT_HEIGHT, 2.0) if value > 0 else 0.0
        shape = rectangle(place * (left + number + BAR_GAP / 2), PLOT_HEIGHT - tall, place * (1 - BAR_GAP), tall)
        text, href = (str(row[2]) if len(row) > 2 else str(row[1])), (str(row[3]) if len(row) > 3 else "")
        drawn.append(Bar(str(row[0]), value, text, href, shape))
    return drawn


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a line with the words a reader gets for it; `path` draws its dot, empty where nothing is known."""

    label: str
    text: str
    href: str
    path: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A line through known values, broken where one is missing; `top` is the share at the upper edge."""

    points: list[Point]
    lines: list[str]
    top: float


TOPS = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Where a plot of shares may end: people read such numbers off at once."""


def trend(rows: Sequence[Any]) -> Trend:
    """A line for rows of (label, share or None, text, href)."""
    highest = max((row[1] for row in rows if row[1] is not None), default=0)
    top = next((one for one in TOPS if one >= highest), 1.0)
    place = PLOT_WIDTH / max(len(rows), 1)
    places = [
        None if row[1] is None else (place * (number + 0.5), PLOT_HEIGHT * (1 - row[1] / top))
        for number, row in enumerate(rows)
    ]
    # A line without length is drawn as a round dot however the plot is stretched; a circle would become an egg.
    points = [
        Point(str(row[0]), str(row[2]), str(row[3]), f"M{plain(at[0])} {plain(at[1])}h0" if at else "")
        for row, at in zip(rows, places, strict=True)
    ]
    return Trend(points, _lines(places), top)


def _lines(places: Sequence[tuple[float, float] | None]) -> list[str]:
    """The `points` of each unbroken line of more than one value."""
    runs = [list(run) for is_known, run in groupby(places, key=lambda at: at is not None) if is_known]
    return [" ".join(f"{plain(at[0])},{plain(at[1])}" for at in run if at) for run in runs if len(run) > 1]
