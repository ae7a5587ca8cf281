"""Runs one job: takes its lease, does the work, writes down how it went."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jobs import leases, registry
from jobs.leases import Lease, LeaseLost
from jobs.models import Job, State

logger = logging.getLogger(__name__)

PAUSES = (2, 10, 60, 300)
"""Seconds to wait after the first, second … failed attempt."""


def run(job_id: UUID) -> bool:
    """Run a job unless it is finished or held; True if this call did its work. Never raises what the work raised."""
    lease = leases.take(job_id, now=timezone.now())
    if lease is None:
        return False
    job = Job.objects.get(pk=job_id)
    try:
        registered = registry.find(job.task)
        if job.attempts > registered.attempts:
            # Its earlier attempts ended with the death of their process: it must not kill a worker for ever.
            raise registry.GiveUp(job.last_error or "The worker died each time.")
        with leases.holding(lease, longest=registered.longest):
            registry.call(registered.work, job.kwargs)
    except LeaseLost:
        logger.warning("Job %s was taken over", job)
        return False
    except Exception as error:
        _failed(job, lease, error)
        return False
    return _done(lease)


def _done(lease: Lease) -> bool:
    changed = lease.rows().update(
        state=State.DONE, finished_at=timezone.now(), lease=None, run_until=None, last_error=""
    )
    return bool(changed)


def _failed(job: Job, lease: Lease, error: Exception) -> None:
    logger.error("Job %s, attempt %d", job, job.attempts, exc_info=error)
    words = f"{type(error).__name__}: {error}"[:2000]
    if isinstance(error, registry.GiveUp) or job.attempts >= _attempts(job):
        _give_up(job, lease, words, now=timezone.now())
    else:
        _try_later(job, lease, words, now=timezone.now())


def _attempts(job: Job) -> int:
    try:
        return registry.find(job.task).attempts
    except registry.UnknownJob:
        # A newer version may have sent it; a worker of that version will come.
        return 10


def _try_later(job: Job, lease: Lease, words: str, *, now: datetime) -> None:
    later = now + timedelta(seconds=PAUSES[min(job.attempts, len(PAUSES)) - 1])
    lease.rows().update(run_until=later, publish_after=later, lease=None, last_error=words)


@transaction.atomic
def _give_up(job: Job, lease: Lease, words: str, *, now: datetime) -> None:
    """Mark the job failed, and in the same transaction tell its owner, who may move its claim on."""
    if not lease.rows().update(state=State.FAILED, finished_at=now, lease=None, run_until=None, last_error=words):
        return
    try:
        gave_up = registry.find(job.task).gave_up
    except registry.UnknownJob:
        return
    if gave_up:
        registry.call(gave_up, job.kwargs)
