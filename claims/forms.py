"""What participants type: the facts and lines of a claim, an answer, a code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.places import Position
from claims.services.code_controls import Beside
from claims.services.offered import Place
from claims.statements import StatedLine, Statement
from claims.typed import typed_number
from common.texts import number_key
from common.widgets import LongSelect
from common.writing import MINUS

MOST_LINES = 200
MOST_CODES_AT_ONCE = 100


class NumberField(forms.DecimalField):
    """A number as people type it, with comma or point, spaces and currency."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        number = typed_number(str(value).replace(MINUS, "-"))
        if number is None:
            raise forms.ValidationError(_("Please write a number, such as 12 or 1284.50."))
        return number


def product_select(products: Mapping[int, str]) -> LongSelect:
    """The choice of one of the program's products, the same at the draft and at the desk."""
    return LongSelect(products, empty=_("– no product of the program –"), words="product-words")


class FactsForm(forms.Form):
    """The facts of the whole document. With `sending`, those without which no sale can be found are asked for."""

    issuer_name = forms.CharField(label=gettext_lazy("Seller"), max_length=200, required=False)
    issuer_tax_id = forms.CharField(label=gettext_lazy("Seller's tax id"), max_length=30, required=False)
    document_number = forms.CharField(label=gettext_lazy("Document number"), max_length=100, required=False)
    issue_date = forms.DateField(
        label=gettext_lazy("Date of purchase"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    total = NumberField(
        label=gettext_lazy("Total"), required=False, min_value=Decimal("0.01"), max_digits=12, decimal_places=2
    )
    currency = forms.RegexField(r"^[A-Z]{3}$", required=False, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args: Any, sending: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            "issuer_name": _("Who sold it? The name or the tax id is enough."),
            "document_number": _("Please write the document number."),
            "issue_date": _("Please say on which day it was bought."),
        }
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("autocomplete", "off")
            if sentence := asked.get(name):
                field.required = sending
                field.error_messages["required"] = sentence

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("issuer_tax_id") and "issuer_name" not in found:
            del self.errors["issuer_name"]
        return found | {"issuer_name": found.get("issuer_name", "")}


class LineForm(forms.Form):
    """One line: which product, how many. A line without a product is none of the program's and is left away."""

    product = forms.IntegerField(label=gettext_lazy("Product"), required=False)
    quantity = NumberField(
        label=gettext_lazy("Quantity"), required=False, min_value=Decimal("0.001"), max_digits=12, decimal_places=3
    )
    reading_index = forms.IntegerField(required=False, min_value=0, max_value=9999, widget=forms.HiddenInput)
    description = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    unit = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    amount = NumberField(required=False, max_digits=12, decimal_places=2, widget=forms.HiddenInput)

    def __init__(self, *args: Any, products: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.products = products
        self._choice = product_select(products)
        self.fields["product"].widget = self._choice
        self.fields["quantity"].widget.attrs["inputmode"] = "decimal"

    def offer_first(self, products: Iterable[int]) -> None:
        """Put these products at the head of the choice."""
        self._choice.likely = tuple(products)

    def clean_product(self) -> int | None:
        chosen: int | None = self.cleaned_data["product"]
        if chosen and chosen not in self.products:
            raise forms.ValidationError(_("Please choose a product of the list."))
        return chosen or None

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("product") and found.get("quantity") is None and "quantity" not in self.errors:
            self.add_error("quantity", _("How many?"))
        return found

    def stated(self) -> StatedLine | None:
        """The line as a value, if it names a product."""
        found = self.cleaned_data
        if not found.get("product"):
            return None
        return StatedLine(
            quantity=found["quantity"],
            product_id=found["product"],
            description=found["description"],
            unit=found["unit"],
            amount=found["amount"],
            reading_index=found["reading_index"],
        )


class BaseLines(BaseFormSet):
    """All lines; with `sending`, at least one has to name a product."""

    def __init__(self, *args: Any, sending: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sending = sending

    def clean(self) -> None:
        if self.sending and not any(self.errors) and not self.stated():
            raise forms.ValidationError(_("Choose at least one product, and how many."))

    def stated(self) -> tuple[StatedLine, ...]:
        """The lines that name a product, in their order."""
        lines = (form.stated() for form in self.forms if hasattr(form, "cleaned_data"))
        return tuple(line for line in lines if line)


LinesForm = cast(
    "type[BaseLines]",
    formset_factory(LineForm, formset=BaseLines, extra=1, max_num=MOST_LINES, absolute_max=MOST_LINES),
)


class DraftForm:
    """Facts and lines of a claim together, as one page sends them."""

    def __init__(
        self,
        data: Any = None,
        *,
        products: Mapping[int, str],
        facts: Mapping[str, Any] | None = None,
        lines: Sequence[Mapping[str, Any]] = (),
        sending: bool = False,
    ) -> None:
        self.facts = FactsForm(data, initial=dict(facts or {}), sending=sending)
        self.lines = LinesForm(
            data, initial=list(lines), prefix="lines", sending=sending, form_kwargs={"products": products}
        )

    def is_valid(self) -> bool:
        """Both parts, so that all that is missing is said at once."""
        return all([self.facts.is_valid(), self.lines.is_valid()])

    def statement(self) -> Statement:
        """What the person states; only after `is_valid`."""
        return Statement(**self.facts.cleaned_data, lines=self.lines.stated())


class WordsForm(forms.Form):
    """An answer or an appeal in the person's own words."""

    text = forms.CharField(
        label=gettext_lazy("Your words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000})
    )


class CodeForm(forms.Form):
    """An on-pack code, and what some campaigns want beside it; the page shows that only once it is needed."""

    code = forms.CharField(
        label=gettext_lazy("Code on the pack"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "enterkeyhint": "send"}
        ),
    )
    ean = forms.CharField(
        label=gettext_lazy("EAN on the pack"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "enterkeyhint": "send"}),
    )
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def beside(self) -> Beside:
        """What came with the code; only after `is_valid`."""
        told = self.cleaned_data
        is_somewhere = told["latitude"] is not None and told["longitude"] is not None
        position = Position(told["latitude"], told["longitude"]) if is_somewhere else None
        return Beside(ean=told["ean"], position=position)


class CodeListForm(forms.Form):
    """Several on-pack codes, one to a line."""

    codes = forms.CharField(
        label=gettext_lazy("Codes, one to a line"),
        max_length=10_000,
        widget=forms.Textarea(
            attrs={"rows": 6, "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_codes(self) -> list[str]:
        """The lines that hold something; each code once."""
        lines = (line.strip() for line in re.split(r"[\r\n,;]", self.cleaned_data["codes"]))
        texts = list(dict.fromkeys(line for line in lines if line))
        if len(texts) > MOST_CODES_AT_ONCE:
            raise forms.ValidationError(
                gettext_lazy("Please send at most %(most)s codes at once."), params={"most": MOST_CODES_AT_ONCE}
            )
        return texts


class OfferForm(forms.Form):
    """Which offered sale is meant: whose, its number, its day; and what was shown of it."""

    seller = forms.UUIDField()
    number = forms.CharField(max_length=100)
    day = forms.DateField(input_formats=["%Y-%m-%d"])
    seen = forms.CharField(max_length=16, required=False)

    def place(self) -> Place | None:
        """The sale that is named; None where nothing sensible is."""
        if not self.is_valid():
            return None
        told = self.cleaned_data
        return Place(told["seller"], number_key(told["number"]), told["day"])
