"""Two pages of the admin on how well documents are read in life: the numbers, and the documents behind each of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from claims.drafts import as_day
from claims.quality import Choice, observed
from claims.quality_rows import read_claims
from config import quality_page
from config.spans import Span, span_of

WEEKS = 12
SHOWN = 50


def reading_quality(request: HttpRequest, context: dict[str, Any]) -> TemplateResponse:
    """How many of the values read were corrected: by field, source, seller and week."""
    span = _span(request)
    seen = list(observed(read_claims(span.asked.program, first=span.asked.since, last=span.asked.until)))
    own = {"title": _("Reading quality"), "form": span.form, "page": quality_page.page(seen, span.asked)}
    return TemplateResponse(request, "admin/reading_quality.html", context | own)


def documents(request: HttpRequest, context: dict[str, Any]) -> TemplateResponse:
    """The values behind one number: what was read, what it became, in which claim."""
    asked, given = _span(request).asked, request.GET
    choice = Choice(
        field=given.get("field", ""),
        source=given.get("source", ""),
        issuer=given.get("issuer", ""),
        week=as_day(given.get("week")),
        outcome=given.get("outcome", ""),
    )
    seen = [
        one for one in observed(read_claims(asked.program, first=asked.since, last=asked.until)) if choice.takes(one)
    ]
    part = Paginator(seen, SHOWN).get_page(given.get("page"))
    own = {
        "title": _("Reading quality"),
        "back": quality_page.address(asked),
        "listing": quality_page.listing(seen, list(part), asked, choice),
        "part": part,
        "older": quality_page.address(asked, choice, page=part.next_page_number()) if part.has_next() else "",
    }
    return TemplateResponse(request, "admin/reading_quality_documents.html", context | own)


def _span(request: HttpRequest) -> Span:
    return span_of(request, usual=timedelta(weeks=WEEKS - 1), monday=True)
