"""Promising work, and finding again what was promised and not done."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Refused
from jobs import broker
from jobs.models import Job, State

GRACE = timedelta(seconds=5)
"""A nudge has this long to arrive before the sweep takes it for lost."""

PATIENCE = timedelta(seconds=60)
"""How long a published job may wait in a queue before it is published again; a double does no harm."""

BATCH = 500


class NotToBeTriedAgain(Refused):
    """Only a failed job can be tried again."""


def after_commit(task: str, *, key: str = "", delay: timedelta = timedelta(0), **kwargs: Any) -> Job:
    """Promise that `task` (a dotted path to a `@job`) runs after this transaction, and only if it commits.

    The same `key` is the same job: promised again, it stays as it is. Identifiers travel as text. With `delay` nobody
    starts it earlier than that from now, whatever is restarted meanwhile.
    """
    now = timezone.now()
    grace = timedelta(0) if settings.JOBS_EMBEDDED else GRACE
    job = Job(task=task, key=key, kwargs=kwargs, created_at=now, publish_after=now + max(grace, delay))
    job.not_before = now + delay if delay else None
    if key:
        Job.objects.bulk_create([job], ignore_conflicts=True)
        job = Job.objects.get(key=key)
    else:
        job.save(force_insert=True)
    if delay:
        # News of it would come too early; the sweep finds it in its time.
        return job
    # The row is the promise; a broker that is away must not turn a saved claim into an error page.
    transaction.on_commit(partial(broker.nudge, job.pk), robust=True)
    return job


def sweep(*, now: datetime) -> int:
    """Publish every job that ought to run and does not: never told, message lost, or its worker dead. Says how many."""
    with transaction.atomic():
        due = list(Job.objects.due(now).order_by("publish_after").values_list("pk", flat=True)[:BATCH])
        if not due:
            return 0
        Job.objects.due(now).filter(pk__in=due).update(publish_after=now + PATIENCE)
    for job_id in due:
        broker.publish(job_id)
    return len(due)


def free_all(*, now: datetime) -> int:
    """Take every lease back. Only for a worker that is the only one, at its start: whoever held them is dead."""
    return Job.objects.waiting().update(run_until=None, lease=None, publish_after=now)


def try_again(*, job: Job, now: datetime) -> None:
    """Give a failed job all its attempts once more."""
    failed = Job.objects.filter(pk=job.pk, state=State.FAILED)
    if not failed.update(state=State.NEW, attempts=0, finished_at=None, publish_after=now):
        raise NotToBeTriedAgain(_("Only a failed job can be tried again."))
