"""Pages on which clerks hand over sales files, name their columns, and see what was taken of them."""

import csv
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.cells import safe_cell
from common.refusals import Refused
from distributors import queries
from distributors.access import ClerkRequest, clerk_only
from distributors.forms import ColumnsForm
from distributors.models import LeftOut, SalesFile
from distributors.services import forms_of_files, receiving

ON_A_PAGE = 50

SHOWN_LEFT_OUT = 200

SAMPLE = settings.BASE_DIR / "docs" / "how-to" / "sales-sample.csv"


def file_of(request: ClerkRequest, uuid: UUID) -> SalesFile:
    """The file, if it is of this clerk's distributor."""
    return get_object_or_404(queries.sales_files(request.clerk.distributor), uuid=uuid)


@clerk_only
@require_http_methods(["GET", "POST"])
def files(request: ClerkRequest) -> HttpResponse:
    """What was handed over, newest first, and the place to hand over more."""
    if request.method == "GET":
        return _listed(request)
    sent = request.FILES.get("file")
    if sent is None:
        return _listed(request, problem=_("Choose a file first."), status=422)
    try:
        found, is_new = receiving.receive(
            distributor=request.clerk.distributor,
            chunks=sent.chunks(),
            name=sent.name or "",
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refusal:
        return _listed(request, problem=str(refusal), status=422)
    if not is_new:
        messages.info(request, _("You handed over this very file before. This is what came of it."))
    return redirect("distributors:sales-file", found.uuid)


def _listed(request: ClerkRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    found = queries.sales_files(request.clerk.distributor)
    values = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "forms": queries.sales_mappings(request.clerk.distributor),
        "problem": problem,
    }
    return render(request, "distributors/sales.html", values, status=status)


@clerk_only
@require_safe
def file(request: ClerkRequest, uuid: UUID) -> HttpResponse:
    """How far a file is, and what was left out of it."""
    return _shown(request, file_of(request, uuid))


def _shown(
    request: ClerkRequest, found: SalesFile, *, form: ColumnsForm | None = None, status: int = 200
) -> HttpResponse:
    if found.state == SalesFile.State.COLUMNS:
        form = form or ColumnsForm(names=found.preview["names"])
        return render(request, "distributors/sales_columns.html", {"file": found, "form": form}, status=status)
    left_out = list(found.left_out.order_by("line", "pk")[:SHOWN_LEFT_OUT])
    heads = [(_("line"), "number"), _("column"), _("value"), _("reason")]
    values = {"file": found, "left_out": left_out, "heads": heads, "rows": [_cells(one) for one in left_out]}
    return render(request, "distributors/sales_file.html", values, status=status)


def _cells(one: LeftOut) -> tuple[object, ...]:
    return one.line, one.column, one.value, one.get_fault_display()


@clerk_only
@require_POST
def columns(request: ClerkRequest, uuid: UUID) -> HttpResponse:
    """Say what the columns mean; the file and the next ones of its form are read then."""
    found = file_of(request, uuid)
    if found.state != SalesFile.State.COLUMNS:
        return redirect("distributors:sales-file", uuid)
    form = ColumnsForm(request.POST, names=found.preview["names"])
    if not form.is_valid():
        return _shown(request, found, form=form, status=422)
    try:
        forms_of_files.name_columns(file=found, **form.told(), by=request.user, now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _shown(request, found, form=form, status=422)
    return redirect("distributors:sales-file", uuid)


@clerk_only
@require_safe
def progress(request: ClerkRequest, uuid: UUID) -> HttpResponse:
    """The part of a file's page that moves; the whole page once there is nothing more to wait for."""
    found = file_of(request, uuid)
    answer = render(request, "distributors/sales_progress.html", {"file": found})
    if not found.is_under_way:
        answer["HX-Refresh"] = "true"
    return answer


@clerk_only
@require_safe
def left_out(request: ClerkRequest, uuid: UUID) -> HttpResponse:
    """The rows that were left out, for the people who look after the distributor's own program."""
    found = file_of(request, uuid)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="left-out.csv"'
    # Without the mark, spreadsheet programs take the letters of other languages for something else.
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow([_("line"), _("column"), _("value"), _("reason")])
    for one in found.left_out.order_by("line", "pk"):
        writer.writerow([safe_cell(cell) for cell in _cells(one)])
    return answer


@clerk_only
@require_safe
def sample(request: ClerkRequest) -> HttpResponseBase:
    """A made-up file of the form that needs no explaining."""
    return FileResponse(SAMPLE.open("rb"), as_attachment=True, filename=SAMPLE.name, content_type="text/csv")


@clerk_only
@require_POST
def forget_form(request: ClerkRequest, signature: str) -> HttpResponse:
    """Ask anew what the columns of this form mean."""
    mapping = get_object_or_404(queries.sales_mappings(request.clerk.distributor), signature=signature)
    forms_of_files.forget(mapping=mapping)
    messages.success(request, _("The next file of this form asks again what its columns mean."))
    return redirect("distributors:sales")
