"""The admin's page for merging the accounts of two participants who are one person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.services import merging
from common.refusals import Refused
from config import points_page
from config.points import program_of
from config.points_page import Asked
from participants.models import Participant, User
from programs.models import Program


class MergeForm(forms.Form):
    """Who passes everything to whom, and why."""

    source = forms.EmailField(label=gettext_lazy("E-mail that is given up"))
    target = forms.EmailField(label=gettext_lazy("E-mail that stays"))
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Kept for good: without names or anything personal."),
        max_length=200,
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.program = program

    def clean_source(self) -> Participant:
        """Somebody who takes part, or did."""
        return self._participant(self.cleaned_data["source"])

    def clean_target(self) -> Participant:
        """Somebody who takes part."""
        return self._participant(self.cleaned_data["target"])

    def _participant(self, email: str) -> Participant:
        found = Participant.objects.filter(program=self.program, user__email__iexact=email).first()
        if found is None:
            raise forms.ValidationError(_("Nobody with this address takes part in the program."))
        return found


def merge(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Merge two accounts of one person."""
    program, _programs = program_of(request)
    form = MergeForm(request.POST or None, program=program)
    if request.method == "POST" and form.is_valid() and _merged(request, form):
        return redirect(points_page.address(Asked(program)))
    own = {
        "title": _("Merge accounts"),
        "intro": _(
            "One person took part under two addresses. The first takes part no more, and all that it holds, owes and "
            "still earns goes to the second, with lines in both statements. This cannot be undone."
        ),
        "act": _("Merge"),
        "form": form,
        "back": points_page.address(Asked(program)),
    }
    return TemplateResponse(request, "admin/points_form.html", context | own, status=422 if form.errors else 200)


def _merged(request: HttpRequest, form: MergeForm) -> bool:
    assert isinstance(request.user, User)
    try:
        merging.merge(**form.cleaned_data, by=request.user, now=timezone.now())
    except Refused as refusal:
        form.add_error("source", str(refusal))
        return False
    messages.success(request, _("The accounts are one now."))
    return True
