"""Handing a batch's print files out, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from campaigns import printing
from campaigns.batches import BatchState
from campaigns.models import CodeBatch
from campaigns.services import print_files
from campaigns.services.batches import move_batch
from participants.models import User


@dataclass(frozen=True, slots=True)
class Export:
    """An archive on its way: its name, and its bytes as they are read from the store."""

    name: str
    parts: Iterator[bytes]


@transaction.atomic
def export(*, batch: CodeBatch, by: User, now: datetime) -> Export:
    """The encrypted print files in one archive; who took them and when is written down. Raises BatchRefused.

    A download that broke off is not repeated: the files may be in strange hands, and a new batch costs nothing. Who
    runs the service may allow another one.
    """
    files = list(print_files.kept(batch))
    size = sum(file.size for file in files)
    note = f"{len(files)} × ZIP, {size} B"
    move_batch(batch=batch, to=BatchState.EXPORTED, by=by, now=now, takes_files=True, note=note)
    named = ((f"{file.first:08}-{file.last:08}.zip", print_files.read(file)) for file in files)
    return Export(f"codes-{batch.uuid}.zip", printing.bundled(named))
