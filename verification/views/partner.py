"""The distributor's own figures: a page for all its clerks, and the same as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.views.tabs import Tab
from common import writing
from common.cells import safe_cell
from distributors.access import ClerkRequest, clerk_only
from distributors.models import Branch
from verification import figures, figures_page
from verification.figures import Asked
from verification.forms_of_figures import FiguresForm

MONTHS = 3
"""Months that are one click away, this one included."""


@clerk_only
@require_safe
def overview(request: ClerkRequest) -> HttpResponse:
    """What waits, what was decided and how soon, and what came of it; the same for heads and clerks."""
    form, asked, seen = _seen(request)
    values = {
        "form": form,
        "page": figures_page.page(seen, branches=form.names),
        "months": list(_months(asked, today=seen.today)),
        "columns": _columns(),
        "csv": f"{reverse('partner:figures-csv')}?{_query(asked)}",
        "tab": "figures",
    }
    return render(request, "partner/overview.html", values)


def _columns() -> list[object]:
    titles = (_("Waiting"), _("Late"), _("Decided"), _("By the promised day"))
    return [_("Branch"), *((title, "number") for title in titles)]


def _seen(request: ClerkRequest) -> tuple[FiguresForm, Asked, figures.Figures]:
    """The figures of this month, where nothing, or nothing sensible, was asked for."""
    distributor, now = request.clerk.distributor, timezone.now()
    today = now.astimezone(distributor.program.zone).date()
    branches = list(Branch.objects.filter(distributor=distributor).order_by("name"))
    form = FiguresForm(request.GET, branches=branches, first=today.replace(day=1), last=today)
    asked = Asked(distributor, *form.days(), branch=form.chosen_branch())
    return form, asked, figures.figures(asked, now=now)


def _query(asked: Asked) -> str:
    told = {"since": asked.since.isoformat(), "until": asked.until.isoformat()}
    return urlencode(told | ({"branch": str(asked.branch.uuid)} if asked.branch else {}))


def _months(asked: Asked, *, today: date) -> Iterator[Tab]:
    """This month and those before it, of the same branch."""
    first, last = today.replace(day=1), today
    for _month in range(MONTHS):
        this = Asked(asked.distributor, first, last, asked.branch)
        label = writing.month(first, figures_page.language())
        is_shown = (asked.since, asked.until) == (first, last)
        yield Tab(label, f"{reverse('partner:overview')}?{_query(this)}", is_shown)
        last = first - timedelta(days=1)
        first = last.replace(day=1)


@clerk_only
@require_safe
def figures_csv(request: ClerkRequest) -> HttpResponse:
    """The same figures, one to a line, with the plots' numbers below them."""
    form, asked, seen = _seen(request)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"figures-{asked.since}-{asked.until}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    # Without the mark, spreadsheet programs take the letters of other languages for something else.
    answer.write("\ufeff")
    writer = csv.writer(answer)
    for row in figures_page.table(seen, branches=form.names):
        writer.writerow([safe_cell(cell) for cell in row])
    return answer
