"""What each kind of rule asks: fields, and the way from the form to the effect and back."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Product
from campaigns.rules import (
    Basis,
    Cap,
    Effect,
    Holder,
    Measure,
    Multiplier,
    PerAmount,
    PerClaim,
    Period,
    PerMeasure,
    PerSet,
    SetMember,
    Steps,
)

MEASURES = [
    (Measure.PIECE, _("pieces")),
    (Measure.METRE, _("metres")),
    (Measure.LITRE, _("litres")),
    (Measure.KILOGRAM, _("kilograms")),
    (Measure.PACK, _("packs, as sold")),
]
BASES = [(Basis.NET, _("without tax")), (Basis.GROSS, _("with tax"))]
PERIODS = [
    (Period.CLAIM, _("claim")),
    (Period.DAY, _("day")),
    (Period.WEEK, _("week")),
    (Period.MONTH, _("month")),
    (Period.QUARTER, _("quarter")),
    (Period.YEAR, _("year")),
    (Period.CAMPAIGN, _("the whole campaign")),
]
CAPPED = [
    (Holder.PARTICIPANT, _("each participant")),
    (Holder.COMPANY, _("each company")),
    (Holder.DISTRIBUTOR, _("each distributor")),
    (Holder.CLERK, _("each clerk")),
    (Holder.PRODUCT, _("each product")),
    (Holder.CAMPAIGN, _("all together")),
]
COUNTED_FOR = [(Holder.PARTICIPANT, _("each participant")), (Holder.COMPANY, _("each company"))]
MEMBERS, STEPS = 4, 5

Rows = tuple[str | tuple[str, ...], ...]
"""Names of fields; those in a tuple of their own stand beside each other."""


def points_field() -> forms.DecimalField:
    """How much a rule gives."""
    return forms.DecimalField(label=_("Gives"), min_value=Decimal("0.01"), max_digits=8, decimal_places=2)


def _each(help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=_("For each"), min_value=Decimal("0.01"), max_digits=10, decimal_places=2, initial=1, help_text=help_text
    )


def _shares() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Parts count too"), required=False, help_text=_("Else only full ones give something.")
    )


class EffectForm(forms.Form):
    """The part of a rule's form that its kind decides."""

    own: ClassVar[Rows] = ()
    rows: ClassVar[Rows] = ()

    def effect(self) -> Effect:
        """The effect that a valid form states."""
        raise NotImplementedError

    @staticmethod
    def initial_of(effect: Any) -> dict[str, Any]:
        """The fields that state this effect."""
        raise NotImplementedError


def _numbered(times: int, fields: Callable[[], dict[str, forms.Field]]) -> type[EffectForm]:
    """A form with the same fields several times: `name_1`, `name_2` and so on."""
    told = {f"{name}_{place}": field for place in range(1, times + 1) for name, field in fields().items()}
    return type("Numbered", (EffectForm,), told)


class PerMeasureForm(EffectForm):
    gives = points_field()
    each = _each()
    measure = forms.ChoiceField(label=_("Counted in"), choices=MEASURES)
    shares = _shares()
    own = (("gives", "unit", "each", "measure"), "shares")

    def effect(self) -> Effect:
        told = self.cleaned_data
        return PerMeasure(told["gives"], told["each"], Measure(told["measure"]), told["shares"])

    @staticmethod
    def initial_of(effect: PerMeasure) -> dict[str, Any]:
        return {"gives": effect.gives, "each": effect.each, "measure": effect.measure, "shares": effect.shares}


class PerAmountForm(EffectForm):
    gives = points_field()
    each = _each(_("An amount in the program's currency."))
    basis = forms.ChoiceField(label=_("Counted"), choices=BASES)
    shares = _shares()
    own = (("gives", "unit", "each", "basis"), "shares")

    def effect(self) -> Effect:
        told = self.cleaned_data
        return PerAmount(told["gives"], told["each"], Basis(told["basis"]), told["shares"])

    @staticmethod
    def initial_of(effect: PerAmount) -> dict[str, Any]:
        return {"gives": effect.gives, "each": effect.each, "basis": effect.basis, "shares": effect.shares}


class PerClaimForm(EffectForm):
    gives = points_field()
    number = forms.IntegerField(
        label=_("Only for claim number"),
        min_value=1,
        max_value=10_000,
        required=False,
        help_text=_("1: the first one. Empty: each claim."),
    )
    own = (("gives", "unit", "number"),)

    def effect(self) -> Effect:
        return PerClaim(self.cleaned_data["gives"], self.cleaned_data["number"])

    @staticmethod
    def initial_of(effect: PerClaim) -> dict[str, Any]:
        return {"gives": effect.gives, "number": effect.number}


def _member_fields() -> dict[str, forms.Field]:
    return {
        "quantity": forms.DecimalField(
            label=_("How many"), min_value=Decimal("0.001"), max_digits=10, decimal_places=3, required=False
        ),
        "products": forms.ModelMultipleChoiceField(Product.objects.none(), label=_("of any of these"), required=False),
    }


class PerSetForm(_numbered(MEMBERS, _member_fields)):  # type: ignore[misc]
    gives = points_field()
    within_days = forms.IntegerField(
        label=_("Bought within days"),
        min_value=1,
        max_value=730,
        required=False,
        help_text=_("Empty: all on one claim."),
    )
    own = (("gives", "unit", "within_days"),)
    rows = tuple((f"quantity_{place}", f"products_{place}") for place in range(1, MEMBERS + 1))

    def clean(self) -> dict[str, Any]:
        """Each place says how many of what; a product stands in one place, or it would be counted twice."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[int] = set()
        for place in range(1, MEMBERS + 1):
            quantity, products = told.get(f"quantity_{place}"), list(told.get(f"products_{place}") or ())
            if bool(quantity) != bool(products):
                self.add_error(f"quantity_{place}", _("Say both how many and of which products."))
            if seen & {product.pk for product in products}:
                self.add_error(f"products_{place}", _("A product stands in one place of a set only."))
            seen |= {product.pk for product in products}
        if not self.errors and len(self._members(told)) < 1:
            self.add_error("quantity_1", _("Name at least one product of the set."))
        return told

    def _members(self, told: dict[str, Any]) -> tuple[SetMember, ...]:
        places = ((told.get(f"quantity_{place}"), told.get(f"products_{place}")) for place in range(1, MEMBERS + 1))
        return tuple(
            SetMember(frozenset(product.pk for product in products), quantity)
            for quantity, products in places
            if quantity and products
        )

    def effect(self) -> Effect:
        told = self.cleaned_data
        return PerSet(told["gives"], self._members(told), told["within_days"])

    @staticmethod
    def initial_of(effect: PerSet) -> dict[str, Any]:
        places = {
            f"{name}_{place}": value
            for place, member in enumerate(effect.members, start=1)
            for name, value in (("quantity", member.quantity), ("products", sorted(member.products)))
        }
        return {"gives": effect.gives, "within_days": effect.within_days, **places}


def _step_fields() -> dict[str, forms.Field]:
    return {
        "reached": forms.DecimalField(
            label=_("From"), min_value=Decimal("0.001"), max_digits=14, decimal_places=3, required=False
        ),
        "gives": forms.IntegerField(label=_("gives"), min_value=1, required=False),
    }


class StepsForm(_numbered(STEPS, _step_fields)):  # type: ignore[misc]
    counts = forms.ChoiceField(label=_("Counted in"), choices=[*MEASURES, *BASES])
    period = forms.ChoiceField(label=_("Over"), choices=PERIODS[3:])
    holder = forms.ChoiceField(label=_("Counted for"), choices=COUNTED_FOR)
    over_baseline = forms.BooleanField(
        label=_("Beyond a target only"),
        required=False,
        help_text=_("What each participant or company bought before is handed in apart."),
    )
    own = (("counts", "period", "holder", "unit"), "over_baseline")
    rows = tuple((f"reached_{place}", f"gives_{place}") for place in range(1, STEPS + 1))

    def clean(self) -> dict[str, Any]:
        """At least one step, each with both figures."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for place in range(1, STEPS + 1):
            if bool(told.get(f"reached_{place}")) != bool(told.get(f"gives_{place}")):
                self.add_error(f"reached_{place}", _("Say both what must be reached and what it gives."))
        if not self.errors and not self._steps(told):
            self.add_error("reached_1", _("Name at least one step."))
        return told

    def _steps(self, told: dict[str, Any]) -> tuple[tuple[Decimal, Decimal], ...]:
        places = ((told.get(f"reached_{place}"), told.get(f"gives_{place}")) for place in range(1, STEPS + 1))
        return tuple(sorted((reached, Decimal(gives)) for reached, gives in places if reached and gives))

    def effect(self) -> Effect:
        told = self.cleaned_data
        counts = Basis(told["counts"]) if told["counts"] in list(Basis) else Measure(told["counts"])
        return Steps(self._steps(told), counts, Period(told["period"]), Holder(told["holder"]), told["over_baseline"])

    @staticmethod
    def initial_of(effect: Steps) -> dict[str, Any]:
        places = {
            f"{name}_{place}": value
            for place, step in enumerate(effect.steps, start=1)
            for name, value in zip(("reached", "gives"), step, strict=True)
        }
        same = ("counts", "period", "holder", "over_baseline")
        return {name: getattr(effect, name) for name in same} | places


class MultiplierForm(EffectForm):
    factor = forms.DecimalField(
        label=_("Times"), min_value=Decimal("1.01"), max_value=Decimal(100), max_digits=5, decimal_places=2
    )
    own = (("factor", "unit"),)

    def effect(self) -> Effect:
        return Multiplier(self.cleaned_data["factor"])

    @staticmethod
    def initial_of(effect: Multiplier) -> dict[str, Any]:
        return {"factor": effect.factor}


class CapForm(EffectForm):
    most = forms.IntegerField(label=_("At most"), min_value=0, max_value=2_000_000_000)
    holder = forms.ChoiceField(label=_("For"), choices=CAPPED)
    period = forms.ChoiceField(label=_("Per"), choices=PERIODS)
    own = (("most", "unit", "holder", "period"),)

    def effect(self) -> Effect:
        told = self.cleaned_data
        return Cap(told["most"], Holder(told["holder"]), Period(told["period"]))

    @staticmethod
    def initial_of(effect: Cap) -> dict[str, Any]:
        return {"most": effect.most, "holder": effect.holder, "period": effect.period}
