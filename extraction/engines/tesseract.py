"""Tesseract through pytesseract: the engine that every distribution has."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import Any

import cv2
import numpy as np
import pytesseract
from PIL import Image

from extraction.engines import light
from extraction.engines.base import EngineFailed, EngineMissing, Pixels
from extraction.reading import OCR, Box
from extraction.rows import printed_lines
from extraction.words import TextLine, Word

# One column of lines, as a till prints them; and a page of columns of several sizes, as an invoice has.
_RECEIPT, _SHEET = 6, 4
_SHEET_WIDTH = 0.6
_SECONDS = 60


class TesseractEngine:
    """The tesseract program, started anew for each page."""

    name = "tesseract"

    def __init__(self, languages: str) -> None:
        """`languages` as tesseract wants them: "pol+eng". Raises EngineMissing if one of them is not installed."""
        # Its own threads cost three times the CPU and gain nothing; it reads the limit from its environment.
        os.environ["OMP_THREAD_LIMIT"] = "1"
        try:
            missing = set(languages.split("+")) - set(pytesseract.get_languages())
        except pytesseract.TesseractNotFoundError as cause:
            raise EngineMissing("the program tesseract is not installed") from cause
        if missing:
            raise EngineMissing(f"tesseract lacks {', '.join(sorted(missing))}")
        self._languages = languages

    def read(self, picture: Pixels, page: int) -> list[TextLine]:
        """See Engine.read."""
        grey = _prepared(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8))
        mode = _SHEET if grey.shape[1] > _SHEET_WIDTH * grey.shape[0] else _RECEIPT
        try:
            found = pytesseract.image_to_data(
                _as_file(grey),
                lang=self._languages,
                config=f"--psm {mode}",
                output_type=pytesseract.Output.DICT,
                timeout=_SECONDS,
            )
        except pytesseract.TesseractNotFoundError as cause:
            raise EngineMissing("the program tesseract is not installed") from cause
        except (pytesseract.TesseractError, RuntimeError, OSError) as cause:
            raise EngineFailed(str(cause)) from cause
        return _lines(found, grey.shape[1], grey.shape[0], page)


def _prepared(grey: light.Grey) -> light.Grey:
    """Scans are left alone, for nothing helps them; photos get even light and print of a fair size."""
    return light.fairly_sized(light.flattened(grey)) if light.is_uneven(grey) else grey


def _as_file(grey: light.Grey) -> Image.Image:
    picture = Image.fromarray(grey)
    # pytesseract hands the picture over as a file of this format; PNG would cost more than it saves.
    picture.format = "BMP"
    return picture


def _lines(found: dict[str, list[Any]], width: int, height: int, page: int) -> list[TextLine]:
    """Words by tesseract's own lines, then lines that stand side by side joined."""
    by_line: dict[tuple[int, int, int], list[Word]] = defaultdict(list)
    for at, text in enumerate(found["text"]):
        if text.strip() and float(found["conf"][at]) >= 0:
            line = (found["block_num"][at], found["par_num"][at], found["line_num"][at])
            box = _box(found, at, width, height)
            by_line[line].append(Word(text.strip(), box, float(found["conf"][at]) / 100))
    if len({block for block, _, _ in by_line}) <= 1:
        return [TextLine(tuple(words), page, OCR) for words in by_line.values()]
    return printed_lines((word for words in by_line.values() for word in words), page=page, source=OCR)


def _box(found: dict[str, list[Any]], at: int, width: int, height: int) -> Box:
    left, top = found["left"][at], found["top"][at]
    return (left / width, top / height, (left + found["width"][at]) / width, (top + found["height"][at]) / height)


def make(languages: str, cores: int) -> TesseractEngine:
    """The engine for these languages; it keeps one core busy for each page, whatever it is given."""
    return TesseractEngine(languages)
