"""Two pages of the admin on the automatic ways: how often people answered otherwise, and the claims behind it."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from claims.drafts import as_day
from common.cells import safe_cell
from config import audits_page
from config.audits_page import Choice
from config.spans import Span, span_of
from verification.audits import Audited, audited

YEAR = timedelta(days=334)
SHOWN = 50


def audits(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """How many could have been confirmed by machine, how many were drawn, and what people decided on those."""
    span, seen = _seen(request)
    if "csv" in request.GET:
        return _csv(audits_page.cells(seen, span.asked))
    own = {"title": _("Audits"), "form": span.form, "page": audits_page.page(seen, span.asked)}
    return TemplateResponse(request, "admin/audits.html", context | own)


def audited_claims(request: HttpRequest, context: dict[str, Any]) -> TemplateResponse:
    """The claims behind one number."""
    span, seen = _seen(request)
    choice = Choice(
        way=request.GET.get("way", ""), month=as_day(request.GET.get("month")), outcome=request.GET.get("outcome", "")
    )
    chosen = [one for one in seen if choice.takes(one)]
    part = Paginator(chosen, SHOWN).get_page(request.GET.get("page"))
    own = {
        "title": _("Audits"),
        "back": audits_page.address(span.asked),
        "listing": audits_page.listing(len(chosen), list(part), choice),
        "part": part,
        "older": audits_page.address(span.asked, choice, page=part.next_page_number()) if part.has_next() else "",
    }
    return TemplateResponse(request, "admin/audited_claims.html", context | own)


def _seen(request: HttpRequest) -> tuple[Span, list[Audited]]:
    span = span_of(request, usual=YEAR)
    return span, list(audited(span.asked.program, first=span.asked.since, last=span.asked.until))


def _csv(rows: list[list[str]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audits.csv"'
    csv.writer(response).writerows([safe_cell(cell) for cell in row] for row in rows)
    return response
