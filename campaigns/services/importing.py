"""Taking over codes that a printer or another system made: received as a stream, loaded part by part by a job.

What is received lies encrypted in the store until its digests are written. A part that was killed is loaded again;
codes that are known already stay as they are, so the same file twice adds nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns import foreign, permissions
from campaigns.batches import MOST_CODES, BatchState
from campaigns.codes import NotACode, digest
from campaigns.models import CodeBatch, PrintFile
from campaigns.services import loading, print_files
from campaigns.services.batches import BatchRefused, move_batch
from jobs.models import Job
from jobs.services import after_commit
from participants.models import User

AT_ONCE = 100_000
"""Codes of one part."""

MOST_FAULTS = 20
"""So many bad lines are named; then the file is another than was meant."""


class BadLines(BatchRefused):
    """Lines that hold no code; `sentences` name them, what is wrong with each."""

    def __init__(self, faults: dict[foreign.Fault, list[int]], *, more: bool) -> None:
        self.sentences = [_said(fault, numbers) for fault, numbers in faults.items()]
        if more:
            self.sentences.append(_("More lines after these were not looked at."))
        super().__init__(" ".join(self.sentences))


def _said(fault: foreign.Fault, numbers: list[int]) -> str:
    words = ngettext("Line %(numbers)s: %(fault)s.", "Lines %(numbers)s: %(fault)s.", len(numbers))
    return words % {"numbers": ", ".join(map(str, numbers)), "fault": fault.label}


def forms_of(lines: Iterable[str], *, hosts: Iterable[str]) -> Iterator[str]:
    """What is digested of each line that holds something; raises BadLines at the end, or when there are many."""
    hosts = frozenset(hosts)
    faults: defaultdict[foreign.Fault, list[int]] = defaultdict(list)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield foreign.form_of(line, hosts=hosts)
            except NotACode:
                faults[foreign.fault_of(line)].append(number)
                if sum(map(len, faults.values())) == MOST_FAULTS:
                    raise BadLines(faults, more=True) from None
    if faults:
        raise BadLines(faults, more=False)


def receive(*, batch: CodeBatch, lines: Iterable[str], by: User, now: datetime) -> None:
    """Keep a new batch with these codes, one to a line, in constant memory. Raises BatchRefused; then none is kept.

    A process that dies on the way leaves a batch without codes, which can be recalled.
    """
    if reason := permissions.why_not_manage(batch, by=by):
        raise BatchRefused(reason)
    batch.made_by, batch.made_at, batch.is_imported, batch.count = by, now, True, 0
    batch.save(force_insert=True)
    try:
        count = _receive(batch, forms_of(lines, hosts=batch.campaign.program.link_hosts), now=now)
    except BatchRefused:
        print_files.drop(batch=batch)
        batch.print_files.all().delete()
        batch.delete()
        raise
    with transaction.atomic():
        CodeBatch.objects.filter(pk=batch.pk).update(count=count)
        batch.print_files.filter(state=PrintFile.State.ANNOUNCED).update(state=PrintFile.State.WAITING)
        promise(batch)
    batch.count = count


def _receive(batch: CodeBatch, forms: Iterator[str], *, now: datetime) -> int:
    first = 1
    while texts := list(islice(forms, AT_ONCE)):
        print_files.write_received(batch=batch, first=first, texts=texts, now=now)
        first += len(texts)
        if first > MOST_CODES + 1:
            raise BatchRefused(_("A batch has at most %(most)s codes.") % {"most": MOST_CODES})
    if first == 1:
        raise BatchRefused(_("The file holds no code."))
    return first - 1


def promise(batch: CodeBatch) -> Job:
    """The job that loads the part after what is written; the same part is the same job."""
    key = f"import:{batch.uuid}:{batch.written}"
    return after_commit("campaigns.tasks.load_codes", key=key, batch_id=str(batch.uuid))


def load_part(*, batch: CodeBatch, now: datetime) -> None:
    """Write the digests of the next part; its promise of the part after it stands in the same transaction."""
    file = batch.print_files.filter(state=PrintFile.State.WAITING, first=batch.written + 1).first()
    if batch.state != BatchState.NEW or file is None:
        return
    digests = [digest(text, key=settings.CODE_KEY) for text in print_files.received(file)]
    with transaction.atomic():
        ours = CodeBatch.objects.filter(pk=batch.pk, state=BatchState.NEW, written=file.first - 1)
        if not ours.update(written=file.last):
            return
        known = len(digests) - loading.load(batch=batch, first=file.first, digests=digests)
        CodeBatch.objects.filter(pk=batch.pk).update(known=F("known") + known)
        PrintFile.objects.filter(pk=file.pk).update(state=PrintFile.State.GOING)
        batch.refresh_from_db()
        if batch.written < batch.count:
            promise(batch)
        else:
            note = _("%(count)s codes were known before.") % {"count": batch.known}
            move_batch(batch=batch, to=BatchState.PRINTED, by=None, now=now, note=note)
