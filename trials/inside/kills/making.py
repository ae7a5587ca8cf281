"""Batches of codes made in parts by their jobs: what stands is never changed, and a half-made batch goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from django.utils import timezone

from campaigns.batches import BatchState
from campaigns.models import CodeBatch
from campaigns.services import making
from trials.inside import code_batch
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

TASKS = ("campaigns.tasks.make_codes", "campaigns.tasks.drop_print_files")
PART = 200
"""Codes of one part, instead of 100,000: the same steps in less time."""

CODES = 900
"""Five parts of a batch, the last of them half."""


@dataclass(frozen=True)
class Making:
    """One batch."""

    batch: CodeBatch

    def do(self, told: Sequence[str], tell: Tell) -> None:
        """As the worker does."""
        do_jobs(tell, *TASKS)

    def standing(self) -> list[str]:
        """The codes in the table."""
        self.batch.refresh_from_db()
        return [prefix(self.batch, self.batch.written)]

    def judge(self, told: Sequence[str]) -> Iterator[Fault]:
        """Made, with as many codes as ordered, in files that hold just these, and nothing left over in the store."""
        yield from undone_jobs(told)
        yield from changed_codes(told)
        found = code_batch.check(str(self.batch.uuid))
        if found["state"] != BatchState.MADE or found["codes"] < found["count"]:
            yield Fault("undone", f"batch {self.batch.uuid}: {found}")
        elif found["codes"] > found["count"] or self.batch.moves.filter(became=BatchState.MADE).count() != 1:
            yield Fault("doubled", f"batch {self.batch.uuid}: {found}")
        elif found["differing"] or found["left_over"]:
            yield Fault("lost", f"batch {self.batch.uuid}: {found}")


class Batches:
    """One batch after another."""

    def __init__(self, _chance: Random) -> None:
        making.AT_ONCE = PART

    def lay_out(self) -> Making:
        """Ordered, and none of its codes made."""
        batch = new_batch("Made under kills", CODES)
        making.order(batch=batch, by=admin(), now=timezone.now())
        return Making(batch)

    def close(self) -> Iterator[Fault]:
        """No job is left."""
        return jobs_left(*TASKS)
