"""The form that brings a package of another authoring tool."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elearning.models import Course
from elearning.services.package_lessons import lessons_of


class PackageForm(forms.Form):
    """A package of another authoring tool, and the lesson that shows it."""

    file = forms.FileField(
        label=_("Package"),
        help_text=_("The ZIP file that the authoring tool publishes for SCORM 1.2 or SCORM 2004, at most 250 MB."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )
    lesson = forms.ChoiceField(label=_("Lesson that shows it"), required=False)

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lesson: Any = self.fields["lesson"]
        lesson.choices = [("", _("A new one at the end")), *lessons_of(course)]
