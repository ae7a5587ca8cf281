"""Forms of files: what the columns mean is asked once, and known for every file with the same names of columns."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from distributors.models import Distributor, SalesFile, SalesMapping
from distributors.reading import sheet as sheets
from distributors.reading.cells import text
from distributors.reading.columns import Columns, writing_of
from distributors.reading.csv_text import CsvSheet
from distributors.reading.excel import ExcelSheet
from distributors.reading.facts import Fact, lacking, signature
from distributors.reading.faults import BadCell, BadRow, shortened
from distributors.reading.kinds import Kind
from distributors.reading.rows import RowReader, Stated
from distributors.services import receiving
from participants.models import User

PREVIEW_ROWS = 20


class ColumnsRefused(Refused):
    """These columns do not say enough."""


def rows(file: SalesFile, path: Path) -> Iterator[Stated | BadRow] | None:
    """The rows of a sheet whose form is known; else None, and the file waits for somebody to name its columns."""
    sheet: sheets.Sheet = ExcelSheet(path) if file.kind == Kind.EXCEL else CsvSheet(path)
    head = sheets.find_head(sheet)
    form = signature(head.names)
    mapping = SalesMapping.objects.filter(distributor=file.distributor, signature=form).first()
    if mapping is None:
        _ask(file, sheet, head, form)
        return None
    columns = _columns(mapping)
    reader = RowReader(columns, writing_of(sheet, head, columns), names=head.names)
    return reader.all(sheets.rows_after(sheet, head))


def _columns(mapping: SalesMapping) -> Columns:
    orders = {SalesMapping.DayOrder.DAY_FIRST: False, SalesMapping.DayOrder.MONTH_FIRST: True}
    return Columns(
        {Fact(fact): position for fact, position in mapping.positions.items()},
        orders.get(SalesMapping.DayOrder(mapping.day_order)),
        mapping.decimal_sign,
    )


@transaction.atomic
def _ask(file: SalesFile, sheet: sheets.Sheet, head: sheets.Head, form: str) -> None:
    first = [
        [_shown(cell) for cell in cells[: len(head.names)]]
        for _line, cells in islice(sheets.rows_after(sheet, head), PREVIEW_ROWS)
    ]
    ours = SalesFile.objects.filter(pk=file.pk, state=SalesFile.State.READING, cursor="")
    preview = {"names": list(head.names), "rows": first}
    ours.update(state=SalesFile.State.COLUMNS, signature=form, preview=preview)
    # They may have been named while this was being looked at.
    if SalesMapping.objects.filter(distributor=file.distributor, signature=form).exists():
        _go_on(file.distributor, form)


def _shown(cell: object) -> str:
    try:
        return shortened(text(cell))  # type: ignore[arg-type]
    except BadCell:
        return "?"


@transaction.atomic
def name_columns(
    *, file: SalesFile, positions: Mapping[Fact, int], day_order: str, decimal_sign: str, by: User, now: datetime
) -> None:
    """Remember what the columns of this form mean, and read every file of it that waits for that."""
    if missing := lacking(positions):
        words = ", ".join(str(fact.label) for fact in missing)
        raise ColumnsRefused(_("Say also which column holds: %(facts)s.") % {"facts": words})
    if file.state != SalesFile.State.COLUMNS:
        raise ColumnsRefused(_("The columns of this file were named already."))
    SalesMapping.objects.update_or_create(
        distributor=file.distributor,
        signature=file.signature,
        defaults={
            "names": file.preview["names"],
            "positions": {fact.value: position for fact, position in positions.items()},
            "day_order": day_order,
            "decimal_sign": decimal_sign,
            "made_by": by,
            "made_at": now,
        },
    )
    _go_on(file.distributor, file.signature)


def _go_on(distributor: Distributor, form: str) -> None:
    waiting = SalesFile.objects.filter(distributor=distributor, signature=form, state=SalesFile.State.COLUMNS)
    for file in waiting.order_by("pk"):
        if SalesFile.objects.filter(pk=file.pk, state=SalesFile.State.COLUMNS).update(state=SalesFile.State.WAITING):
            receiving.promise(file)


def forget(*, mapping: SalesMapping) -> None:
    """Ask anew at the next file of this form; what was read stays as it is."""
    mapping.delete()
