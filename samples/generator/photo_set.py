"""A set of hard photos with their right answers, to measure reading by.

python -m samples.generator.photo_set FOLDER [--count N] [--seed S]

Writes receipts of invented shops as phones photograph them in a hurry (aslant, crumpled, folded, in half light, shaken,
and often sent on by a messenger that makes them small) and `labels.json`: {file: {"company", "date", "total"}}.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples.generator.photo import SIZE, Look, photograph
from samples.generator.scan import thermal
from samples.generator.sheet import FONTS
from samples.generator.till_papers import MANNERS, Row, TillPaper, till_paper

_WIDTH, _MARGIN = 576, 40
_FACES = ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf", "DejaVuSans.ttf")
_LONG_SIDES = (720, 1024, 1600, 2400, SIZE[1])
_QUALITIES = (55, 70, 85, 92)
_SHAKEN = (0, 0, 0, 3, 5, 8)
"""How many pixels of a twelve-megapixel picture the hand moved."""


def write_photo_set(folder: Path, *, count: int, seed: int) -> dict[str, dict[str, str]]:
    """Writes the photos that are not there yet, and `labels.json`; gives the labels by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    labels = {}
    for number in range(count):
        chance = Random(f"photo set {seed} {number}")
        paper = till_paper(MANNERS[number % len(MANNERS)], chance)
        name = f"photo-{seed}-{number:03}.jpg"
        if not (folder / name).exists():
            _photo(paper, chance).save(folder / name, quality=chance.choice(_QUALITIES))
        labels[name] = {"company": paper.company, "date": paper.date, "total": paper.total}
    (folder / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=1), encoding="utf-8")
    return labels


def _photo(paper: TillPaper, chance: Random) -> Image.Image:
    look = Look(
        seed=chance.randrange(1, 1_000_000),
        desk=chance.choice(("wood", "van", "tiles", "steel", "concrete")),
        tilt=chance.uniform(0.2, 1.6),
        turn=chance.uniform(-11, 11),
        shadow=chance.choice(("hand", "phone", "edge")),
        fill=chance.uniform(0.7, 0.97),
        folds=chance.choice((0, 0, 1, 2)),
        crumple=chance.choice((0.0, 0.3, 0.7, 1.1)),
        light=chance.uniform(0.5, 1.05),
        warm=chance.random(),
    )
    picture = _shaken(photograph(thermal(printed(paper, chance), zoom=2), look), chance)
    side = chance.choice(_LONG_SIDES)
    return picture if side == SIZE[1] else picture.resize((side * SIZE[0] // SIZE[1], side), Image.Resampling.LANCZOS)


def printed(paper: TillPaper, chance: Random) -> Image.Image:
    """The paper strip in grey."""
    face, size = chance.choice(_FACES), chance.choice((22, 25, 28))
    plain = ImageFont.truetype(str(FONTS / face), size)
    large = ImageFont.truetype(str(FONTS / face), int(size * 1.5))
    leading = int(size * chance.uniform(1.25, 1.6))
    heights = [int(leading * 1.5) if row.large else leading for row in paper.rows]
    strip = Image.new("L", (_WIDTH + 2 * _MARGIN, sum(heights) + 160), 255)
    y = 70
    for row, height in zip(paper.rows, heights, strict=True):
        _print(ImageDraw.Draw(strip), row, y, large if row.large else plain, plain)
        y += height
    return strip


def _print(
    draw: ImageDraw.ImageDraw, row: Row, y: int, font: ImageFont.FreeTypeFont, plain: ImageFont.FreeTypeFont
) -> None:
    if draw.textlength(f"{row.left}  {row.right}", font) > _WIDTH:
        font = plain
    left, right = draw.textlength(row.left, font), draw.textlength(row.right, font)
    draw.text((_MARGIN + ((_WIDTH - left) / 2 if row.centred else 0), y), row.left, font=font, fill=0)
    draw.text((_MARGIN + _WIDTH - right, y), row.right, font=font, fill=0)


def _shaken(picture: Image.Image, chance: Random) -> Image.Image:
    """Moved while the shutter was open."""
    if not (length := chance.choice(_SHAKEN)):
        return picture
    streak = np.zeros((length, length), np.float32)
    streak[length // 2] = 1 / length
    turned = cv2.warpAffine(
        streak, cv2.getRotationMatrix2D((length / 2, length / 2), chance.uniform(0, 180), 1), (length, length)
    )
    return Image.fromarray(
        cv2.filter2D(np.asarray(picture), -1, (turned / max(float(turned.sum()), 1e-6)).astype(np.float32))
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m samples.generator.photo_set", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    labels = write_photo_set(options.folder, count=options.count, seed=options.seed)
    print(f"{len(labels)} photos in {options.folder}")


if __name__ == "__main__":
    main()
