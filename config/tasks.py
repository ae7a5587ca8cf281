"""What the clock starts over all apps."""

from datetime import timedelta

from django.utils import timezone

from config import keeping
from jobs.registry import job


@job(every=timedelta(days=1), longest=timedelta(hours=2))
def forget() -> None:
    """Take away personal data past its keeping time."""
    for _duty, _count in keeping.enforce(now=timezone.now()):
        pass
