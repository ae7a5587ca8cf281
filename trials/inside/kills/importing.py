"""Files of codes that another system made: received in parts, loaded in parts, sent again where no answer came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone

from campaigns.batches import BatchState
from campaigns.codes import digest, make_codes
from campaigns.models import CodeBatch, OnPackCode
from campaigns.services import batches, importing
from trials.inside.kills.works import (
    Fault,
    Tell,
    admin,
    changed_codes,
    do_jobs,
    jobs_left,
    new_batch,
    prefix,
    undone_jobs,
)

LOADS, DROPS = "campaigns.tasks.load_codes", "campaigns.tasks.drop_print_files"
PART = 200
"""Codes of one part, instead of 100,000: the same steps in less time."""

CODES = 900


@dataclass(frozen=True)
class Importing:
    """One file."""

    name: str
    codes: Sequence[str]

    def do(self, told: Sequence[str], tell: Tell) -> None:
        """Whoever sends the file and sees no answer sends it again; the worker loads what was received."""
        if not any(piece.startswith("received ") for piece in told):
            batch = new_batch(self.name, 0)
            importing.receive(batch=batch, lines=iter(self.codes), by=admin(), now=timezone.now())
            tell(f"received {batch.uuid}")
        do_jobs(tell, LOADS, DROPS)

    def standing(self) -> list[str]:
        """The codes in the table."""
        return [prefix(batch, batch.written) for batch in self._batches().filter(written__gt=0)]

    def judge(self, told: Sequence[str]) -> Iterator[Fault]:
        """Each code of the file is known once, whatever was sent twice; nothing of it is left in the store."""
        yield from undone_jobs(told)
        yield from changed_codes(told)
        received = {piece.removeprefix("received ") for piece in told if piece.startswith("received ")}
        there = {str(batch.uuid) for batch in self._batches().exclude(count=0)}
        yield from (Fault("lost", f"batch {uuid} was received and is gone") for uuid in received - there)
        self._recall_what_was_never_received()
        for batch in self._batches().exclude(state=BatchState.RECALLED):
            if batch.state != BatchState.PRINTED or batch.written != len(self.codes):
                yield Fault("undone", f"batch {batch.uuid} is {batch.state} at {batch.written} of {batch.count}")
        yield from self._judge_codes()

    def _recall_what_was_never_received(self) -> None:
        """As the campaign admin does with a batch without codes."""
        for batch in self._batches().filter(state=BatchState.NEW, count=0):
            batches.move_batch(batch=batch, to=BatchState.RECALLED, by=admin(), now=timezone.now())
        do_jobs(lambda _words: None, DROPS)

    def _judge_codes(self) -> Iterator[Fault]:
        digests = [digest(code, key=settings.CODE_KEY) for code in self.codes]
        known = OnPackCode.objects.filter(digest__in=digests).count()
        loaded = OnPackCode.objects.filter(batch__in=self._batches()).count()
        counted = sum(batch.written - batch.known for batch in self._batches())
        if known < len(self.codes):
            yield Fault("lost", f"{self.name}: {known} of {len(self.codes)} codes are known")
        if not known == loaded == counted:
            yield Fault("doubled", f"{self.name}: {known} codes are known, {loaded} loaded, {counted} counted as new")
        for batch in self._batches():
            if left := _stored(batch):
                yield Fault("undone", f"{self.name}: {left} of batch {batch.uuid} are left in the store")

    def _batches(self) -> QuerySet[CodeBatch]:
        return CodeBatch.objects.filter(name=self.name).select_related("campaign__program").order_by("pk")


def _stored(batch: CodeBatch) -> list[str]:
    folder = f"codes/{batch.uuid}"
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


class Files:
    """One file after another."""

    def __init__(self, _chance: Random) -> None:
        importing.AT_ONCE = PART
        self._number = 0

    def lay_out(self) -> Importing:
        """Codes that nobody knows yet."""
        self._number += 1
        return Importing(f"Imported under kills {self._number}", make_codes(CODES))

    def close(self) -> Iterator[Fault]:
        """No job is left."""
        return jobs_left(LOADS, DROPS)
