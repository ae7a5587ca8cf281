"""Small codes in twelve-megapixel frames: real code pictures in corners of real receipts, tilted, softened, as JPEG."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image, ImageFilter

from extraction import sandbox
from extraction.limits import Limits
from extraction.refusals import Refusal
from trials.bench.measures import Measure
from trials.scoring import tools

BENCH = "reading"
FRAME = (3000, 4000)
SEED = 1
_SMALLEST, _LARGEST = 60, 900
_MOST_TILT = 8.0
_CORNERS = ((0.06, 0.05), (0.94, 0.05), (0.06, 0.95), (0.94, 0.95))


def run(*, quick: bool) -> Iterator[Measure]:
    """The share of frames whose code is read, places unknown."""
    manifest = json.loads((tools.DATA / "barcodes" / "manifest.json").read_text(encoding="utf-8"))
    chosen = sorted(filter(_is_fair, manifest), key=lambda one: str(one["sha256"]))[:: 10 if quick else 1]
    with TemporaryDirectory(prefix="kwit-frames-") as scratch:
        read = sum(_is_read(one, number, Path(scratch)) for number, one in enumerate(chosen))
    told = f"frames of 12 megapixels with a small code ({len(chosen)})"
    yield Measure(BENCH, told, read / len(chosen), "share", 0.94, about="the cascade of the notes", least=0.95)


def _is_fair(entry: dict[str, Any]) -> bool:
    """A small picture that a reader reads as it is: what is hard by itself is measured in another row."""
    sides = (entry["width"], entry["height"])
    is_read = entry["baseline"].get("pyzbar") or entry["baseline"].get("zxing_cpp")
    return bool(entry["expected"] and is_read) and min(sides) >= _SMALLEST and max(sides) <= _LARGEST


def codes_of(path: Path) -> list[dict[str, str]]:
    """The codes that the child finds on a picture, without any reading of text."""
    try:
        with sandbox.opened(path, Limits()) as file:
            file.draw(1)
            return [{"text": one.text, "symbology": one.symbology} for one in file.search_symbols(1)()]
    except Refusal:
        return []


def _is_read(entry: dict[str, Any], number: int, folder: Path) -> bool:
    path = folder / f"frame-{number}.jpg"
    frame(tools.DATA / "barcodes" / entry["file"], number).save(path, quality=85)
    keys = tools.rules("score_barcodes").keys
    wanted = {key for text in entry["expected"] for key in keys(text, entry["symbology"], False)}
    return any(keys(one["text"], None, False) & wanted for one in codes_of(path))


def frame(code: Path, number: int) -> Image.Image:
    """The frame: a receipt that fills it, with the code pasted into a corner at its own size."""
    chance = Random(f"frame {SEED} {number}")
    receipts = sorted((tools.DATA / "receipts" / "sroie").glob("*.jpg"))
    picture = Image.open(chance.choice(receipts)).convert("L").resize(FRAME, Image.Resampling.BICUBIC)
    label = Image.open(code).convert("LA")
    white = Image.new("LA", (label.width + 40, label.height + 40), (255, 255))
    white.paste(label.convert("L"), (20, 20), label.getchannel("A"))
    tilted = white.rotate(chance.uniform(-_MOST_TILT, _MOST_TILT), Image.Resampling.BICUBIC, expand=True)
    across, down = chance.choice(_CORNERS)
    left, top = round(across * (FRAME[0] - tilted.width)), round(down * (FRAME[1] - tilted.height))
    picture.paste(tilted.convert("L"), (left, top), tilted.getchannel("A"))
    return picture.filter(ImageFilter.GaussianBlur(0.6)).convert("RGB")
