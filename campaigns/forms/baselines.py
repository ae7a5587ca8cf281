"""Handing in baselines: one, or a sheet."""

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.baselines import LARGEST, SheetLine, lines_of

BIGGEST = 2_000_000


class BaselineForm(forms.Form):
    """One holder's baseline."""

    who = forms.CharField(max_length=254)
    counted = forms.DecimalField(
        label=gettext_lazy("Bought before"), min_value=0, max_value=LARGEST, decimal_places=3, max_digits=15
    )

    def __init__(self, *args: Any, known: Mapping[str, str], label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["who"].label = label

    def clean_who(self) -> str:
        """The subject of somebody in the program."""
        subject = self.known.get(self.cleaned_data["who"].strip().lower())
        if not subject:
            raise forms.ValidationError(_("Nobody in the program is known by this."))
        return subject


class BaselineSheetForm(forms.Form):
    """A sheet as a file, or as text that can be put right before it is saved."""

    sheet = forms.FileField(label=gettext_lazy("CSV file"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or its lines"),
        required=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        strip=False,
    )

    def __init__(self, *args: Any, known: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean(self) -> dict[str, Any]:
        """The lines, from the file if there is one."""
        told: dict[str, Any] = super().clean() or {}
        sheet = told.get("sheet")
        told["text"] = _text_of(sheet) if sheet else told.get("text", "")
        told["lines"] = lines_of(told["text"], self.known)
        if not told["lines"]:
            raise forms.ValidationError(_("Choose a file, or write a line: who; how much."))
        return told

    @property
    def lines(self) -> list[SheetLine]:
        """What was read, in the order of the sheet; none of a form that is not filled in."""
        found: list[SheetLine] = self.cleaned_data["lines"] if self.is_valid() else []
        return found

    @property
    def mark(self) -> str:
        """What tells this sheet from another: only one that was looked over is saved."""
        told = [(line.subject, str(line.counted), line.problem) for line in self.lines]
        return sha256(repr(told).encode()).hexdigest()

    @property
    def counted(self) -> dict[str, Decimal]:
        """By subject, what can be saved."""
        return {line.subject: line.counted for line in self.lines if not line.problem}


def _text_of(sheet: UploadedFile) -> str:
    if (sheet.size or 0) > BIGGEST:
        raise forms.ValidationError({"sheet": _("The file is larger than 2 MB.")})
    data = sheet.read()
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            return str(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise forms.ValidationError({"sheet": _("This is not a text file.")})
