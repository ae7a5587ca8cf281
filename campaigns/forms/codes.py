"""Forms of code batches."""

from collections.abc import Iterator
from typing import Any

from django import forms
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
