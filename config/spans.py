"""From which day to which, and of which program, a page of numbers is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from common.spans import DaysForm
from participants.admin_scope import may_administer, programs_of
from programs.models import Program


class SpanForm(DaysForm):
    """From which day to which, and, for who looks after several programs, of which one."""

    program = forms.ChoiceField(label=gettext_lazy("Program"))
    field_order = ("program", "since", "until")

    def __init__(self, data: dict[str, str], *, programs: list[Program]) -> None:
        super().__init__(data)
        self.fields["program"].choices = [(one.slug, one.name) for one in programs]  # type: ignore[attr-defined]
        if len(programs) == 1:
            self.fields["program"].widget = forms.HiddenInput()


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose claims, of which day to which."""

    program: Program
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Span:
    """What was asked for, with its form."""

    form: SpanForm
    asked: Asked


def span_of(request: HttpRequest, *, usual: timedelta, monday: bool = False) -> Span:
    """What was asked for; the days of `usual` until today where nothing, or nothing sensible, was.

    They begin on a Monday with `monday`, else on the first of a month.
    """
    programs = programs_of(request) if may_administer(request) else []
    if not programs:
        raise PermissionDenied
    program = _program(request, programs)
    today = timezone.now().astimezone(program.zone).date()
    first = today - usual
    first = first - timedelta(days=first.weekday()) if monday else first.replace(day=1)
    values = {"program": program.slug, "since": first.isoformat(), "until": today.isoformat()}
    given = {name: request.GET[name] for name in values if request.GET.get(name)}
    form = SpanForm(values | given, programs=programs)
    since, until = (form.cleaned_data["since"], form.cleaned_data["until"]) if form.is_valid() else (first, today)
    return Span(form, Asked(program, since, until))


def _program(request: HttpRequest, programs: list[Program]) -> Program:
    slug = request.GET.get("program", programs[0].slug)
    found = next((program for program in programs if program.slug == slug), None)
    if found is None:
        raise Http404
    return found
