"""The loop that tells the broker of due jobs and starts those that the clock starts. Any number of them may run."""

import logging
from datetime import UTC, datetime, timedelta
from threading import Event

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from jobs import registry, services

logger = logging.getLogger(__name__)

CLOCK_SECONDS = 10


def run_forever(stop: Event) -> None:
    """Until `stop` is set. A database or broker that is away for a while ends nothing."""
    autodiscover_modules("tasks")
    clock = datetime.min.replace(tzinfo=UTC)
    while not stop.wait(settings.JOB_DISPATCH_SECONDS):
        close_old_connections()
        now = timezone.now()
        try:
            if now - clock > timedelta(seconds=CLOCK_SECONDS):
                clock = now
                start_periodic(now=now)
            services.sweep(now=now)
        except Exception:
            logger.exception("Dispatching failed; trying again")
            stop.wait(1)


def start_periodic(*, now: datetime) -> None:
    """Promise each periodic job for the period that `now` is in; its key makes that once per period."""
    for registered in registry.registered():
        if registered.every:
            period = int(now.timestamp() // registered.every.total_seconds())
            services.after_commit(registered.name, key=f"{registered.name}#{period}")
