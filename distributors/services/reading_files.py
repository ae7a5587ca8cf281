"""Reading a file of sales from beginning to end: put aside, then written part by part.

How far it came stands in the row, written in the transaction of each part: a reading that dies is begun anew and goes
on after the last part that was written, so that nothing counts twice.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from distributors.models import LeftOut, SalesFile
from distributors.reading.einvoices import read_invoices
from distributors.reading.faults import BadRow, NotReadable
from distributors.reading.kinds import Kind
from distributors.reading.rows import Stated
from distributors.reading.spool import Spool
from distributors.sales import Sold
from distributors.services import forms_of_files, receiving, taking
from jobs.services import after_commit

MOST_REPORTED = 1_000
"""Rows of one file that are named; more are only counted."""

LINES_AT_ONCE = 5_000

SHOWN_EVERY = 25_000
"""Rows between two signs of life."""

UNDER_WAY = (SalesFile.State.WAITING, SalesFile.State.READING)

Clock = Callable[[], datetime]


class Overtaken(Exception):
    """Somebody else reads this file meanwhile; it is left to them."""


@dataclass(slots=True)
class Part:
    """Sales written together, the rows left out of them, and the place of the last one."""

    sales: list[Sold] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    lines: int = 0
    last: str = ""

    @property
    def is_full(self) -> bool:
        """Whether it is time to write it."""
        return len(self.sales) >= taking.AT_ONCE or self.lines >= LINES_AT_ONCE


@dataclass(slots=True)
class LookedAt:
    """Rows of a file as they pass: how many, how many of them bad, and the first of those."""

    file: SalesFile
    rows: int = 0
    bad_rows: int = 0
    bad: list[BadRow] = field(default_factory=list)

    def good(self, rows: Iterator[Stated | BadRow]) -> Iterator[Stated]:
        """Those that fit."""
        for row in rows:
            self.rows += 1
            if self.rows % SHOWN_EVERY == 0:
                SalesFile.objects.filter(pk=self.file.pk, cursor="").update(rows=self.rows)
            if isinstance(row, Stated):
                yield row
                continue
            self.bad_rows += 1
            if len(self.bad) < MOST_REPORTED:
                self.bad.append(row)


def read(*, file_id: str, clock: Clock) -> None:
    """Read the file; one that was read or refused already, or whose columns are not named, is left as it is."""
    file = SalesFile.objects.select_related("distributor__program").get(uuid=file_id)
    if not SalesFile.objects.filter(pk=file.pk, state__in=UNDER_WAY).update(state=SalesFile.State.READING):
        return
    language = file.distributor.program.default_language
    with TemporaryDirectory(prefix="kwit-sales-") as folder, translation.override(language):
        try:
            _read(file, _fetched(file, Path(folder)), clock=clock)
        except NotReadable as refusal:
            refuse(file=file, problem=str(refusal), now=clock())
        except Overtaken:
            pass


def _fetched(file: SalesFile, folder: Path) -> Path:
    """A copy beside us: it is read more than once, and stores far away give no way to go back."""
    path = folder / "file"
    with default_storage.open(file.storage_key) as stored, path.open("wb") as copy:
        for chunk in stored.chunks():
            copy.write(chunk)
    return path


def _read(file: SalesFile, path: Path, *, clock: Clock) -> None:
    rows = _rows(file, path)
    if rows is None:
        return
    with Spool(path.parent) as spool:
        _put_aside(file, spool, rows)
        for part in _parts(spool.documents(after=file.cursor)):
            _write(file, part, now=clock())
    _finish(file, now=clock())


def _rows(file: SalesFile, path: Path) -> Iterator[Stated | BadRow] | None:
    """None where somebody must name the columns first."""
    if file.kind == Kind.E_INVOICE:
        return read_invoices(path, seller=file.distributor.tax_key)
    return forms_of_files.rows(file, path)


def _put_aside(file: SalesFile, spool: Spool, rows: Iterator[Stated | BadRow]) -> None:
    looked = LookedAt(file)
    fits = spool.add(looked.good(rows))
    if not file.cursor:
        _keep_first_count(looked, documents=spool.count())
    if not fits:
        raise NotReadable(_("No row of the file fits. See below why, and look whether the columns are named rightly."))


@transaction.atomic
def _keep_first_count(looked: LookedAt, *, documents: int) -> None:
    """Before the first part is written; done again, it says the same."""
    untouched = SalesFile.objects.filter(pk=looked.file.pk, state=SalesFile.State.READING, cursor="")
    if not untouched.update(rows=looked.rows, bad_rows=looked.bad_rows, documents=documents):
        raise Overtaken
    LeftOut.objects.filter(file=looked.file).delete()
    _report(looked.file, looked.bad)


def _report(file: SalesFile, bad: Iterable[BadRow]) -> None:
    room = MOST_REPORTED - LeftOut.objects.filter(file=file).count()
    LeftOut.objects.bulk_create(
        LeftOut(file=file, line=row.line, column=row.column, value=row.value, fault=row.fault)
        for row in islice(bad, max(room, 0))
    )


def _parts(documents: Iterator[tuple[str, Sold | None, list[BadRow]]]) -> Iterator[Part]:
    part = Part()
    for place, sold, bad in documents:
        part.last = place
        part.bad += bad
        if sold:
            part.sales.append(sold)
            part.lines += len(sold.lines)
        if part.is_full:
            yield part
            part = Part()
    if part.last:
        yield part


@transaction.atomic
def _write(file: SalesFile, part: Part, *, now: datetime) -> None:
    # The condition is the lock: whoever else reads this file finds another cursor and stops.
    ours = SalesFile.objects.filter(pk=file.pk, state=SalesFile.State.READING, cursor=file.cursor)
    if not ours.update(cursor=part.last):
        raise Overtaken
    taken = taking.take(file=file, sales=part.sales, now=now)
    SalesFile.objects.filter(pk=file.pk).update(
        new=F("new") + taken.new,
        changed=F("changed") + taken.changed,
        same=F("same") + taken.same,
        bad_rows=F("bad_rows") + len(part.bad),
    )
    if part.bad:
        _report(file, part.bad)
    file.cursor = part.last


@transaction.atomic
def _finish(file: SalesFile, *, now: datetime) -> None:
    """Its sales are there: claims may be compared with them. The bytes have served."""
    ours = SalesFile.objects.filter(pk=file.pk, state=SalesFile.State.READING, cursor=file.cursor)
    if not ours.update(state=SalesFile.State.DONE, done_at=now, storage_key="", preview={}):
        raise Overtaken
    after_commit("verification.tasks.match_sales", key=f"match:{file.uuid}", file_id=str(file.uuid))
    receiving.drop_bytes(file.storage_key)


@transaction.atomic
def refuse(*, file: SalesFile, problem: str, now: datetime) -> None:
    """Say why the file is not taken; it may be handed over again."""
    open_ones = SalesFile.objects.filter(pk=file.pk, state__in=(*UNDER_WAY, SalesFile.State.COLUMNS))
    said = {"problem": problem[:300], "done_at": now, "storage_key": "", "preview": {}}
    if open_ones.update(state=SalesFile.State.REFUSED, **said):
        receiving.drop_bytes(file.storage_key)


def give_up(*, file_id: str, now: datetime) -> None:
    """Every attempt broke off, which is no fault of the file's."""
    file = SalesFile.objects.select_related("distributor__program").get(uuid=file_id)
    with translation.override(file.distributor.program.default_language):
        problem = _("This file could not be read, which is our fault. Please hand it over again later.")
        refuse(file=file, problem=problem, now=now)
