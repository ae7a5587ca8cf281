"""Forms of code batches."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from campaigns.batches import MOST_CODES
from campaigns.codes import LONGEST, SHORTEST, USUAL, guesses_for_a_hit
from campaigns.models import CodeBatch
from common import writing


def _lengths() -> Iterator[tuple[int, str]]:
    for signs in range(SHORTEST, LONGEST + 1):
        yield signs, _("%(signs)s: one guess in %(guesses)s") % {"signs": signs, "guesses": odds(MOST_CODES, signs)}


def odds(count: int, signs: int) -> str:
    """How many guesses it takes to hit one of so many live codes, as the reader's language groups digits."""
    return writing.count(guesses_for_a_hit(count, signs=signs), get_language() or "en")


class BatchForm(forms.ModelForm):
    """A batch; how long its codes are is chosen by how hard they are to guess."""

    signs = forms.TypedChoiceField(
        label=_("random signs of a code"),
        coerce=int,
        choices=_lengths,
        initial=USUAL,
        help_text=_(
            "A check sign comes after them. The chance that a guess hits is for 50,000,000 live codes; "
            "it is smaller where fewer are live. Wrong guesses are slowed down besides."
        ),
    )

    class Meta:
        model = CodeBatch
        fields = (
            "campaign",
            "product",
            "name",
            "count",
            "signs",
            "sheet",
            "points",
            "credits",
            "valid_from",
            "valid_until",
        )

    def clean(self) -> dict[str, Any]:
        """A DataMatrix with the product's GTIN needs one."""
        values = super().clean() or {}
        product = values.get("product")
        if values.get("sheet") == CodeBatch.Sheet.DATAMATRIX and product and not product.gtins.exists():
            self.add_error("sheet", _("The product has no GTIN."))
        return values


class ImportForm(forms.ModelForm):
    """A batch whose codes another system made, with the file that holds them."""

    file = forms.FileField(
        label=_("File with the codes"),
        help_text=_(
            "Text, one code to a line: plain signs, GS1 elements (01)…(21)…, or Digital Links of the program's hosts. "
            "Codes that are known already stay as they are."
        ),
        widget=forms.FileInput(attrs={"accept": ".txt,.csv,text/plain"}),
    )

    class Meta:
        model = CodeBatch
        fields = ("campaign", "product", "name", "points", "credits", "valid_from", "valid_until")
        widgets = dict.fromkeys(("valid_from", "valid_until"), forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def clean_file(self) -> Any:
        """Larger ones are for the command."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // 1_000_000
            raise forms.ValidationError(
                _("The file has more than %(most)s MB. Larger ones are imported by who runs the service."),
                params={"most": most},
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Product and campaign belong together."""
        values = super().clean() or {}
        campaign, product = values.get("campaign"), values.get("product")
        if campaign and product and product.program_id != campaign.program_id:
            self.add_error("product", _("The product belongs to another program."))
        return values
