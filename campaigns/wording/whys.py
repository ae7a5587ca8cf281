"""Why one line of an award is what it is."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.rules import (
    Multiplier,
    PerAmount,
    PerClaim,
    PerDecision,
    PerEnrolment,
    PerMeasure,
    PerSet,
    RuleTerms,
    Steps,
)
from campaigns.wording.conditions import conditions
from campaigns.wording.names import Names, amount_of, each, language, measured, paid
from campaigns.wording.sentences import members, period, reached, sentence
from common import writing


def why(
    rule: RuleTerms,
    counted: Decimal,
    names: Names,
    *,
    missing: int = 0,
    is_all: bool = False,
    caps: Sequence[RuleTerms] = (),
    is_budget_gone: bool = False,
) -> str:
    """What was counted and what the rule gives for it, then what was taken away (`missing`, or all), and by what."""
    words = _WHYS[type(rule.effect)](rule, rule.effect, counted, names) + conditions(rule, names) + "."
    if missing:
        capped = _("%(cap)s, which is reached") if is_all else "%(cap)s"
        cuts = [capped % {"cap": sentence(cap, names)} for cap in caps]
        cuts += [_("the budget of the campaign is used up")] if is_budget_gone else []
        cut = _("That makes %(amount)s, but 0 count: %(cap)s.") if is_all else _("%(amount)s less: %(cap)s.")
        words += " " + cut % {"amount": amount_of(Decimal(missing), rule.unit, names), "cap": "; ".join(cuts)}
    return words


def _per_measure(rule: RuleTerms, effect: PerMeasure, counted: Decimal, names: Names) -> str:
    values = {
        "gives": amount_of(effect.gives, rule.unit, names),
        "each": each(effect.each, effect.measure),
        "counted": measured(counted, effect.measure),
    }
    if effect.each == 1:
        return _("%(counted)s × %(gives)s") % values
    return _("%(counted)s counted, %(gives)s for %(each)s") % values


def _per_amount(rule: RuleTerms, effect: PerAmount, counted: Decimal, names: Names) -> str:
    values = {
        "gives": amount_of(effect.gives, rule.unit, names),
        "step": paid(effect.each, effect.basis, names),
        "amount": paid(counted, effect.basis, names),
    }
    if effect.shares:
        return _("%(gives)s for each %(step)s; %(amount)s counted") % values
    return _("%(gives)s for each full %(step)s; %(amount)s counted") % values


def _per_claim(rule: RuleTerms, effect: PerClaim, counted: Decimal, names: Names) -> str:
    if effect.number is None:
        return _("For each claim")
    if effect.number == 1:
        return _("For the first claim")
    return _("For claim number %(number)s") % {"number": effect.number}


def _per_decision(rule: RuleTerms, effect: PerDecision, counted: Decimal, names: Names) -> str:
    return _("Answered within the promised day: %(gives)s") % {"gives": amount_of(effect.gives, rule.unit, names)}


def _per_enrolment(rule: RuleTerms, effect: PerEnrolment, counted: Decimal, names: Names) -> str:
    return _("A participant joined by your link, and a first claim is confirmed: %(gives)s") % {
        "gives": amount_of(effect.gives, rule.unit, names)
    }


def _per_set(rule: RuleTerms, effect: PerSet, counted: Decimal, names: Names) -> str:
    words = ngettext("%(count)s full set × %(gives)s", "%(count)s full sets × %(gives)s", int(counted))
    words %= {"count": int(counted), "gives": amount_of(effect.gives, rule.unit, names)}
    return f"{words}: {members(effect, names)}"


def _steps(rule: RuleTerms, effect: Steps, counted: Decimal, names: Names) -> str:
    return _("%(counted)s reached %(period)s") % {
        "counted": reached(counted, effect, names),
        "period": period(effect.period),
    }


def _multiplier(rule: RuleTerms, effect: Multiplier, counted: Decimal, names: Names) -> str:
    return _("On top, because these count %(factor)s times") % {"factor": writing.quantity(effect.factor, language())}


_WHYS: dict[type, Callable[[RuleTerms, Any, Decimal, Names], str]] = {
    PerMeasure: _per_measure,
    PerAmount: _per_amount,
    PerClaim: _per_claim,
    PerSet: _per_set,
    Steps: _steps,
    Multiplier: _multiplier,
    PerDecision: _per_decision,
    PerEnrolment: _per_enrolment,
}
