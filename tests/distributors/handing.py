"""Handing over sales as the pages and programs of a distributor do it, through the real services."""

from itertools import count

from django.utils import timezone

from distributors.models import Distributor, SalesFile
from distributors.reading.facts import guessed
from distributors.services import forms_of_files, reading_files, receiving
from tests.builders.programs import NOON, a_clerk, a_distributor
from tests.distributors.reading.files import csv_bytes, row

numbers = count(1)


def handed(content: bytes, *, name: str = "sales.csv", distributor: Distributor | None = None) -> SalesFile:
    """A file that was received, not read yet."""
    owner = distributor or a_distributor()
    clerk = a_clerk(distributor=owner)
    file, _is_new = receiving.receive(distributor=owner, chunks=[content], name=name, by=clerk.user, now=NOON)
    return file


def read(file: SalesFile) -> SalesFile:
    """As the job reads it."""
    reading_files.read(file_id=str(file.uuid), clock=timezone.now)
    return SalesFile.objects.get(pk=file.pk)


def named(file: SalesFile, **told: str) -> SalesFile:
    """With its columns named as their names say."""
    forms_of_files.name_columns(
        file=file,
        positions=guessed(file.preview["names"]),
        day_order=told.get("day_order", ""),
        decimal_sign=told.get("decimal_sign", ""),
        by=a_clerk(distributor=file.distributor).user,
        now=NOON,
    )
    return SalesFile.objects.get(pk=file.pk)


def taken(content: bytes, **kwargs) -> SalesFile:
    """A file that was read to its end, whether its columns are known or not."""
    file = read(handed(content, **kwargs))
    return read(named(file)) if file.state == SalesFile.State.COLUMNS else file


def many(documents: int, *, lines: int = 1, start: int = 0) -> bytes:
    """A file of so many documents."""
    return csv_bytes(
        *(
            row(number=f"FV/{number}", sku=f"S{line}")
            for number in range(start, start + documents)
            for line in range(lines)
        )
    )
