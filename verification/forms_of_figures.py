"""The form that says of which days and which branch figures are asked for; it travels in the address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.spans import DaysForm
from distributors.models import Branch


class FiguresForm(DaysForm):
    """From which day to which, and of which branch; every field may be missing."""

    branch = forms.ChoiceField(label=_("Branch"), required=False)

    def __init__(self, address: QueryDict, *, branches: Sequence[Branch], first: date, last: date) -> None:
        self.usual = (first, last)
        told = {"since": first.isoformat(), "until": last.isoformat(), "branch": ""}
        super().__init__(told | {name: address[name] for name in told if address.get(name)})
        self.branches = {str(branch.uuid): branch for branch in branches}
        self.names = {branch.pk: branch.name for branch in branches}
        choices = [(uuid, branch.name) for uuid, branch in self.branches.items()]
        self.fields["branch"].choices = [("", _("all")), *choices]  # type: ignore[attr-defined]
        if not self.branches:
            del self.fields["branch"]

    def days(self) -> tuple[date, date]:
        """The first and the last day; the usual ones where these make no sense."""
        self.is_valid()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        return (since, until) if since and until else self.usual

    def chosen_branch(self) -> Branch | None:
        """One of the distributor's own, or all."""
        self.is_valid()
        return self.branches.get(self.cleaned_data.get("branch", ""))
