"""Receiving a file of sales: kept first, read later by a job. The same bytes once more are the same file.

The bytes are written before the row that names them, each file under a name of its own, and deleted after no row names
them any more; whatever dies in between, the sweep finds bytes that nobody names.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from distributors.models import Distributor, SalesFile, SalesKey
from distributors.reading.kinds import kind_of
from distributors.reading.limits import MOST_BYTES
from jobs.services import after_commit
from participants.models import User

FOLDER = "sales"

GRACE = timedelta(days=1)
"""Longer than any upload takes from writing its bytes to naming them."""


class FileTooLarge(Refused):
    """The file was not taken to its end."""


def receive(
    *,
    distributor: Distributor,
    chunks: Iterable[bytes],
    name: str,
    by: User | None,
    key: SalesKey | None = None,
    now: datetime,
) -> tuple[SalesFile, bool]:
    """Keep this file and have it read; whether it is new. Raises FileTooLarge or NotReadable; then nothing is kept."""
    with TemporaryDirectory(prefix="kwit-sales-") as folder:
        path = Path(folder) / "file"
        digest = _written(path, chunks)
        if twin := _twin(distributor, digest):
            return twin, False
        file = SalesFile(
            distributor=distributor,
            name=_plain_name(name),
            kind=kind_of(path),
            storage_key=f"{FOLDER}/{uuid4()}",
            sha256=digest,
            size=path.stat().st_size,
            handed_in_by=by,
            handed_in_with=key,
            handed_in_at=now,
        )
        with path.open("rb") as content:
            default_storage.save(file.storage_key, File(content))
    try:
        with transaction.atomic():
            file.save(force_insert=True)
            promise(file)
    except IntegrityError:
        # The same bytes came twice at the same moment; the other one was first.
        default_storage.delete(file.storage_key)
        return SalesFile.objects.exclude(state=SalesFile.State.REFUSED).get(
            distributor=distributor, sha256=digest
        ), False
    return file, True


def _written(path: Path, chunks: Iterable[bytes]) -> str:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise FileTooLarge(
                    _("The file is larger than %(most)s MB. Split it by months.") % {"most": MOST_BYTES // 1_000_000}
                )
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _twin(distributor: Distributor, digest: str) -> SalesFile | None:
    taken = SalesFile.objects.filter(distributor=distributor, sha256=digest)
    return taken.exclude(state=SalesFile.State.REFUSED).first()


def _plain_name(name: str) -> str:
    """Without folders and signs that cannot be shown."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable()).strip()[:200] or _("without a name")


def promise(file: SalesFile) -> None:
    """Have it read; part of the transaction that makes it ready for that."""
    after_commit("distributors.tasks.read_sales", file_id=str(file.uuid))


def drop_bytes(key: str) -> None:
    """Delete what no row names any more once the transaction that took the name away is through."""
    if key:
        transaction.on_commit(partial(default_storage.delete, key), robust=True)


def sweep(*, now: datetime) -> int:
    """Delete stored sales files that no row names; says how many. Safe to run twice and in parallel."""
    dropped = 0
    for name in _stored():
        key = f"{FOLDER}/{name}"
        if SalesFile.objects.filter(storage_key=key).exists():
            continue
        if default_storage.get_modified_time(key) < now - GRACE:
            default_storage.delete(key)
            dropped += 1
    return dropped


def _stored() -> list[str]:
    try:
        return default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return []
