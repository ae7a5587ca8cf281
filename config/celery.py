"""The Celery app: `celery -A config worker` runs jobs on any number of machines."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("kwit")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
