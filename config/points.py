"""Two pages of the admin on points: what the program owes and when it ends, and letting points last longer."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.forecast import forecast
from claims.owners import participant_owner
from common.cells import safe_cell
from config import points_page
from config.points_page import Asked
from jobs.services import after_commit
from ledger import services as ledger
from ledger.liability import liability
from ledger.models import Extension
from participants.admin_scope import may_administer, programs_of
from participants.models import Participant, User
from programs.models import Program

LONGEST = timedelta(days=3653)


class ExtendForm(forms.Form):
    """Whose points last until when, and why."""

    person = forms.EmailField(
        label=gettext_lazy("E-mail of the participant"),
        help_text=gettext_lazy("Empty: the points of everybody in the program."),
        required=False,
    )
    until = forms.DateField(
        label=gettext_lazy("New last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Kept for good: without names or anything personal."),
        max_length=200,
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.program = program
        self.participant: Participant | None = None

    def clean_person(self) -> str:
        """Somebody who takes part."""
        email: str = self.cleaned_data["person"]
        if email:
            self.participant = Participant.objects.filter(program=self.program, user__email__iexact=email).first()
            if self.participant is None:
                raise forms.ValidationError(_("Nobody with this address takes part in the program."))
        return email

    def clean_until(self) -> Any:
        """A day to come, at most ten years away."""
        until, today = self.cleaned_data["until"], timezone.now().astimezone(self.program.zone).date()
        if not timedelta(0) < until - today <= LONGEST:
            raise forms.ValidationError(_("Choose a day to come, at most ten years from now."))
        return until


def points(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """What is owed by unit, sponsor and month, with a plot, and as CSV."""
    program, programs = program_of(request)
    owed = list(liability(program))
    if "csv" in request.GET:
        return _csv(points_page.cells(owed, program))
    own = {
        "title": _("Points owed"),
        "programs": programs if len(programs) > 1 else [],
        "page": points_page.page(owed, forecast(program), Asked(program)),
        "extension_columns": [_("when"), _("by"), _("whose"), _("until"), _("reason")],
        "extensions": points_page.extensions(Extension.objects.filter(program=program).select_related("made_by")),
    }
    return TemplateResponse(request, "admin/points.html", context | own)


def extend(request: HttpRequest, context: dict[str, Any]) -> HttpResponse | HttpResponseRedirect:
    """Let the points of one person, or of all, last longer."""
    program, _programs = program_of(request)
    form = ExtendForm(request.POST or None, program=program, initial={"person": request.GET.get("person", "")})
    if request.method == "POST" and form.is_valid():
        _extend(form, by=request.user)
        messages.success(request, _("Noted. The last days are being moved."))
        return redirect(points_page.address(Asked(program)))
    own = {
        "title": _("Let points last longer"),
        "intro": _(
            "Points that end before the new last day last until then; nothing ends earlier than it does now. "
            "Points that come in later end as their campaign says."
        ),
        "act": _("Let them last"),
        "form": form,
        "back": points_page.address(Asked(program)),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/points_form.html", context | own, status=status)


@transaction.atomic
def _extend(form: ExtendForm, *, by: Any) -> None:
    extension = ledger.extend(
        program=form.program,
        owner=participant_owner(form.participant) if form.participant else None,
        until=form.cleaned_data["until"],
        reason=form.cleaned_data["reason"],
        by=by if isinstance(by, User) else None,
        now=timezone.now(),
    )
    after_commit("ledger.tasks.carry_out_extension", extension_id=extension.pk)


def _csv(rows: list[list[str]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="points-owed.csv"'
    csv.writer(response).writerows([safe_cell(cell) for cell in row] for row in rows)
    return response


def program_of(request: HttpRequest) -> tuple[Program, list[Program]]:
    """The program asked for, of all that this person looks after; raises where there is none."""
    programs = programs_of(request) if may_administer(request) else []
    if not programs:
        raise PermissionDenied
    slug = request.GET.get("program", programs[0].slug)
    found = next((program for program in programs if program.slug == slug), None)
    if found is None:
        raise Http404
    return found, programs
