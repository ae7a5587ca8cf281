"""Celery's side of jobs: one task that runs any of them, and a dispatcher inside every worker."""

from threading import Event, Thread
from typing import Any
from uuid import UUID

from celery import shared_task
from celery.signals import worker_ready, worker_shutting_down
from django.conf import settings
from django.utils import timezone

from jobs import dispatcher, runner, services

_stop = Event()


@shared_task(name="jobs.run")  # type: ignore[untyped-decorator]
def run(*, job_id: str, **_newer: object) -> None:
    """Run one job; a message for a finished or held one does nothing."""
    runner.run(UUID(job_id))


@worker_ready.connect  # type: ignore[untyped-decorator]
def start_dispatcher(**_signal: Any) -> None:
    """So that no job waits for a hint that never came. An embedded worker is the only one: older leases are dead."""
    if settings.JOBS_EMBEDDED:
        services.free_all(now=timezone.now())
    Thread(target=dispatcher.run_forever, args=(_stop,), name="dispatcher", daemon=True).start()


@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def stop_dispatcher(**_signal: Any) -> None:
    """Publish nothing any more that this worker would not do."""
    _stop.set()
