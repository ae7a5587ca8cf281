"""What the confidences were worth on the documents held back: a table and a diagram for `docs/reading.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from extraction.texts.confidence import Curve, confidence, on_curve
from trials.calibration.fitting import is_held_back
from trials.calibration.judging import LINE, Pair
from trials.service import PROJECT

PAGE = PROJECT / "docs" / "reading.md"
PICTURE = PROJECT / "docs" / "pictures" / "reading-confidence.svg"
BEGIN, END = "<!-- calibration: written by bin/calibrate -->", "<!-- end of calibration -->"
LEVELS = (0.95, 0.9, 0.8)
_BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
_SIZE, _MARGIN = 400, 46


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with the confidence that the model states for it."""

    pair: Pair
    stated: float


def judged(pairs: Iterable[Pair], model: Mapping[str, Any]) -> list[Judged]:
    """The pairs that were held back."""
    curves = {name: tuple((float(x), float(y)) for x, y in points) for name, points in model["curves"].items()}
    return [Judged(pair, stated(pair, curves)) for pair in pairs if is_held_back(pair)]


def stated(pair: Pair, curves: Mapping[str, Curve]) -> float:
    """As `extraction.texts.confidence` has it, by these curves."""
    curve = curves.get(f"{pair.name}/{pair.source}") or curves.get(pair.name)
    return on_curve(curve, pair.score) if curve else confidence("", pair.score)


def table(found: Sequence[Judged]) -> str:
    """Markdown: for each field, of those stated with at least a level how many are right."""
    head = "| field | " + " | ".join(f"≥ {level}" for level in LEVELS) + " | all that were read |"
    rows = [head, "|" + "---|" * (len(LEVELS) + 2)]
    names = sorted({one.pair.name for one in found} - {LINE})
    fields = [one for one in found if one.pair.name != LINE]
    rows += [_row(name.replace("_", " "), [one for one in found if one.pair.name == name]) for name in names]
    rows.append(_row("**all fields**", fields))
    rows.append(_row("of them on samples of our own", [one for one in fields if one.pair.group == "samples"]))
    rows.append(_row("of them on papers of strangers", [one for one in fields if one.pair.group != "samples"]))
    rows.append(_row("**line items**", [one for one in found if one.pair.name == LINE]))
    return "\n".join(rows)


def _row(name: str, own: Sequence[Judged]) -> str:
    cells = [_share([one for one in own if one.stated >= level]) for level in (*LEVELS, 0.0)]
    return f"| {name} | " + " | ".join(cells) + " |"


def _share(own: Sequence[Judged]) -> str:
    right = sum(one.pair.is_right for one in own)
    return f"{right} of {len(own)} ({right / len(own):.1%})".replace(".0%", "%") if own else "–"


def write(found: Sequence[Judged], model: Mapping[str, Any]) -> None:
    """The diagram, and the part of the page between the two marks."""
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(diagram(found), encoding="utf-8")
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n{_text(found, model)}\n\n{END}{after}", encoding="utf-8")


def _text(found: Sequence[Judged], model: Mapping[str, Any]) -> str:
    fitted, held = sum(model["documents"].values()), len({one.pair.document for one in found})
    about = (
        f"Model {model['version']} of {model['made_on']}: fitted to {fitted} documents, judged by {held} others that "
        "took no part in it."
    )
    picture = f"![Stated confidence against the share that was right](pictures/{PICTURE.name})"
    return f"{about}\n\n{picture}\n\n{table(found)}"


def diagram(found: Sequence[Judged]) -> str:
    """An SVG: on the diagonal a confidence is worth what it says, above it more; a disc for each range."""
    side = _SIZE - 2 * _MARGIN
    fields = [one for one in found if one.pair.name != LINE]
    lines = [one for one in found if one.pair.name == LINE]
    parts = [
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="white"/>',
        *_axes(side),
        *_discs(fields, side, 'fill="steelblue" fill-opacity="0.75"', "fields"),
        *_discs(lines, side, 'fill="none" stroke="darkorange" stroke-width="2"', "line items"),
        f'<text x="{_SIZE - _MARGIN - 130}" y="{_SIZE - _MARGIN - 26}" fill="steelblue">fields (full discs)</text>',
        f'<text x="{_SIZE - _MARGIN - 130}" y="{_SIZE - _MARGIN - 10}" fill="darkorange">line items (rings)</text>',
    ]
    size = f'viewBox="0 0 {_SIZE} {_SIZE}" width="{_SIZE}" height="{_SIZE}"'
    title = "<title>Stated confidence against the share that was right, on documents held back</title>"
    font = 'font-family="sans-serif" font-size="12"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font} role="img">{title}\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _axes(side: float) -> Iterator[str]:
    low, high = _MARGIN, _MARGIN + side
    for step in range(0, 11, 2):
        at = low + side * step / 10
        yield f'<line x1="{at:.0f}" y1="{low}" x2="{at:.0f}" y2="{high}" stroke="gainsboro"/>'
        yield f'<line x1="{low}" y1="{at:.0f}" x2="{high}" y2="{at:.0f}" stroke="gainsboro"/>'
        yield f'<text x="{at:.0f}" y="{high + 16}" text-anchor="middle">{step / 10:.1f}</text>'
        yield f'<text x="{low - 6}" y="{_SIZE - at + 4:.0f}" text-anchor="end">{step / 10:.1f}</text>'
    yield f'<line x1="{low}" y1="{high}" x2="{high}" y2="{low}" stroke="dimgray" stroke-dasharray="4 4"/>'
    yield f'<text x="{_SIZE / 2}" y="{_SIZE - 8}" text-anchor="middle">confidence stated</text>'
    yield f'<text transform="translate(12 {_SIZE / 2}) rotate(-90)" text-anchor="middle">share that was right</text>'


def _discs(found: Sequence[Judged], side: float, look: str, what: str) -> Iterator[str]:
    for low, high in pairwise(_BINS):
        own = [one for one in found if low <= one.stated < high]
        if not own:
            continue
        said = sum(one.stated for one in own) / len(own)
        right = sum(one.pair.is_right for one in own)
        x, y = _MARGIN + side * said, _SIZE - _MARGIN - side * right / len(own)
        note = escape(f"{what} stated with {said:.2f}: {right} of {len(own)} right")
        radius = 3 + min(len(own), 900) ** 0.5 / 3
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {look}><title>{note}</title></circle>'
