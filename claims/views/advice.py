"""What speaks against the photos of a draft, in words, each with the picture to take again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction_sentences import translated
from claims.models import Document, DocumentFile
from extraction.sentences import WARNINGS


@dataclass(frozen=True, slots=True)
class PhotoAdvice:
    """What to do better with one photo. `page` is None where there is only one; `file` where it is not known."""

    page: int | None
    file: DocumentFile | None
    sentences: tuple[str, ...]


def advice_on(document: Document, files: Sequence[DocumentFile]) -> list[PhotoAdvice]:
    """The advice of each page, in the order of the pages."""
    by_uuid = {str(file.uuid): file for file in files}
    told: dict[tuple[int | None, str], list[str]] = {}
    for one in document.advice:
        if one["code"] in WARNINGS:
            told.setdefault((one.get("page"), one.get("file", "")), []).append(
                translated(one.get("text") or WARNINGS[one["code"]])
            )
    return [PhotoAdvice(page, by_uuid.get(file), tuple(sentences)) for (page, file), sentences in told.items()]


def mark_of(document: Document) -> str:
    """Changes with the advice: what the page says it has been told already."""
    return ".".join(f"{one['code']}{one.get('page', '')}{'+' if one.get('text') else ''}" for one in document.advice)
