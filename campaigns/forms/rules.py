"""The form of a rule: what its kind asks, and the conditions that all kinds share."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms.effects import BASES, EFFECT_FORMS, EffectForm
from campaigns.models import Rule
from campaigns.rules import Basis, Scope
from participants.models import Segment

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]
KINDS = {
    Rule.Kind.PER_MEASURE: _("5 points for each piece, metre, litre or kilogram of a product."),
    Rule.Kind.PER_AMOUNT: _("1 point for each 10 zł spent."),
    Rule.Kind.PER_CLAIM: _("50 points for the first claim, or for each one."),
    Rule.Kind.PER_SET: _("100 points for a boiler with its chimney and thermostat."),
    Rule.Kind.STEPS: _("500 points from 100 pieces in a quarter on, 500 more from 200 on."),
    Rule.Kind.MULTIPLIER: _("Double points on Fridays, in May, or for certain products."),
    Rule.Kind.CAP: _("At most 1,000 points for each participant and month."),
}
"""The kinds one can choose from, each with an example."""

GOODS = ("products", "categories", "brands")
WHEN = ("weekdays", "bought_from", "bought_until", "days_after_enrolment")
WHO = ("distributors", "segments", "certificates")
MINIMUM = ("minimum", "minimum_basis")


class Words(forms.CharField):
    """Words with commas between them."""

    def to_python(self, value: Any) -> Any:
        """As a sorted list without doubles."""
        return sorted({word.strip() for word in (super().to_python(value) or "").split(",") if word.strip()})

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class RuleForm(forms.ModelForm):
    """The conditions of a rule; `form_for` adds what its kind asks."""

    categories = Words(label=_("Categories"), required=False, help_text=_("With commas between them."))
    brands = Words(label=_("Brands"), required=False, help_text=_("With commas between them."))
    segments = forms.ModelMultipleChoiceField(Segment.objects.none(), label=_("Segments"), required=False)
    certificates = Words(label=_("Certificates"), required=False, help_text=_("Any of them; with commas between them."))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Only on"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The day of purchase. None ticked: every day."),
    )
    bought_from = forms.DateField(label=_("Bought from"), required=False)
    bought_until = forms.DateField(label=_("Bought until"), required=False)
    days_after_enrolment = forms.IntegerField(
        label=_("Days after joining"),
        min_value=0,
        max_value=3650,
        required=False,
        help_text=_("Only purchases so soon after joining the program. Empty: all."),
    )
    minimum = forms.DecimalField(
        label=_("From a purchase of"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        required=False,
        help_text=_("How much of these goods must be on the claim."),
    )
    minimum_basis = forms.ChoiceField(label=_("counted"), choices=BASES, required=False)

    own: ClassVar[tuple[str, ...]] = ()

    class Meta:
        model = Rule
        fields = ("campaign", "unit", "rewards", "sponsor", "products", "distributors")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        rule: Rule | None = kwargs.get("instance")
        if rule is not None and rule.pk:
            kwargs["initial"] = initial_of(rule) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = told.get("bought_from"), told.get("bought_until")
        if first and last and last < first:
            self.add_error("bought_until", _("This day is before the first one."))
        return told

    def scope(self) -> Scope:
        """The conditions that a valid form states."""
        told = self.cleaned_data
        return Scope(
            products=frozenset(product.pk for product in told.get("products") or ()),
            categories=frozenset(told["categories"]),
            brands=frozenset(told["brands"]),
            distributors=frozenset(distributor.pk for distributor in told["distributors"]),
            segments=frozenset(segment.name for segment in told["segments"]),
            certificates=frozenset(told["certificates"]),
            weekdays=frozenset(told["weekdays"]),
            bought_from=told["bought_from"],
            bought_until=told["bought_until"],
            days_after_enrolment=told["days_after_enrolment"],
            minimum=told["minimum"] or Scope().minimum,
            minimum_basis=Basis(told["minimum_basis"] or Basis.NET),
        )


def form_for(kind: str) -> type[RuleForm]:
    """The form class for rules of one kind."""
    asked: type[EffectForm] = EFFECT_FORMS[kind]
    return type("RuleForm", (asked, RuleForm), {"own": asked.own})


def initial_of(rule: Rule) -> dict[str, Any]:
    """The fields that state the rule's conditions and effect, apart from its own columns."""
    terms = rule.terms
    scope = terms.scope
    told: dict[str, Any] = {name: sorted(getattr(scope, name)) for name in ("categories", "brands", "certificates")}
    told |= {name: getattr(scope, name) for name in (*WHEN[1:], *MINIMUM)}
    told["weekdays"] = sorted(scope.weekdays)
    told["segments"] = list(Segment.objects.filter(program=rule.campaign.program_id, name__in=scope.segments))
    told["products"] = sorted(scope.products)
    return told | EFFECT_FORMS[rule.kind].initial_of(terms.effect)


def fieldsets_of(kind: str) -> list[tuple[Any, dict[str, Any]]]:
    """The fields in the order in which a rule is thought of."""
    goods = () if kind == Rule.Kind.PER_SET else GOODS
    own = EFFECT_FORMS[kind].own
    who = ("campaign", "unit", "rewards") if kind == Rule.Kind.CAP else ("campaign", "unit", "rewards", "sponsor")
    sets: list[tuple[Any, dict[str, Any]]] = [(None, {"fields": who}), (Rule.Kind(kind).label, {"fields": own})]
    if goods:
        sets.append((_("Which goods"), {"fields": goods}))
    return [
        *sets,
        (_("When"), {"fields": WHEN}),
        (_("Where and who"), {"fields": WHO}),
        (_("How much at least"), {"fields": MINIMUM}),
    ]
