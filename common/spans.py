"""From which day to which a page of numbers is asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = timedelta(days=731)
"""More weeks than this are no plot."""


class DaysForm(forms.Form):
    """From which day to which."""

    since = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label=gettext_lazy("To"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = found.get("since"), found.get("until")
        if since and until and not timedelta(0) <= until - since <= LONGEST:
            self.add_error("until", _("Choose a day after the first one, at most two years later."))
        return found
