"""Of which goods, when, where and for whom: the conditions of a rule in words."""

from collections.abc import Iterator
from datetime import date

from babel.dates import get_day_names
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.rules import Holder, RuleTerms, Scope
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
    return "".join(f", {one}" for one in (*_when(rule.scope), *_where_and_who(rule, names)))


def _when(scope: Scope) -> Iterator[str]:
    if scope.weekdays:
        names_of_days = get_day_names("wide", locale=writing.locale_of(language()))
        yield _("bought on %(days)s") % {"days": ", ".join(str(names_of_days[day]) for day in sorted(scope.weekdays))}
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


def _where_and_who(rule: RuleTerms, names: Names) -> Iterator[str]:
    scope = rule.scope
    if scope.distributors:
        where = [names.distributors.get(one, "?") for one in sorted(scope.distributors)]
        yield _("bought at %(names)s") % {"names": listed(where)}
    if scope.segments:
        yield _("for %(names)s") % {"names": listed(sorted(scope.segments))}
    if scope.certificates:
        yield _("with the certificate %(names)s") % {"names": listed(sorted(scope.certificates))}
    if scope.minimum:
        yield _("from a purchase of %(amount)s on") % {"amount": paid(scope.minimum, scope.minimum_basis, names)}
    if rule.rewards != Holder.PARTICIPANT:
        yield _("to %(whom)s") % {"whom": rewarded(rule.rewards)}


def rewarded(holder: Holder) -> str:
    """Whom a rule rewards."""
    return {
        Holder.COMPANY: _("the company"),
        Holder.CLERK: _("the clerk who confirms"),
        Holder.DISTRIBUTOR: _("the distributor"),
    }.get(holder, _("the participant"))


def _day(day: date) -> str:
    # A day of another year than the reader's is told with its year; terms are read for years, so always.
    return writing.short_day(day, language(), today=date.min)
