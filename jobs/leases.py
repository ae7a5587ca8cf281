"""Leases: who runs a job, until when. Taken and kept by compare-and-set, which works alike on every database."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

from jobs.models import Job, JobQuerySet


class LeaseLost(Exception):
    """Somebody else runs this job by now; what this process has found out must not be written."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to run one job."""

    job_id: UUID
    token: UUID

    def rows(self) -> JobQuerySet:
        """The job, if it is still ours."""
        return Job.objects.waiting().filter(pk=self.job_id, lease=self.token)

    def renew(self) -> bool:
        """Keep it for another while; False if it is no longer ours."""
        return bool(self.rows().update(run_until=timezone.now() + _length()))


_held: ContextVar[Lease | None] = ContextVar("held lease", default=None)


def _length() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def take(job_id: UUID, *, now: datetime) -> Lease | None:
    """The lease of a job, counted as an attempt; None if it is finished or somebody holds it."""
    lease = Lease(job_id, uuid4())
    free = Job.objects.free(now).filter(pk=job_id)
    taken = free.update(run_until=now + _length(), lease=lease.token, attempts=F("attempts") + 1)
    return lease if taken else None


def confirm() -> None:
    """For a job, first thing in the transaction that writes its result: raises `LeaseLost` if it is no longer ours.

    Outside a job it does nothing, so that a service may be called from anywhere.
    """
    lease = _held.get()
    if lease and not lease.renew():
        raise LeaseLost(str(lease.job_id))


@contextmanager
def holding(lease: Lease, *, longest: timedelta) -> Iterator[None]:
    """Renews the lease in the background, but not for longer than `longest`."""
    finished = Event()
    heart = Thread(
        target=_beat, args=(lease, finished, timezone.now() + longest), name=f"lease-{lease.job_id}", daemon=True
    )
    heart.start()
    reset = _held.set(lease)
    try:
        yield
    finally:
        _held.reset(reset)
        finished.set()
        heart.join()


def _beat(lease: Lease, finished: Event, end: datetime) -> None:
    """A third of the lease between two beats: two may fail before it is lost."""
    try:
        while not finished.wait(settings.JOB_LEASE_SECONDS / 3):
            if timezone.now() > end or not lease.renew():
                return
    finally:
        connection.close()
