"""What has to look into a trial's own home: run as `python -m trials.inside.NAME` by `Service.inside`, with Django."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
