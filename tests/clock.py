"""Another moment for the service, and for it alone: signatures of file stores need the true one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock

from django.utils import timezone


@contextmanager
def it_is(moment: datetime, *, stands_still: bool = False) -> Iterator[None]:
    """Django's clock shows `moment` and goes on from there, or stands still."""
    true_now, began = timezone.now, timezone.now()

    def now() -> datetime:
        return moment if stands_still else moment + (true_now() - began)

    with mock.patch.object(timezone, "now", now):
        yield
