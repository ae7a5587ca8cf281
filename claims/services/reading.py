"""Reading a document: bytes to a folder, extraction outside any transaction, its whole answer in one transaction."""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_noop

from claims.models import Claim, Document, DocumentFile, DocumentPage
from claims.models import Reading as Kept
from claims.services import advice, memory, storing
from claims.states import OPEN, ReadingState, Status
from common.files import put_once
from extraction import pipeline
from extraction.fingerprints import of_picture
from extraction.options import Options, languages_for
from extraction.reading import Reading
from jobs import leases
from jobs.services import after_commit
from programs.models import Program

logger = logging.getLogger(__name__)

GAVE_UP = gettext_noop("The document could not be read just now. Please type what it says.")
"""Kept in English like all sentences of a reading; the page translates it."""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page picture that lies in the store."""

    number: int
    key: str
    width: int
    height: int
    fingerprint: str


def read(*, document_id: UUID, clock: Callable[[], datetime]) -> None:
    """Read the document's current files. Twice, or after they changed, does no harm: only the last word counts."""
    document = Document.objects.select_related("claim__program").filter(uuid=document_id).first()
    files = _current_files(document) if document else []
    if document is None or not files or _is_read(document, files):
        return
    unread = Document.objects.filter(pk=document.pk).exclude(reading_state=ReadingState.READ)
    unread.update(reading_state=ReadingState.READING, stage="", changed_at=clock())
    with TemporaryDirectory(prefix="kwit-reading-") as folder:
        paths = [_fetch(file, Path(folder)) for file in files]
        reading = pipeline.read_document(
            paths,
            options=_options(document.claim.program),
            pictures_to=Path(folder),
            on_stage=_progress(document, clock),
            on_verdict=_verdict(document, files),
        )
        pages = list(_stored_pages(document, Path(folder), reading.pages, now=clock()))
    kept = Kept(document=document, data=_without_paths(reading) | {"files": _names(files)}, seconds=reading.seconds)
    kept.recalled = memory.recalled(document.claim.program, kept.data)
    _finish(document, files, reading, kept, pages, now=clock())


def give_up(*, document_id: UUID, now: datetime) -> None:
    """No attempt worked: say so, and leave the rest to typing. What was read meanwhile is not overruled."""
    unfinished = Document.objects.filter(
        uuid=document_id, reading_state__in=[ReadingState.WAITING, ReadingState.READING]
    )
    unfinished.update(
        reading_state=ReadingState.UNREADABLE, stage="", problem_code="gave-up", problem_text=GAVE_UP, changed_at=now
    )


def _current_files(document: Document) -> list[DocumentFile]:
    return list(document.files.filter(is_current=True).order_by("position"))


def _is_read(document: Document, files: Sequence[DocumentFile]) -> bool:
    """Whether the newest reading is of just these files."""
    if document.reading_state not in (ReadingState.READ, ReadingState.UNREADABLE):
        return False
    newest = document.readings.order_by("-pk").first()
    return newest is not None and newest.data.get("files") == _names(files)


def _names(files: Sequence[DocumentFile]) -> list[str]:
    return [str(file.uuid) for file in files]


def _options(program: Program) -> Options:
    languages = settings.OCR_LANGUAGES or languages_for(program.default_language)
    usual = Options()
    engines, cores = tuple(settings.OCR_ENGINES) or usual.engines, settings.READING_CORES or usual.cores
    return Options(engines=engines, languages=languages, cores=cores)


def _fetch(file: DocumentFile, folder: Path) -> Path:
    path = folder / f"file-{file.position:03}"
    with default_storage.open(file.storage_key) as kept, path.open("wb") as copy:
        shutil.copyfileobj(kept, copy)
    return path


def _progress(document: Document, clock: Callable[[], datetime]) -> Callable[[str, int, int], None]:
    """Writes each stage down in a statement of its own, so that the page can say what is being done."""

    def told(stage: str, page: int, pages: int) -> None:
        being_read = Document.objects.filter(pk=document.pk, reading_state=ReadingState.READING)
        being_read.update(stage=f"{stage} {page}/{pages}"[:40], changed_at=clock())

    return told


def _verdict(document: Document, files: Sequence[DocumentFile]) -> Callable[[Sequence[Sequence[str]]], None]:
    """Writes down what speaks against the photos while they are still being read, so that the person can act."""

    def told(verdicts: Sequence[Sequence[str]]) -> None:
        being_read = Document.objects.filter(pk=document.pk, reading_state=ReadingState.READING)
        being_read.update(advice=advice.before_reading(files, verdicts))

    return told


def _stored_pages(document: Document, folder: Path, pages: int, *, now: datetime) -> Iterator[StoredPage]:
    for number in range(1, pages + 1):
        path = folder / f"page-{number}.jpg"
        if not path.is_file():
            continue
        found = of_picture(path)
        with path.open("rb") as picture:
            digest = hashlib.file_digest(picture, "sha256").hexdigest()
            key = f"pages/{document.claim.program.uuid}/{document.uuid}/{digest}"
            storing.announce([key], now=now)
            put_once(key, File(picture))
        yield StoredPage(number, key, found.width, found.height, found.fingerprint)


@transaction.atomic
def _finish(
    document: Document,
    files: Sequence[DocumentFile],
    reading: Reading,
    kept: Kept,
    pages: Sequence[StoredPage],
    *,
    now: datetime,
) -> None:
    leases.confirm()
    held = Document.objects.select_for_update().get(pk=document.pk)
    if _names(_current_files(held)) != _names(files):
        # Pages came or went meanwhile; the job promised with that change will read the rest.
        logger.info("Reading of %s dropped: its files changed", document.uuid)
        return
    kept.made_at = now
    kept.save(force_insert=True)
    _replace_pages(held, pages, now=now)
    error = reading.error
    Document.objects.filter(pk=held.pk).update(
        reading_state=ReadingState.UNREADABLE if error else ReadingState.READ,
        stage="",
        problem_code=error.code if error else "",
        problem_text=error.text if error else "",
        advice=advice.after_reading(files, reading),
        changed_at=now,
    )
    _note_identity(held, kept.data)
    if Claim.objects.filter(pk=held.claim_id, status=Status.SUBMITTED).exists():
        # Sent before it was read: what was read may be a reason to doubt it, or prove it.
        after_commit("verification.tasks.check_claim", claim_id=str(document.claim.uuid))


def _replace_pages(document: Document, pages: Sequence[StoredPage], *, now: datetime) -> None:
    storing.let_go(document.pages.values_list("picture_key", flat=True), now=now)
    document.pages.all().delete()
    DocumentPage.objects.bulk_create(_page(document, page) for page in pages)
    storing.name([page.key for page in pages])


def _without_paths(reading: Reading) -> dict[str, Any]:
    """The reading as it is kept: the name of a file in a folder that is gone says nothing."""
    return reading.as_kept() | {"file": ""}


def _page(document: Document, page: StoredPage) -> DocumentPage:
    return DocumentPage(
        document=document,
        number=page.number,
        picture_key=page.key,
        width=page.width,
        height=page.height,
        fingerprint=page.fingerprint,
    )


def _note_identity(document: Document, data: dict[str, Any]) -> None:
    """The fiscal identity is the paper's own, nobody's statement; a decided claim keeps the one it was decided with."""
    identity = str((data["fields"].get("document_id") or {}).get("value", ""))[:200]
    Claim.objects.filter(pk=document.claim_id, status__in=OPEN).update(document_id=identity)
