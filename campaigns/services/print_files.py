"""A batch's print files in the store: announced before they are written, kept with their codes, deleted at the end.

Each has a name of its own, so that a run that was overtaken never writes over the file of another.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from campaigns import printing, sheets
from campaigns.codes import print_password
from campaigns.models import CodeBatch, PrintFile
from jobs.services import after_commit

State = PrintFile.State


class FileChanged(Exception):
    """The store gives other bytes than were written."""


def password(batch: CodeBatch) -> str:
    """What opens the batch's print files. It is kept nowhere, and told apart from them."""
    return print_password(batch.uuid, key=settings.CODE_KEY)


def write(*, batch: CodeBatch, first: int, codes: list[str], now: datetime) -> PrintFile:
    """Announce and write the file of these codes: outside of any transaction that holds rows."""
    return _write(batch, first, len(codes), _files(batch, first, codes), now=now)


def write_received(*, batch: CodeBatch, first: int, texts: list[str], now: datetime) -> PrintFile:
    """Announce and write codes that another system made, until their digests are."""
    return _write(batch, first, len(texts), {printing.RECEIVED: "\n".join(texts).encode()}, now=now)


def received(file: PrintFile) -> list[str]:
    """The codes of `write_received`."""
    return printing.unpack(read(file), printing.RECEIVED, password=password(file.batch)).decode().split("\n")


def _write(batch: CodeBatch, first: int, count: int, files: dict[str, bytes], *, now: datetime) -> PrintFile:
    content = printing.pack(files, password=password(batch))
    file = PrintFile.objects.create(
        batch=batch,
        first=first,
        last=first + count - 1,
        storage_key=f"codes/{batch.uuid}/{first:08}-{uuid4().hex}.zip",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=now,
    )
    default_storage.save(file.storage_key, ContentFile(content))
    return file


def _files(batch: CodeBatch, first: int, codes: list[str]) -> dict[str, bytes]:
    files = {printing.CODES: printing.lines(first, codes)}
    if batch.sheet == CodeBatch.Sheet.QR:
        files[printing.LABELS] = sheets.qr_sheet(first, codes)
    elif batch.sheet == CodeBatch.Sheet.DATAMATRIX:
        gtin = batch.product.gtins.order_by("pk").values_list("gtin", flat=True)[0]
        files[printing.LABELS] = sheets.datamatrix_sheet(first, codes, gtin=gtin)
    return files


def keep(file: PrintFile) -> bool:
    """The file's codes are being written: part of that transaction. False if it was swept meanwhile."""
    return bool(PrintFile.objects.filter(pk=file.pk, state=State.ANNOUNCED).update(state=State.KEPT))


def kept(batch: CodeBatch) -> QuerySet[PrintFile]:
    """The batch's files, in printing order."""
    return PrintFile.objects.filter(batch=batch, state=State.KEPT).order_by("first")


def read(file: PrintFile) -> bytes:
    """The encrypted bytes. Raises FileChanged."""
    with default_storage.open(file.storage_key) as stored:
        content: bytes = stored.read()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileChanged(file.storage_key)
    return content


def codes_of(batch: CodeBatch) -> Iterator[str]:
    """The batch's codes in clear, in printing order, while its files are there."""
    for file in kept(batch):
        yield from printing.codes_in(printing.unpack(read(file), printing.CODES, password=password(batch)))


def let_go(batch: CodeBatch) -> None:
    """Nobody needs the files any more; part of the transaction that says so."""
    here = PrintFile.objects.filter(batch=batch).exclude(state=State.GONE)
    if here.update(state=State.GOING):
        after_commit("campaigns.tasks.drop_print_files", batch_id=str(batch.uuid))


def drop(*, batch: CodeBatch) -> int:
    """Delete what nobody needs, and what runs that died or were overtaken left behind. Safe to repeat; says how many.

    Whoever is just writing an announced file finds by `keep` that it was taken for such a leftover.
    """
    rows = PrintFile.objects.filter(batch=batch)
    rows.filter(state=State.ANNOUNCED).update(state=State.GOING)
    dropped = 0
    for file in rows.filter(state=State.GOING):
        default_storage.delete(file.storage_key)
        dropped += rows.filter(pk=file.pk, state=State.GOING).update(state=State.GONE)
    return dropped
