"""One sentence for a rule."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Rule
from campaigns.rules import (
    Basis,
    Cap,
    Holder,
    Multiplier,
    PerAmount,
    PerClaim,
    PerDecision,
    PerEnrolment,
    Period,
    PerMeasure,
    PerSet,
    RuleTerms,
    SetMember,
    Steps,
)
from campaigns.wording.conditions import conditions, goods, names_goods
from campaigns.wording.names import Names, amount_of, each, language, listed, measured, names_of, paid
from common import writing


def sentence_of(rule: Rule) -> str:
    """What earns what; the rule's products and distributors should be prefetched."""
    return sentence(rule.terms, names_of(rule))


def sentence(rule: RuleTerms, names: Names) -> str:
    """What earns what, with its conditions."""
    words = _SENTENCES[type(rule.effect)](rule, rule.effect, names)
    return f"{words}{conditions(rule, names)}"


def _per_measure(rule: RuleTerms, effect: PerMeasure, names: Names) -> str:
    values = {
        "gives": amount_of(effect.gives, rule.unit, names),
        "each": each(effect.each, effect.measure),
        "goods": goods(rule.scope, names),
    }
    if effect.shares:
        return _("%(gives)s for %(each)s of %(goods)s, parts counted") % values
    return _("%(gives)s for %(each)s of %(goods)s") % values


def _per_amount(rule: RuleTerms, effect: PerAmount, names: Names) -> str:
    values = {
        "gives": amount_of(effect.gives, rule.unit, names),
        "amount": paid(effect.each, effect.basis, names),
        "goods": goods(rule.scope, names),
    }
    if effect.shares:
        return _("%(gives)s for each %(amount)s spent on %(goods)s, parts counted") % values
    return _("%(gives)s for each full %(amount)s spent on %(goods)s") % values


def _per_claim(rule: RuleTerms, effect: PerClaim, names: Names) -> str:
    values = {"gives": amount_of(effect.gives, rule.unit, names), "number": effect.number}
    if effect.number is None:
        words = _("%(gives)s for each claim") % values
    elif effect.number == 1:
        words = _("%(gives)s for the first claim") % values
    else:
        words = _("%(gives)s for claim number %(number)s") % values
    if not names_goods(rule.scope):
        return words
    return _("%(what)s with %(goods)s") % {"what": words, "goods": goods(rule.scope, names)}


def _per_decision(rule: RuleTerms, effect: PerDecision, names: Names) -> str:
    return _("%(gives)s for each claim answered within the promised day") % {
        "gives": amount_of(effect.gives, rule.unit, names)
    }


def _per_enrolment(rule: RuleTerms, effect: PerEnrolment, names: Names) -> str:
    return _("%(gives)s for each participant brought by a link, once a first claim is confirmed") % {
        "gives": amount_of(effect.gives, rule.unit, names)
    }


def _per_set(rule: RuleTerms, effect: PerSet, names: Names) -> str:
    values = {
        "gives": amount_of(effect.gives, rule.unit, names),
        "members": members(effect, names),
    }
    words = _("%(gives)s for each set of %(members)s") % values
    if effect.within_days is None:
        return _("%(what)s on one claim") % {"what": words}
    days = ngettext("%(what)s within %(count)s day", "%(what)s within %(count)s days", effect.within_days)
    return days % {"what": words, "count": effect.within_days}


def members(effect: PerSet, names: Names) -> str:
    """What makes a set."""
    return " + ".join(_member(member, names) for member in effect.members)


def _member(member: SetMember, names: Names) -> str:
    any_of = listed([names.products.get(product, "?") for product in sorted(member.products)])
    return f"{writing.quantity(member.quantity, language())} × {any_of}"


def _steps(rule: RuleTerms, effect: Steps, names: Names) -> str:
    steps = "; ".join(
        _("%(gives)s from %(reached)s on")
        % {"gives": amount_of(gives, rule.unit, names), "reached": reached(at, effect, names)}
        for at, gives in effect.steps
    )
    values = {"steps": steps, "period": period(effect.period), "goods": goods(rule.scope, names)}
    if effect.over_baseline:
        return _("%(steps)s of %(goods)s beyond the target %(period)s") % values
    return _("%(steps)s of %(goods)s %(period)s") % values


def reached(count: Decimal, effect: Steps, names: Names) -> str:
    """What a step counts."""
    if isinstance(effect.counts, Basis):
        return paid(count, effect.counts, names)
    return measured(count, effect.counts)


def _multiplier(rule: RuleTerms, effect: Multiplier, names: Names) -> str:
    values = {"factor": writing.quantity(effect.factor, language()), "goods": goods(rule.scope, names)}
    if rule.unit == "credits":
        return _("%(factor)s times the training credits for %(goods)s") % values
    return _("%(factor)s times the points for %(goods)s") % values


def _cap(rule: RuleTerms, effect: Cap, names: Names) -> str:
    values = {
        "most": amount_of(Decimal(effect.most), rule.unit, names),
        "holder": _holder(effect.holder),
        "period": period(effect.period),
    }
    words = _("At most %(most)s %(holder)s %(period)s") % values
    return (
        _("%(what)s for %(goods)s") % {"what": words, "goods": goods(rule.scope, names)}
        if names_goods(rule.scope)
        else words
    )


def period(of: Period) -> str:
    """Per which stretch of time something is counted."""
    return {
        Period.CLAIM: _("per claim"),
        Period.DAY: _("per day"),
        Period.WEEK: _("per week"),
        Period.MONTH: _("per month"),
        Period.QUARTER: _("per quarter"),
        Period.YEAR: _("per year"),
        Period.CAMPAIGN: _("over the whole campaign"),
    }[of]


def _holder(of: Holder) -> str:
    return {
        Holder.PARTICIPANT: _("for each participant"),
        Holder.COMPANY: _("for each company"),
        Holder.CLERK: _("for each clerk"),
        Holder.DISTRIBUTOR: _("for each distributor"),
        Holder.PRODUCT: _("for each product"),
        Holder.CAMPAIGN: _("for all together"),
    }[of]


_SENTENCES: dict[type, Callable[[RuleTerms, Any, Names], str]] = {
    PerMeasure: _per_measure,
    PerAmount: _per_amount,
    PerClaim: _per_claim,
    PerSet: _per_set,
    Steps: _steps,
    Multiplier: _multiplier,
    Cap: _cap,
    PerDecision: _per_decision,
    PerEnrolment: _per_enrolment,
}
