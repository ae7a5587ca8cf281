"""`bin/read`: one JSON line for each file, or for each code text of a list."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extraction import fiscal, pipeline
from extraction.options import Options
from extraction.reading import Reading
from extraction.refusals import NotNow

_ABOUT = "Reads receipts and invoices (photos, PDF, e-invoices) and prints one JSON line for each."
_ENVIRONMENT = (
    "OCR_ENGINES names the engines (rapidocr, tesseract, or both with a comma), OCR_LANGUAGES Tesseract's languages, "
    "READING_CORES how many cores to keep busy."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if every file gave a Reading, 1 if one did not, 2 if the command itself was wrong."""
    parser = argparse.ArgumentParser(prog="bin/read", description=_ABOUT, epilog=_ENVIRONMENT)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--payloads", type=Path, metavar="LIST.json", help="a JSON list of code texts to read instead")
    chosen = parser.parse_args(arguments)
    if bool(chosen.files) == bool(chosen.payloads):
        parser.error("give files, or --payloads with a list")
    if chosen.payloads:
        try:
            texts = _texts_of(chosen.payloads)
        except (OSError, ValueError) as cause:
            parser.error(f"{chosen.payloads}: {cause}")
        return _print_all(fiscal.read_payload(text) for text in texts)
    return _print_all(_readings(chosen.files))


def _texts_of(path: Path) -> list[str]:
    texts = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError("not a JSON list of texts")
    return texts


def _readings(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    options = Options.from_environment(os.environ)
    for file in files:
        try:
            reading = pipeline.read_file(file, options=options)
        except NotNow as failure:
            reading = Reading(file=str(file), error=failure.as_warning())
        yield reading.as_dict()


def _print_all(answers: Iterable[dict[str, Any]]) -> int:
    worst = 0
    for answer in answers:
        # A lone surrogate of a hostile code or text layer must not stop the line.
        line = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
        sys.stdout.buffer.write(line + b"\n")
        sys.stdout.buffer.flush()
        worst = max(worst, 1 if answer["error"] else 0)
    return worst
