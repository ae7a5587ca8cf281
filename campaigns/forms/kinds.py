"""Which form asks what each kind of rule is about; those for what partners do stand here too."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms.effects import (
    CapForm,
    EffectForm,
    MultiplierForm,
    PerAmountForm,
    PerClaimForm,
    PerMeasureForm,
    PerSetForm,
    StepsForm,
    points_field,
)
from campaigns.models import Rule
from campaigns.rules import SERVES, Effect, PerDecision, PerEnrolment


class ServiceForm(EffectForm):
    """What pays clerks and distributors for what they do: never participants, and by days of its own."""

    gives = points_field()
    own = (("gives", "unit"),)
    pays: ClassVar[type[PerDecision | PerEnrolment]]
    day: ClassVar[Any]
    begins: ClassVar[Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "rewards" in self.fields:
            rewards = cast(forms.ChoiceField, self.fields["rewards"])
            rewards.choices = [(whom, name) for whom, name in Rule.Rewards.choices if whom in SERVES]
        told = {
            "weekdays": (_("Only on"), self.day),
            "bought_from": (_("From the day"), self.day),
            "bought_until": (_("Until the day"), self.day),
            "in_force_on": (_("In force from"), self.begins),
        }
        for name in told.keys() & self.fields.keys():
            self.fields[name].label, self.fields[name].help_text = told[name]

    def effect(self) -> Effect:
        return self.pays(self.cleaned_data["gives"])

    @staticmethod
    def initial_of(effect: PerDecision | PerEnrolment) -> dict[str, Any]:
        return {"gives": effect.gives}


class PerDecisionForm(ServiceForm):
    pays = PerDecision
    day = _("The day of the answer.")
    begins = _("Today or empty: at once, for all answers from then on.")


class PerEnrolmentForm(ServiceForm):
    pays = PerEnrolment
    day = _("The day of joining.")
    begins = _("Today or empty: at once. It counts for first claims sent from then on.")


EFFECT_FORMS: dict[str, type[EffectForm]] = {
    Rule.Kind.PER_MEASURE: PerMeasureForm,
    Rule.Kind.PER_AMOUNT: PerAmountForm,
    Rule.Kind.PER_CLAIM: PerClaimForm,
    Rule.Kind.PER_SET: PerSetForm,
    Rule.Kind.STEPS: StepsForm,
    Rule.Kind.MULTIPLIER: MultiplierForm,
    Rule.Kind.CAP: CapForm,
    Rule.Kind.PER_DECISION: PerDecisionForm,
    Rule.Kind.PER_ENROLMENT: PerEnrolmentForm,
}
