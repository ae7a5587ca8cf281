"""One export for the admin's lists: the chosen rows as CSV that no spreadsheet program runs as formulas."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from common.cells import safe_cell


class Exported:
    """Gives a list the action `export`. `export_columns` names fields, paths such as `user__email`, or own columns."""

    export_columns: tuple[str, ...] = ()
    actions: Any = ("export",)

    @admin.action(description=_("Export as CSV"))
    def export(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        """The rows come from the list, so they are the own program's."""
        name = rows.model._meta.model_name
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}s.csv"'
        writer = csv.writer(response)
        writer.writerow(self.export_columns)
        for row in rows.iterator(chunk_size=500):
            writer.writerow([safe_cell(self._value(row, column)) for column in self.export_columns])
        return response

    def _value(self, row: Any, column: str) -> object:
        if own := getattr(self, column, None):
            return own(row)
        value = row
        for name in column.split("__"):
            value = getattr(value, name, None)
        return value
