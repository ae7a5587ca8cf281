"""The printed lines of a document as engines and text layers give them, kept in a folder: reading is what is slow."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from extraction import pages, pdf_text, pictures, rows, sandbox, stages, upright
from extraction.engines import rapid, tesseract
from extraction.findings import Findings, Sheet
from extraction.options import Options
from extraction.refusals import Refusal
from extraction.words import TextLine, Word

# What the lines depend on. What is kept was made by these very words, else it is made anew.
_MAKERS: tuple[ModuleType, ...] = (pages, pdf_text, pictures, rows, stages, upright, rapid, tesseract)


def digest_of(paths: Sequence[Path]) -> str:
    """The document's name in the stored pairs: it says nothing about the content, and does not change with folders."""
    content = hashlib.sha256()
    for path in paths:
        content.update(hashlib.sha256(path.read_bytes()).digest())
    return content.hexdigest()[:16]


def printed(paths: Sequence[Path], *, kept: Path | None, options: Options) -> list[TextLine]:
    """The printed lines, from `kept` where they were made before by the same code. Empty for a refused file."""
    place = kept / f"{digest_of(paths)}-{_makers()}-{'-'.join(options.engines)}.json" if kept else None
    if place and place.is_file():
        return [_line(one) for one in json.loads(place.read_text(encoding="utf-8"))]
    lines = _read(paths, options)
    if place:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps([asdict(line) for line in lines], ensure_ascii=False), encoding="utf-8")
    return lines


@cache
def _makers() -> str:
    return hashlib.sha256("".join(inspect.getsource(module) for module in _MAKERS).encode()).hexdigest()[:8]


def _read(paths: Sequence[Path], options: Options) -> list[TextLine]:
    found = Findings(options=options)
    for path in paths:
        try:
            with sandbox.opened(path, options.limits) as file:
                for place in range(1, file.pages + 1):
                    sheet = Sheet(number=len(found.sheets) + 1, file=file, place=place)
                    found.sheets.append(sheet)
                    _read_page(found, sheet)
        except Refusal:
            continue
    return found.text_lines


def _read_page(found: Findings, sheet: Sheet) -> None:
    """The page stages without the codes: what a code states needs no calibration."""
    stages.draw(found, sheet)
    stages.read_text_layer(found, sheet)
    if not (sheet.lines or sheet.is_blank):
        sheet.picture = sheet.file.pixels(sheet.place, sheet.turn)
        stages.read_with_ocr(found, sheet)
        sheet.awaited_symbols = None


def _line(stored: dict[str, Any]) -> TextLine:
    words = tuple(Word(**one | {"box": tuple(one["box"])}) for one in stored["words"])
    return TextLine(words, stored["page"], stored["source"])
