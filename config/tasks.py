"""What the clock starts over all apps, and what a worker prepares; loaded by workers only."""

from datetime import timedelta
from threading import Thread

from celery.signals import worker_ready
from django.conf import settings
from django.utils import timezone

from config import keeping
from extraction import pipeline
from extraction.options import Options
from jobs.registry import job


@job(every=timedelta(days=1), longest=timedelta(hours=2))
def forget() -> None:
    """Take away personal data past its keeping time."""
    for _duty, _count in keeping.enforce(now=timezone.now()):
        pass


@worker_ready.connect  # type: ignore[untyped-decorator]
def warm_up(**_facts: object) -> None:
    """Load the engine before the first document comes: nobody should wait for the models."""
    usual = Options()
    engines, cores = tuple(settings.OCR_ENGINES) or usual.engines, settings.READING_CORES or usual.cores
    options = Options(engines=engines, cores=cores)
    Thread(target=pipeline.warm_up, kwargs={"options": options}, daemon=True).start()
