"""How often a page is rightly told as blank: blank pages as a scanner gives them, and printed ones that must be kept.

`python -m trials.blank_pages` takes a few seconds.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from extraction.pages import is_blank
from trials.calibration.labelled import SHARED

_SCANS = SHARED / "data" / "receipts"
_SIZE = (1240, 1754)
"""A page of A4 at 150 dpi."""

Floats = NDArray[np.float64]


def blank_pages(count: int, seed: int) -> Iterator[tuple[str, Image.Image]]:
    """`count` pages of each kind, with the kind's name; the same seed gives the same pages."""
    for kind, draw in _KINDS.items():
        for number in range(count):
            chance = Random(f"{seed} {number} {kind}")
            page = _lit(draw(_paper(chance), chance), chance)
            yield kind, page


def _paper(chance: Random) -> Image.Image:
    return Image.new("L", _SIZE, chance.randint(225, 255))


def _lit(page: Image.Image, chance: Random) -> Image.Image:
    """As a scanner sees it: a little darker to one side, grainy, softened."""
    noise = np.random.default_rng(chance.randrange(1 << 30))
    seen: Floats = np.asarray(page, np.float64) * np.linspace(1, chance.uniform(0.93, 1), _SIZE[0])
    seen += noise.normal(0, chance.uniform(0.5, 3), seen.shape)
    return Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.7))


def _clean(page: Image.Image, chance: Random) -> Image.Image:
    return page


def _creased(page: Image.Image, chance: Random) -> Image.Image:
    draw, light = ImageDraw.Draw(page), int(np.asarray(page)[0, 0])
    for at in (_SIZE[1] // 3, 2 * _SIZE[1] // 3):
        at += chance.randint(-30, 30)
        draw.line((0, at, _SIZE[0], at + chance.randint(-8, 8)), fill=light - chance.randint(8, 25), width=3)
    return page


def _punched(page: Image.Image, chance: Random) -> Image.Image:
    draw = ImageDraw.Draw(page)
    for at in (_SIZE[1] // 2 - 236, _SIZE[1] // 2 + 236):
        draw.ellipse((60, at - 18, 96, at + 18), fill=chance.randint(20, 120))
    return page


def _edged(page: Image.Image, chance: Random) -> Image.Image:
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, chance.randint(4, 20), _SIZE[1]), fill=chance.randint(0, 90))
    draw.rectangle((0, _SIZE[1] - chance.randint(4, 14), _SIZE[0], _SIZE[1]), fill=chance.randint(0, 90))
    return page


def _shone_through(page: Image.Image, chance: Random) -> Image.Image:
    """The print of the back, faint and mirrored."""
    draw, light = ImageDraw.Draw(page), int(np.asarray(page)[0, 0])
    for row in range(30):
        words = " ".join("x" * chance.randint(2, 9) for _word in range(8))
        draw.text((150, 200 + 40 * row), words, fill=light - chance.randint(6, 14), font_size=26)
    return page.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(3))


_KINDS: dict[str, Callable[[Image.Image, Random], Image.Image]] = {
    "clean": _clean,
    "folded": _creased,
    "punched": _punched,
    "dark at the edges": _edged,
    "print of the back": _shone_through,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints one line for each kind of page."""
    parser = argparse.ArgumentParser(prog="python -m trials.blank_pages", description=__doc__)
    parser.add_argument("--count", type=int, default=12, help="blank pages of each kind (12)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scans", type=Path, default=_SCANS, help="folder of printed pages (*.jpg)")
    options = parser.parse_args(arguments)
    told: dict[str, list[bool]] = {}
    for kind, page in blank_pages(options.count, options.seed):
        told.setdefault(f"blank, {kind}", []).append(is_blank(page))
    for path in sorted(options.scans.glob("**/*.jpg")):
        told.setdefault("printed", []).append(is_blank(Image.open(path).convert("L")))
    for kind, answers in told.items():
        print(f"{kind:26} told as blank: {sum(answers)} of {len(answers)}")


if __name__ == "__main__":
    main()
