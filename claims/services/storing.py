"""Stored files and the rows that name them: a file is announced before it is written, and deleted after it is loose.

Keys come from the content, so one file may be named by several rows. Every key is at all times named by a row, or
listed as loose; whatever dies in between, the hourly sweep finds what nobody claimed.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from claims.models import DocumentFile, DocumentPage, LooseFile
from common.refusals import Refused

GRACE = timedelta(hours=1)
"""Longer than any upload or reading takes from writing its files to naming them."""

AT_ONCE = 200


class FileIsGoing(Refused):
    """The same bytes are being deleted at this very moment."""


def announce(keys: Iterable[str], *, now: datetime) -> None:
    """Say that these files are about to be written: outside of any transaction, before the bytes. Renews the grace.

    Raises FileIsGoing while the sweep has one of them in its hands.
    """
    rows = [LooseFile(storage_key=key, since=now) for key in sorted(set(keys))]
    # The update waits for a sweep that is just taking the row, and the sweep for this one: never both get it.
    LooseFile.objects.bulk_create(rows, update_conflicts=True, unique_fields=["storage_key"], update_fields=["since"])
    if LooseFile.objects.filter(storage_key__in=[row.storage_key for row in rows], is_going=True).exists():
        raise FileIsGoing(_("This could not be kept just now. Please send it again in a minute."))


def name(keys: Collection[str]) -> None:
    """These files are named by rows now; part of the transaction that writes the rows."""
    # Locked in the order in which `announce` takes them, so that two uploads never wait for each other in a circle.
    found = LooseFile.objects.select_for_update().filter(storage_key__in=keys).order_by("storage_key")
    LooseFile.objects.filter(pk__in=[loose.pk for loose in found]).delete()


def let_go(keys: Iterable[str], *, now: datetime) -> None:
    """These files may be named no more; part of the transaction that takes the names away."""
    rows = [LooseFile(storage_key=key, since=now) for key in sorted(set(keys))]
    LooseFile.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)


def sweep(*, now: datetime) -> int:
    """Delete stored files that nobody has named for the grace; returns how many. Safe to run twice and in parallel."""
    return sum(_delete(key, now=now) for key in list(loose(now=now).values_list("storage_key", flat=True)))


def loose(*, now: datetime) -> QuerySet[LooseFile]:
    """Files that have been loose for the grace; some may be named by another row."""
    return LooseFile.objects.filter(since__lt=now - GRACE).order_by("pk")


def _delete(key: str, *, now: datetime) -> bool:
    still = loose(now=now).filter(storage_key=key).order_by()
    if is_named(key):
        # The same bytes belong to somebody else too.
        still.delete()
        return False
    # The condition is the lock. One that is going already was left by a sweep that died, or is a twin's: no harm.
    if not still.update(is_going=True):
        return False
    default_storage.delete(key)
    LooseFile.objects.filter(storage_key=key, is_going=True).delete()
    return True


def is_named(key: str) -> bool:
    """Whether a row names this stored file."""
    return (
        DocumentFile.objects.filter(storage_key=key).exists() or DocumentPage.objects.filter(picture_key=key).exists()
    )
