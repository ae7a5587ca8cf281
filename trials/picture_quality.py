"""How often the verdict on photos is right: photos spoilt in known ways, good photos, and good scans if there are any.

`python -m trials.picture_quality` takes about fifteen seconds of CPU for each photo.
"""

from __future__ import annotations

import argparse
import io
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median

import cv2
import numpy as np
from PIL import Image

from extraction.limits import Limits
from extraction.pictures import PictureFile
from extraction.sniff import Kind
from extraction.verdict import judge
from trials.calibration.labelled import SHARED
from trials.picture_set import SPOILT, own_papers, photos, together

_SCANS = SHARED / "data" / "receipts"
_STRIP = 1.6


class Tally:
    """What was told of each kind of picture, and how long the large ones took."""

    def __init__(self) -> None:
        self.told: dict[str, list[list[str]]] = {}
        self.milliseconds: list[float] = []

    def judge(self, kind: str, content: bytes) -> None:
        """The verdict on one JPEG, as the child comes to it: decoding included."""
        since = time.process_time()
        seen = PictureFile(content, Kind.JPEG, Limits()).glance()
        codes = judge(np.asarray(seen))
        if kind == "good photo":
            self.milliseconds.append(1000 * (time.process_time() - since))
        self.told.setdefault(kind, []).append(codes)

    def lines(self) -> Iterator[str]:
        """The report: right codes of the spoilt ones, and every code of the good ones."""
        for kind, told in sorted(self.told.items()):
            wanted = SPOILT[kind][0] if kind in SPOILT else "two-receipts" if kind == "two receipts" else ""
            right = sum(wanted in codes if wanted else not codes for codes in told)
            others = Counter(code for codes in told for code in codes if code != wanted)
            rest = ", ".join(f"{code} {count}" for code, count in others.most_common())
            yield f"{kind:20} {wanted or 'nothing':13} {right:4} of {len(told):4}   else: {rest or '–'}"
        if self.milliseconds:
            most = max(self.milliseconds)
            yield f"CPU for twelve megapixels: median {median(self.milliseconds):.0f} ms, most {most:.0f} ms"


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints one line for each kind of picture."""
    parser = argparse.ArgumentParser(prog="python -m trials.picture_quality", description=__doc__)
    parser.add_argument("--count", type=int, default=24, help="photos of papers of our own (24)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scans", type=Path, default=_SCANS, help="folder of good scans (*.jpg), photographed too")
    options = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    tally = Tally()
    scans = sorted(options.scans.glob("**/*.jpg"))
    for path in scans:
        tally.judge("good scan", path.read_bytes())
    real = [paper.convert("RGB") for path in scans if _is_strip(paper := Image.open(path))]
    for papers, seed in ((own_papers(), options.seed), (real, options.seed + 1)):
        if papers:
            _spoil(tally, Random(seed).choices(papers, k=options.count), seed)
    _put_together(tally, options.count // 2, options.seed)
    print("\n".join(tally.lines()))


def _spoil(tally: Tally, papers: list[Image.Image], seed: int) -> None:
    for number, photo in enumerate(photos(papers, count=len(papers), seed=seed)):
        tally.judge("good photo", _as_jpeg(photo.pixels))
        for kind, (_code, spoil) in SPOILT.items():
            tally.judge(kind, _as_jpeg(spoil(photo, Random(f"{seed} {number} {kind}"))))


def _put_together(tally: Tally, count: int, seed: int) -> None:
    strips = [paper for paper in own_papers() if _is_strip(paper)]
    for number in range(count):
        pair = (strips[number % len(strips)], strips[(number + 1) % len(strips)])
        tally.judge("two receipts", _as_jpeg(together(pair, seed=seed + number)))


def _is_strip(paper: Image.Image) -> bool:
    return max(paper.size) > _STRIP * min(paper.size)


def _as_jpeg(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()


if __name__ == "__main__":
    main()
