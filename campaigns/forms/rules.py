"""The form of a rule: what its kind asks, and the conditions that all kinds share."""

from collections.abc import Collection, Mapping
from copy import deepcopy
from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.utils import flatten
from django.contrib.admin.widgets import AdminDateWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.forms.effects import BASES, EffectForm, Rows
from campaigns.forms.kinds import EFFECT_FORMS
from campaigns.models import Campaign, Rule
from campaigns.rules import Basis, Effect, RuleTerms, Scope
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
    Rule.Kind.PER_DECISION: _("2 points for the clerk or distributor for each claim answered within the promised day."),
    Rule.Kind.PER_ENROLMENT: _("50 points for the clerk or distributor whose link brought a participant."),
}
"""The kinds one can choose from, each with an example."""

ROWS_NAMED = {Rule.Kind.PER_SET: _("What belongs to the set"), Rule.Kind.STEPS: _("The steps")}
GOODS = ("products", "categories", "brands")
WHEN = ("weekdays", ("bought_from", "bought_until"), "days_after_enrolment")
WHO = ("distributors", "segments", "certificates")
MINIMUM = (("minimum", "minimum_basis"),)
DEFAULTS = {"minimum_basis"}
"""Fields that always hold something, and say nothing alone."""


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
    certificates = Words(
        label=_("Certificates"),
        required=False,
        help_text=_("Valid on the day of purchase. Any of them; with commas between them."),
        widget=forms.TextInput(attrs={"list": "certificate-names"}),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Only on"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The day of purchase. None ticked: every day."),
    )
    bought_from = forms.DateField(label=_("Bought from"), required=False, widget=AdminDateWidget)
    bought_until = forms.DateField(label=_("Bought until"), required=False, widget=AdminDateWidget)
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
    in_force_on = forms.DateField(
        label=_("In force from"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("Today or empty: at once. Claims sent before keep the rules of their day."),
    )

    own: ClassVar[Rows] = ()
    drafted: ClassVar[Mapping[str, Any]] = {}

    class Meta:
        model = Rule
        fields = ("campaign", "unit", "rewards", "sponsor", "products", "distributors")
        labels: ClassVar = {"unit": _("In")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        rule: Rule | None = kwargs.get("instance")
        known = initial_of(rule) if rule is not None and rule.pk else {}
        kwargs["initial"] = {**known, **(kwargs.get("initial") or {}), **self.drafted}
        super().__init__(*args, **kwargs)

    def effect(self) -> Effect:
        """The effect that a valid form states; each kind has its own."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = told.get("bought_from"), told.get("bought_until")
        if first and last and last < first:
            self.add_error("bought_until", _("This day is before the first one."))
        begins, campaign = told.get("in_force_on"), self.campaign()
        if begins and campaign and begins < timezone.now().astimezone(campaign.program.zone).date():
            self.add_error("in_force_on", _("A rule cannot begin in the past."))
        return told

    def campaign(self) -> Campaign | None:
        """The campaign that the rule belongs to; None while none is chosen."""
        known: Campaign | None = self.cleaned_data.get("campaign")
        return known or (self.instance.campaign if self.instance.campaign_id else None)

    def begins_at(self, now: datetime) -> datetime:
        """When a valid form puts the rule into force: now, or at the start of a later day where the program is."""
        day, campaign = self.cleaned_data["in_force_on"], self.campaign()
        assert campaign is not None
        zone = campaign.program.zone
        if day is None or day <= now.astimezone(zone).date():
            return now
        return datetime.combine(day, time.min, tzinfo=zone)

    def columns(self) -> dict[str, Any]:
        """What a valid form says besides effect and scope."""
        names = ("unit", "rewards", "sponsor")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def terms(self) -> RuleTerms:
        """What a valid form states, as a rule that is written nowhere yet."""
        lineage = str(self.instance.lineage)
        return RuleTerms(rule_id=0, lineage=lineage, effect=self.effect(), scope=self.scope(), **self.columns())

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
    """A form class for rules of one kind. Its fields are its own: whoever asks sets what they offer to one person."""
    asked: type[EffectForm] = EFFECT_FORMS[kind]
    fields = deepcopy({**RuleForm.base_fields, **asked.base_fields})
    own = {name: field for name, field in fields.items() if name not in RuleForm.Meta.fields}
    return type("RuleForm", (asked, RuleForm), own | {"own": asked.own})


def initial_of(rule: Rule) -> dict[str, Any]:
    """The fields that state the rule's conditions and effect, apart from its own columns."""
    terms = rule.terms
    scope = terms.scope
    told: dict[str, Any] = {name: sorted(getattr(scope, name)) for name in ("categories", "brands", "certificates")}
    told |= {name: getattr(scope, name) for name in flatten((*WHEN[1:], *MINIMUM))}
    told["weekdays"] = sorted(scope.weekdays)
    told["segments"] = list(Segment.objects.filter(program=rule.campaign.program_id, name__in=scope.segments))
    told["products"] = sorted(scope.products)
    told["distributors"] = sorted(scope.distributors)
    return told | EFFECT_FORMS[rule.kind].initial_of(terms.effect)


def stated(values: Mapping[str, Any]) -> set[str]:
    """Names of the fields that say something."""
    return {name for name, value in values.items() if value} - DEFAULTS


def _conditions_of(kind: str) -> tuple[tuple[Any, Rows], ...]:
    """What a rule of the kind can ask. Where nothing is bought, goods, amounts and the buyer say nothing."""
    if kind in Rule.SERVICE:
        return (_("When"), WHEN[:2]), (_("Where"), WHO[:1])
    goods = () if kind == Rule.Kind.PER_SET else ((_("Which goods"), GOODS),)
    return (*goods, (_("When"), WHEN), (_("Where and who"), WHO), (_("How much at least"), MINIMUM))


def fieldsets_of(kind: str, open_fields: Collection[str] = ()) -> list[tuple[Any, dict[str, Any]]]:
    """The fields in the order in which a rule is thought of; conditions that say nothing are folded."""
    asked = EFFECT_FORMS[kind]
    who = "rewards" if kind == Rule.Kind.CAP else ("rewards", "sponsor")
    sets: list[tuple[Any, dict[str, Any]]] = [(Rule.Kind(kind).label, {"fields": ("campaign", *asked.own, who)})]
    if asked.rows:
        sets.append((ROWS_NAMED[Rule.Kind(kind)], {"fields": asked.rows, "classes": ("numbered",)}))
    for name, fields in _conditions_of(kind):
        folded = () if set(open_fields) & set(flatten(fields)) else ("collapse",)
        sets.append((name, {"fields": fields, "classes": folded}))
    return [*sets, (_("From when"), {"fields": ("in_force_on",)})]
