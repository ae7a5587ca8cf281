"""The Celery app: `celery -A config worker` runs jobs on any number of machines."""

import os

from celery import Celery
from celery.signals import worker_ready

from config.collecting import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("kwit")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect  # type: ignore[untyped-decorator]
def _settle(**_told: object) -> None:
    settle()
