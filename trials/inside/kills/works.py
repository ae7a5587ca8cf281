"""What a kind of work is to the killer, and what several kinds share."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol

from django.utils import timezone

from campaigns.models import CodeBatch
from jobs import runner, services
from jobs.models import Job
from participants.models import CampaignAdmin, User
from programs.models import Program
from samples.loading import load_program

Tell = Callable[[str], None]
"""Acknowledges a piece of work, as an answer on the wire would: what was told must be there from then on."""


Sort = Literal["lost", "doubled", "undone"]


class Fault(NamedTuple):
    """One thing that is not as it was promised."""

    sort: Sort
    sentence: str


class Work(Protocol):
    """So much work as one process does in a tenth of a second or two."""

    def do(self, told: Sequence[str], tell: Tell) -> None:
        """All of it, or what is left of it; `told` is what was acknowledged before the last kill."""

    def standing(self) -> list[str]:
        """What others see of it after a kill: that must stay, too."""

    def judge(self, told: Sequence[str]) -> Iterator[Fault]:
        """What is wrong once it is finished."""


class Kind(Protocol):
    """A kind of work, as much of it as is wanted."""

    def lay_out(self) -> Work:
        """Some more work."""

    def close(self) -> Iterator[Fault]:
        """What is wrong in sum over all works."""


def program() -> Program:
    """The demo's."""
    return Program.objects.get(slug=load_program()["program"]["slug"])


def admin() -> User:
    """Who looks after the demo's program."""
    return CampaignAdmin.objects.select_related("user").order_by("pk")[0].user


def new_batch(name: str, count: int) -> CodeBatch:
    """One more like the demo's, not saved yet."""
    known = CodeBatch.objects.select_related("campaign__program", "product").order_by("pk")[0]
    return CodeBatch(campaign=known.campaign, product=known.product, name=name, count=count, points=1)


def do_jobs(tell: Tell, *tasks: str) -> None:
    """What a worker does that is started again: leases of the dead are taken back, jobs are done while there are any.

    One that failed is not left to wait for its next attempt.
    """
    while job := Job.objects.ripe(timezone.now()).filter(task__in=tasks).order_by("created_at").first():
        services.free_all(now=timezone.now())
        if runner.run(job.pk):
            tell(f"job {job.pk}")


def jobs_left(*tasks: str) -> Iterator[Fault]:
    """Jobs that were promised and are not done."""
    for job in Job.objects.filter(task__in=tasks).exclude(state="done"):
        yield Fault("undone", f"{job}: {job.last_error}")


def undone_jobs(told: Sequence[str]) -> Iterator[Fault]:
    """Jobs that were done and are not, any more."""
    for piece in told:
        what, _space, key = piece.partition(" ")
        if what == "job" and not Job.objects.filter(pk=key, state="done").exists():
            yield Fault("lost", f"job {key} was done and is not")


def prefix(batch: CodeBatch, written: int) -> str:
    """The batch's codes up to this serial, such as `codes UUID 1000 5d41…`: they are never changed again."""
    rows = batch.codes.filter(serial__lte=written).order_by("serial").values_list("serial", "digest")
    seen = hashlib.sha256()
    for serial, digest in rows:
        seen.update(b"%d %s\n" % (serial, bytes(digest)))
    return f"codes {batch.uuid} {written} {seen.hexdigest()}"


def changed_codes(told: Sequence[str]) -> Iterator[Fault]:
    """Codes that stood in the table after a kill, and are others or gone at the end."""
    for piece in told:
        if piece.startswith("codes "):
            _word, uuid, written, _seen = piece.split()
            if prefix(CodeBatch.objects.get(uuid=uuid), int(written)) != piece:
                yield Fault("lost", f"the first {written} codes of batch {uuid} are not those that were there before")
