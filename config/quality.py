"""Two pages of the admin on how well documents are read in life: the numbers, and the documents behind each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.drafts import as_day
from claims.quality import Choice, monday, observed
from claims.quality_rows import read_claims
from config import quality_page
from config.quality_page import Asked
from participants.admin_scope import may_administer, programs_of
from programs.models import Program

WEEKS = 12
LONGEST = timedelta(days=731)
"""More weeks than this are no plot."""
SHOWN = 50


class SpanForm(forms.Form):
    """From which day to which, and, for who looks after several programs, of which one."""

    program = forms.ChoiceField(label=gettext_lazy("Program"))
    since = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label=gettext_lazy("To"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, data: dict[str, str], *, programs: list[Program]) -> None:
        super().__init__(data)
        self.fields["program"].choices = [(one.slug, one.name) for one in programs]  # type: ignore[attr-defined]
        if len(programs) == 1:
            self.fields["program"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = found.get("since"), found.get("until")
        if since and until and not timedelta(0) <= until - since <= LONGEST:
            self.add_error("until", _("Choose a day after the first one, at most two years later."))
        return found


@dataclass(frozen=True, slots=True)
class _Span:
    form: SpanForm
    asked: Asked


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


def _span(request: HttpRequest) -> _Span:
    """What was asked for; the last weeks where nothing, or nothing sensible, was."""
    programs = programs_of(request) if may_administer(request) else []
    if not programs:
        raise PermissionDenied
    program = _program(request, programs)
    today = timezone.now().astimezone(program.zone).date()
    first = monday(today) - timedelta(weeks=WEEKS - 1)
    usual = {"program": program.slug, "since": first.isoformat(), "until": today.isoformat()}
    given = {name: request.GET[name] for name in usual if request.GET.get(name)}
    form = SpanForm(usual | given, programs=programs)
    since, until = (form.cleaned_data["since"], form.cleaned_data["until"]) if form.is_valid() else (first, today)
    return _Span(form, Asked(program, since, until))


def _program(request: HttpRequest, programs: list[Program]) -> Program:
    slug = request.GET.get("program", programs[0].slug)
    found = next((program for program in programs if program.slug == slug), None)
    if found is None:
        raise Http404
    return found
