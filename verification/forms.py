"""Forms of the desk."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from campaigns.models import Product
from campaigns.queries import search_words
from claims.forms import product_select
from claims.models import Claim, ClaimLine
from claims.queries import product_names
from claims.reasons import QUESTIONS, REFUSALS, REVERSALS, Reason
from common.templatetags.kwit import quantity

KEYS = "1234567890"
"""Reasons are chosen by digit, in the order of the keyboard."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One reason as its button: the digit stays the same, wherever the button stands."""

    value: str
    label: str
    key: str
    is_put_forward: bool


class DecisionForm(forms.Form):
    """What somebody fills in to decide a claim."""

    def decision(self) -> dict[str, Any]:
        """The values that the decision is called with."""
        return dict(self.cleaned_data)


def focus_first_problem(form: forms.BaseForm) -> None:
    """When the form is shown again, the cursor stands in the first field that is wrong."""
    first = next((name for name in form.fields if name in form.errors), "")
    for name, field in form.fields.items():
        field.widget.attrs["autofocus"] = name == first


class ReasonForm(DecisionForm):
    """A reason and, where it is needed, words. `put_forward` is the reason that fits what is known of the claim."""

    reason = forms.ChoiceField(label=_("Reason"))
    text = forms.CharField(
        label=_("In your words"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )
    reasons: tuple[Reason, ...] = ()

    def __init__(self, *args: Any, put_forward: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.put_forward = put_forward
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in self.reasons]  # type: ignore[attr-defined]

    def choices(self) -> list[Choice]:
        """The reasons as buttons, the one that is put forward first."""
        named = [
            Choice(reason.value, str(reason.label), key, reason.value == self.put_forward)
            for reason, key in zip(self.reasons, KEYS, strict=False)
        ]
        return sorted(named, key=lambda choice: not choice.is_put_forward)


class ConfirmForm(DecisionForm):
    """Confirming: words are asked for only where the organizer makes an exception."""

    text = forms.CharField(
        label=_("Why may it pass?"),
        help_text=_("Kept in the history; the participant reads it too."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        max_length=1000,
    )


class RefuseForm(ReasonForm):
    """Refusing."""

    reasons = REFUSALS


class AskForm(ReasonForm):
    """Asking the participant."""

    reasons = QUESTIONS


class ReverseForm(ReasonForm):
    """Taking a confirmed claim back."""

    reasons = REVERSALS


class HandOverForm(DecisionForm):
    """Leaving the claim to the organizer, with words for it where they help."""

    text = forms.CharField(
        label=_("What should the organizer know?"),
        help_text=_("Kept in the history; the participant reads it too."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        max_length=1000,
    )


def quantity_field(line: ClaimLine, *, most: Decimal, initial: Decimal, help_text: str = "") -> forms.DecimalField:
    """How much of a claim line, from nothing to `most`."""
    return forms.DecimalField(
        label=f"{line.product.spoken(get_language() or 'en')} ({line.product.sku})" if line.product else "",
        help_text=help_text,
        min_value=Decimal(0),
        max_value=most,
        initial=initial.normalize(),
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )


class PartForm(ReasonForm):
    """Confirming in part: a quantity for each line, and why."""

    reasons = REFUSALS

    def __init__(self, *args: Any, lines: list[ClaimLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].initial = Reason.QUANTITY_DIFFERS
        self.lines = [line for line in lines if line.product_id]
        for line in self.lines:
            self.fields[f"line-{line.uuid}"] = quantity_field(line, most=line.quantity, initial=line.quantity)
        self.order_fields([f"line-{line.uuid}" for line in self.lines])

    def decision(self) -> dict[str, Any]:
        """Reason and words, and how much of each line is confirmed."""
        quantities = {line.uuid: self.cleaned_data[f"line-{line.uuid}"] for line in self.lines}
        return {"reason": self.cleaned_data["reason"], "text": self.cleaned_data["text"], "quantities": quantities}

    def rows(self) -> list[tuple[ClaimLine, forms.BoundField]]:
        """Each line with its field."""
        return [(line, self[f"line-{line.uuid}"]) for line in self.lines]


class ReturnForm(DecisionForm):
    """A part of the goods came back: how much of each line. `number` says which return it is."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("In your words"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )

    def __init__(self, *args: Any, lines: list[ClaimLine], number: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].initial = number
        self.lines = [line for line in lines if line.product_id and line.confirmed_quantity]
        for line in self.lines:
            left = (line.confirmed_quantity or Decimal(0)) - line.returned_quantity
            words = _("of %(quantity)s") % {"quantity": quantity(left)}
            self.fields[f"line-{line.uuid}"] = quantity_field(line, most=left, initial=Decimal(0), help_text=words)
        if self.lines:
            self.fields[f"line-{self.lines[0].uuid}"].widget.attrs["autofocus"] = True

    def decision(self) -> dict[str, Any]:
        """How much of each line came back, and words."""
        quantities = {line.uuid: self.cleaned_data[f"line-{line.uuid}"] for line in self.lines}
        return {"number": self.cleaned_data["number"], "text": self.cleaned_data["text"], "quantities": quantities}

    def rows(self) -> list[forms.BoundField]:
        """The field of each line."""
        return [self[f"line-{line.uuid}"] for line in self.lines]


class CorrectForm(forms.ModelForm):
    """Correcting the facts and the products of lines."""

    class Meta:
        model = Claim
        fields = ("document_number", "issue_date", "total", "currency")
        widgets = {"issue_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, lines: list[ClaimLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        program = self.instance.program
        self.product_words = search_words(program, self.instance.distributor)
        names = product_names(program, get_language() or "en")
        # What is no longer offered stays to choose where it was chosen: correcting a date must not lose it.
        names |= {line.product.pk: line.product.name for line in lines if line.product and line.product.pk not in names}
        for line in lines:
            self.fields[f"product-{line.uuid}"] = forms.ModelChoiceField(
                queryset=Product.objects.filter(program=program, pk__in=names),
                label=line.description or str(line.product or ""),
                initial=line.product_id,
                required=False,
                widget=product_select(names),
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
