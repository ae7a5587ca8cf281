"""Forms of the desk."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Product
from claims.models import Claim, ClaimLine
from claims.reasons import QUESTIONS, REFUSALS, REVERSALS, Reason


class ReasonForm(forms.Form):
    """A reason and, where it is needed, words."""

    reason = forms.ChoiceField(label=_("Reason"))
    text = forms.CharField(
        label=_("In your words"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )
    reasons: tuple[Reason, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in self.reasons]  # type: ignore[attr-defined]


class RefuseForm(ReasonForm):
    """Refusing."""

    reasons = REFUSALS


class AskForm(ReasonForm):
    """Asking the participant."""

    reasons = QUESTIONS


class ReverseForm(ReasonForm):
    """Taking a confirmed claim back."""

    reasons = REVERSALS


class PartForm(ReasonForm):
    """Confirming in part: a quantity for each line, and why."""

    reasons = REFUSALS

    def __init__(self, *args: Any, lines: list[ClaimLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].initial = Reason.QUANTITY_DIFFERS
        self.lines = [line for line in lines if line.product_id]
        for line in self.lines:
            self.fields[f"line-{line.uuid}"] = forms.DecimalField(
                label=str(line.product),
                min_value=Decimal(0),
                max_value=line.quantity,
                initial=line.quantity.normalize(),
                widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
            )

    def quantities(self) -> dict[UUID, Decimal]:
        """How much of each line is confirmed."""
        return {line.uuid: self.cleaned_data[f"line-{line.uuid}"] for line in self.lines}

    def rows(self) -> list[tuple[ClaimLine, forms.BoundField]]:
        """Each line with its field."""
        return [(line, self[f"line-{line.uuid}"]) for line in self.lines]


class CorrectForm(forms.ModelForm):
    """Correcting the facts and the products of lines."""

    class Meta:
        model = Claim
        fields = ("document_number", "issue_date", "total", "currency")
        widgets = {"issue_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, lines: list[ClaimLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        products = Product.objects.filter(program=self.instance.program, is_active=True).order_by("name")
        for line in lines:
            self.fields[f"product-{line.uuid}"] = forms.ModelChoiceField(
                queryset=products,
                label=line.description or str(line.product or ""),
                initial=line.product_id,
                required=False,
                empty_label=_("no product of the program"),
            )

    def facts(self) -> dict[str, Any]:
        """The facts as they should be."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def products(self) -> dict[UUID, Product | None]:
        """The product of each line as it should be."""
        return {line.uuid: self.cleaned_data[f"product-{line.uuid}"] for line in self.lines}

    def product_fields(self) -> list[forms.BoundField]:
        """The fields that choose products."""
        return [self[f"product-{line.uuid}"] for line in self.lines]
