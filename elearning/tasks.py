"""Jobs about courses: each makes one call."""

from datetime import timedelta

from django.utils import timezone

from elearning.services import packages
from jobs.registry import job


@job(every=timedelta(hours=1))
def sweep_unpacked_files() -> None:
    """Take away what packages left behind that were never wholly unpacked."""
    packages.sweep(now=timezone.now())
