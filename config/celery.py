"""The Celery app: `celery -A config worker` runs jobs on any number of machines."""

import os
from threading import Thread

from celery import Celery
from celery.signals import worker_ready
from django.conf import settings

from extraction import pipeline
from extraction.options import Options

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("kwit")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect  # type: ignore[untyped-decorator]
def warm_up(**_facts: object) -> None:
    """Load the engine before the first document comes: nobody should wait for the models."""
    engines = tuple(settings.OCR_ENGINES)
    options = Options(engines=engines) if engines else Options()
    Thread(target=pipeline.warm_up, kwargs={"options": options}, daemon=True).start()
