"""RapidOCR with the PP-OCRv6 models of its own wheel: the engine that leads.

Settings as measured on receipts: no direction classifier, pictures of at most 2000 pixels, the detector limited,
lines recognised one by one, as many of them at a time as there are cores for this page. Two threads inside one run of
a model would cost a third more CPU for the same wait; this costs a tenth. Nothing is fetched: the models come with the
wheel.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Lock
from typing import Any

import numpy as np
import rapidocr
from rapidocr import RapidOCR
from rapidocr.ch_ppocr_rec import TextRecOutput

from extraction.engines.base import EngineFailed, EngineMissing, Pixels
from extraction.reading import OCR, Box
from extraction.rows import printed_lines
from extraction.words import TextLine, Word

Point = tuple[float, float]

DETECTOR_SIDE = 960
_LONG_BOX = 60

_SETTINGS: dict[str, Any] = {
    "Global.use_cls": False,
    "Global.max_side_len": 2000,
    "Global.log_level": "critical",
    "Det.limit_type": "max",
    "Det.limit_side_len": DETECTOR_SIDE,
    "Rec.rec_batch_num": 1,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
_MODELS = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx")
# A long till receipt is read in strips, or its print would not survive the shrinking before the detector.
_LONGEST = 3.0
_STRIP = 2.0
_OVERLAP = 0.3


class RapidEngine:
    """RapidOCR, loaded once. The models keep nothing between runs, so threads read side by side."""

    name = "rapidocr"

    def __init__(self, *, cores: int = 1, detector_side: int = DETECTOR_SIDE) -> None:
        """Loads the models; the detector sees the picture with at most that many pixels a side.

        All pages that are read at one time share the `cores`.

        Raises EngineMissing if they are not beside the program: they must not be fetched.
        """
        home = Path(rapidocr.__file__).parent / "models"
        if not all((home / model).is_file() for model in _MODELS):
            raise EngineMissing("the models of RapidOCR are not installed")
        self._reader = _Reader(_SETTINGS | {"Det.limit_side_len": detector_side}, cores)

    def read(self, picture: Pixels, page: int) -> list[TextLine]:
        """See Engine.read. Each Word is a run of text as the detector framed it."""
        height, width = picture.shape[:2]
        words: list[Word] = []
        slopes: list[float] = []
        for strip in _strips(height, width):
            found = self._run(picture[strip.top : strip.bottom])
            if found.boxes is not None and len(found.boxes):
                boxes = [[(float(x), float(y) + strip.top) for x, y in corners] for corners in found.boxes]
                slopes += _slopes(boxes)
                words += _words(zip(found.txts, boxes, found.scores, strict=True), strip, width, height)
        slope = median(slopes) if slopes else 0.0
        return printed_lines(words, page=page, source=OCR, slope=slope * width / height)

    def _run(self, picture: Pixels) -> Any:
        try:
            with self._reader.one_page_more():
                # The models were trained on pictures as OpenCV reads them: blue first.
                return self._reader(np.ascontiguousarray(picture[:, :, ::-1]))
        except Exception as cause:
            # onnxruntime raises classes of its own that share nothing but Exception.
            raise EngineFailed(str(cause)) from cause


class _Reader(RapidOCR):
    """RapidOCR whose recogniser, two thirds of the work, has a line on each core that other pages leave free."""

    def __init__(self, params: dict[str, Any], cores: int) -> None:
        super().__init__(params=params)
        self._cores, self._pages, self._lock = cores, 0, Lock()
        self._threads = ThreadPoolExecutor(cores, thread_name_prefix="recogniser")

    @contextmanager
    def one_page_more(self) -> Iterator[None]:
        """Counts the pages that are being read."""
        with self._lock:
            self._pages += 1
        try:
            yield
        finally:
            with self._lock:
                self._pages -= 1

    def recognize_txt(self, img: list[Pixels]) -> TextRecOutput:
        """The lines dealt out to the cores one by one, so that no core gets all the long ones."""
        number = min(self._cores // self._pages, len(img))
        if number < 2:
            return super().recognize_txt(img)
        found: list[Any] = list(self._threads.map(super().recognize_txt, (img[at::number] for at in range(number))))
        return TextRecOutput(
            imgs=img,
            txts=_dealt_back([one.txts for one in found], len(img)),
            scores=list(_dealt_back([one.scores for one in found], len(img))),
            word_results=_dealt_back([one.word_results for one in found], len(img)),
            elapse=max(one.elapse for one in found),
            viser=found[0].viser,
        )


def _dealt_back(shares: Sequence[Sequence[Any]], number: int) -> tuple[Any, ...]:
    """What was dealt out one by one, in its first order."""
    return tuple(shares[at % len(shares)][at // len(shares)] for at in range(number))


@dataclass(frozen=True, slots=True)
class _Strip:
    """A part of the page to read, and the zone of it whose words count: the rest is another strip's."""

    top: int
    bottom: int
    zone_top: float
    zone_bottom: float


def _strips(height: int, width: int) -> list[_Strip]:
    if height <= _LONGEST * width:
        return [_Strip(0, height, 0, height)]
    number = math.ceil(height / (_STRIP * width))
    step, half = height / number, _OVERLAP * width / 2
    return [
        _Strip(max(0, int(at * step - half)), min(height, int((at + 1) * step + half)), at * step, (at + 1) * step)
        for at in range(number)
    ]


def _words(found: Iterable[tuple[str, list[Point], float]], strip: _Strip, width: int, height: int) -> Iterator[Word]:
    for text, corners, score in found:
        box = _box(corners, width, height)
        if strip.zone_top <= (box[1] + box[3]) / 2 * height <= strip.zone_bottom:
            yield Word(text, box, float(score), _rise(corners, width / height))


def _box(corners: list[Point], width: int, height: int) -> Box:
    across, down = [x for x, _ in corners], [y for _, y in corners]
    left, right = max(0.0, min(across) / width), min(1.0, max(across) / width)
    return (left, max(0.0, min(down) / height), right, min(1.0, max(down) / height))


def _rise(corners: list[Point], wide: float) -> float | None:
    """How much the print sinks, by the mean of its upper and lower edge; None for a run too short to tell."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    if min(x1 - x0, x2 - x3) <= _LONG_BOX:
        return None
    return ((y1 - y0) / (x1 - x0) + (y2 - y3) / (x2 - x3)) / 2 * wide


def _slopes(boxes: list[list[Point]]) -> Iterator[float]:
    """How much the print falls from left to right, as the long boxes say."""
    for (x0, y0), (x1, y1), *_ in boxes:
        if x1 - x0 > _LONG_BOX:
            yield (y1 - y0) / (x1 - x0)


def make(languages: str, cores: int) -> RapidEngine:
    """The engine; its one model reads all Latin letters, so it asks for no languages."""
    return RapidEngine(cores=cores)
