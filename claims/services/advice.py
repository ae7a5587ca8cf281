"""What speaks against the photos of a document, and which file to replace. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from claims.models import DocumentFile
from extraction.reading import Reading
from extraction.sentences import ADVICE, WARNINGS

Advice = dict[str, Any]
"""As `Document.advice` keeps it."""

_PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic"})


def before_reading(files: Sequence[DocumentFile], verdicts: Sequence[Sequence[str]]) -> list[Advice]:
    """From the verdict on each file."""
    return [
        _advice(code, number if len(files) > 1 else None, file)
        for number, (file, codes) in enumerate(zip(files, verdicts, strict=True), start=1)
        for code in codes
    ]


def after_reading(files: Sequence[DocumentFile], reading: Reading) -> list[Advice]:
    """From the warnings of the reading, which knows better."""
    return list(_after_reading(files, reading))


def _after_reading(files: Sequence[DocumentFile], reading: Reading) -> Iterator[Advice]:
    photos = [file for file in files if file.media_type in _PHOTOS]
    # Only where each page is one photo it is known which file a page is from.
    is_known = len(photos) == len(files) == reading.pages
    for warning in reading.warnings:
        if warning.code in ADVICE:
            file = photos[(warning.page or 1) - 1] if is_known and (warning.page or len(files) == 1) else None
            yield _advice(warning.code, warning.page, file, text=warning.text)


def _advice(code: str, page: int | None, file: DocumentFile | None, *, text: str = "") -> Advice:
    own = text if text != WARNINGS[code] else ""
    told = {"code": code, "page": page, "file": str(file.uuid) if file else None, "text": own or None}
    return {name: value for name, value in told.items() if value is not None}
