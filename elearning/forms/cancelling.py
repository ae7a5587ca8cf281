"""Why a date, or a whole course, does not take place."""

from django import forms
from django.utils.translation import gettext_lazy


class CancelDateForm(forms.Form):
    """Why this date does not."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), help_text=gettext_lazy("Whoever is on the list reads it."), max_length=200
    )


class CancelCourseForm(forms.Form):
    """Why the course does not go on."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Whoever is on the way through the course reads it."),
        max_length=200,
    )
