"""Making the codes of a batch, part by part: any part may be killed and done again, and no code is lost or doubled.

One transaction moves the batch's counter from the last serial of the part before, keeps the part's print file, writes
its digests and promises the next part. So digests and print file always belong to the same codes: a part that was
killed made neither, and is made anew with other codes.
"""

from datetime import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import permissions
from campaigns.batches import BatchState
from campaigns.codes import digest, make_codes
from campaigns.models import BatchMove, CodeBatch, PrintFile
from campaigns.services import importing, loading, print_files
from campaigns.services.batches import BatchRefused, move_batch
from jobs.models import Job
from jobs.models import State as JobState
from jobs.services import after_commit, try_again
from participants.models import User

AT_ONCE = 100_000
"""Codes of one part: about a second of work and 30 MB of memory, and one print file."""


class DoubleCode(Exception):
    """Chance gave a code that is there already. The next attempt makes others."""


class Overtaken(Exception):
    """Another run made this part meanwhile, or the batch was recalled."""


@transaction.atomic
def order(*, batch: CodeBatch, by: User | None, now: datetime) -> None:
    """Keep a new batch, and promise its codes."""
    batch.made_by, batch.made_at = by, now
    batch.save(force_insert=True)
    _promise(batch)


@transaction.atomic
def go_on(*, batch: CodeBatch, by: User, now: datetime) -> None:
    """Try again what failed for good. Raises BatchRefused."""
    if reason := permissions.why_not_manage(batch, by=by):
        raise BatchRefused(reason)
    if batch.state != BatchState.NEW:
        raise BatchRefused(_("The codes of this batch are made."))
    job = importing.promise(batch) if batch.is_imported else _promise(batch)
    if job.state == JobState.FAILED:
        try_again(job=job, now=now)


def _promise(batch: CodeBatch) -> Job:
    """The job that makes the part after what is written; the same part is the same job."""
    return after_commit(
        "campaigns.tasks.make_codes", key=f"codes:{batch.uuid}:{batch.written}", batch_id=str(batch.uuid)
    )


def make_part(*, batch: CodeBatch, now: datetime) -> None:
    """Make the next part of the batch; a batch whose codes are all made, or that was recalled, stays as it is."""
    if batch.state != BatchState.NEW or batch.is_imported:
        return
    print_files.drop(batch=batch)
    first = batch.written + 1
    codes = make_codes(min(AT_ONCE, batch.count - batch.written), signs=batch.signs)
    file = print_files.write(batch=batch, first=first, codes=codes, now=now)
    digests = [digest(code, key=settings.CODE_KEY) for code in codes]
    try:
        _keep(batch, file, digests, now=now)
    except Overtaken:
        # Swept while it was being written, it may have come into the store after that.
        default_storage.delete(file.storage_key)


@transaction.atomic
def _keep(batch: CodeBatch, file: PrintFile, digests: list[bytes], *, now: datetime) -> None:
    ours = CodeBatch.objects.filter(pk=batch.pk, state=BatchState.NEW, written=file.first - 1)
    if not ours.update(written=file.last) or not print_files.keep(file):
        raise Overtaken(str(file))
    if loading.load(batch=batch, first=file.first, digests=digests) < len(digests):
        raise DoubleCode(str(file))
    batch.written = file.last
    if batch.written < batch.count:
        _promise(batch)
    else:
        move_batch(batch=batch, to=BatchState.MADE, by=None, now=now)


def make_all(*, batch: CodeBatch, now: datetime) -> None:
    """Make all parts here and now: for batches that somebody waits for."""
    while batch.state == BatchState.NEW:
        make_part(batch=batch, now=now)
        batch.refresh_from_db()


def note_failure(*, batch: CodeBatch, now: datetime) -> None:
    """Every attempt at a part failed: say so where the campaign admin looks."""
    BatchMove.objects.create(
        batch=batch, was=batch.state, became=batch.state, note=_("The making of codes stopped."), made_at=now
    )
