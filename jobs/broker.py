"""The one place that talks to the broker. What it carries are hints: a lost one is sent again from the row."""

import logging
import time
from uuid import UUID

from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

QUIET_SECONDS = 10
"""After a failed nudge, how long a web process leaves the broker alone: its people must not wait for it."""

_quiet_until = 0.0


def publish(job_id: UUID) -> None:
    """Tell the workers of a job. Raises `OperationalError` or `OSError` if the broker does not answer."""
    current_app.send_task("jobs.run", kwargs={"job_id": str(job_id)}, retry=False)


def nudge(job_id: UUID) -> None:
    """Like `publish`, but never raises. An in-memory broker lives in the worker, so there it says nothing."""
    global _quiet_until
    if settings.JOBS_EMBEDDED or time.monotonic() < _quiet_until:
        return
    try:
        publish(job_id)
    except (OperationalError, OSError) as error:
        logger.warning("The broker did not answer, the dispatcher will tell it later: %s", error)
        _quiet_until = time.monotonic() + QUIET_SECONDS
