"""Of which goods, when, where and for whom: the conditions of a rule in words."""

from collections.abc import Iterator
from datetime import date

from babel.dates import get_day_names
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.rules import SERVICE, Cap, Holder, PerDecision, PerEnrolment, RuleTerms, Scope
from campaigns.wording.names import Names, language, listed, paid
from common import writing


def goods(scope: Scope, names: Names) -> str:
    """The goods a rule speaks of."""
    named = [names.products.get(product, "?") for product in sorted(scope.products)]
    named += [_("category %(name)s") % {"name": name} for name in sorted(scope.categories)]
    named += [_("brand %(name)s") % {"name": name} for name in sorted(scope.brands)]
    return listed(named) if named else _("all products")


def names_goods(scope: Scope) -> bool:
    """Whether the rule is for some goods only."""
    return bool(scope.products or scope.categories or scope.brands)


def conditions(rule: RuleTerms, names: Names) -> str:
    """Everything else that must hold, as the tail of a sentence; empty if nothing is stated."""
    when = _when_served if isinstance(rule.effect, SERVICE) else _when
    return "".join(f", {one}" for one in (*when(rule.scope), *_where_and_who(rule, names)))


def _when(scope: Scope) -> Iterator[str]:
    if scope.weekdays:
        yield _("bought on %(days)s") % {"days": _weekdays(scope)}
    if scope.bought_from and scope.bought_until:
        yield _("bought from %(first)s to %(last)s") % {
            "first": _day(scope.bought_from),
            "last": _day(scope.bought_until),
        }
    elif scope.bought_from:
        yield _("bought from %(first)s on") % {"first": _day(scope.bought_from)}
    elif scope.bought_until:
        yield _("bought until %(last)s") % {"last": _day(scope.bought_until)}
    if scope.days_after_enrolment is not None:
        days = scope.days_after_enrolment
        yield ngettext("bought within %(count)s day of joining", "bought within %(count)s days of joining", days) % {
            "count": days
        }


def _when_served(scope: Scope) -> Iterator[str]:
    """Nothing is bought: the day is that of what was done."""
    if scope.weekdays:
        yield _("on %(days)s") % {"days": _weekdays(scope)}
    if scope.bought_from and scope.bought_until:
        yield _("from %(first)s to %(last)s") % {"first": _day(scope.bought_from), "last": _day(scope.bought_until)}
    elif scope.bought_from:
        yield _("from %(first)s on") % {"first": _day(scope.bought_from)}
    elif scope.bought_until:
        yield _("until %(last)s") % {"last": _day(scope.bought_until)}


def _weekdays(scope: Scope) -> str:
    names = get_day_names("wide", locale=writing.locale_of(language()))
    return ", ".join(str(names[day]) for day in sorted(scope.weekdays))


def _where_and_who(rule: RuleTerms, names: Names) -> Iterator[str]:
    scope = rule.scope
    if scope.distributors:
        where = [names.distributors.get(one, "?") for one in sorted(scope.distributors)]
        words = _("at %(names)s") if isinstance(rule.effect, SERVICE) else _("bought at %(names)s")
        yield words % {"names": listed(where)}
    if scope.segments:
        yield _("for %(names)s") % {"names": listed(sorted(scope.segments))}
    if scope.certificates:
        yield _("with the certificate %(names)s") % {"names": listed(sorted(scope.certificates))}
    if scope.minimum:
        yield _("from a purchase of %(amount)s on") % {"amount": paid(scope.minimum, scope.minimum_basis, names)}
    if rule.rewards != Holder.PARTICIPANT:
        yield _("to %(whom)s") % {"whom": rewarded(rule)}


def rewarded(rule: RuleTerms) -> str:
    """Whom a rule rewards."""
    if rule.rewards == Holder.CLERK:
        return _clerk(rule)
    return {Holder.COMPANY: _("the company"), Holder.DISTRIBUTOR: _("the distributor")}.get(
        rule.rewards, _("the participant")
    )


def _clerk(rule: RuleTerms) -> str:
    match rule.effect:
        case PerDecision():
            return _("the clerk who answers")
        case PerEnrolment():
            return _("the clerk whose link it was")
        case Cap():
            return _("the clerks")
        case _:
            return _("the clerk who confirms")


def _day(day: date) -> str:
    # A day of another year than the reader's is told with its year; terms are read for years, so always.
    return writing.short_day(day, language(), today=date.min)
