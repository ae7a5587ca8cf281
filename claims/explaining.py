"""Award lines in words: what was counted, under which rule."""

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from campaigns.models import Rule
from claims.models import AwardLine
from common import writing


@dataclass(frozen=True, slots=True)
class Explained:
    """One line of an award: how much of which unit, and why."""

    quantity: int
    unit: str
    name: str
    why: str


def explained(line: AwardLine, *, currency: str, points_name: str) -> Explained:
    """The line with its reason. Rule, batch and product come with the line, already fetched."""
    name = line.product.name if line.product else _("All products together")
    return Explained(line.quantity, line.unit, name, _why(line, currency=currency, points_name=points_name))


def _why(line: AwardLine, *, currency: str, points_name: str) -> str:
    language = get_language() or "en"
    if line.rule is None:
        return _("For the code on the pack.")
    gives = _gives(line.rule, points_name)
    counted = writing.quantity(line.counted, language)
    if line.rule.kind == Rule.Kind.CREDITS_PER_CLAIM:
        return _("%(gives)s for each claim.") % {"gives": gives}
    if line.rule.per_amount is None:
        return _("%(gives)s for each; %(counted)s counted.") % {"gives": gives, "counted": counted}
    amount = writing.money(line.counted, currency, language)
    step = writing.money(line.rule.per_amount, currency, language)
    return _("%(gives)s for each full %(step)s; %(amount)s counted.") % {"gives": gives, "step": step, "amount": amount}


def _gives(rule: Rule, points_name: str) -> str:
    count = writing.count(rule.quantity, get_language() or "en")
    if rule.kind.startswith("points"):
        return f"{count} {points_name}"
    words = ngettext("%(count)s training credit", "%(count)s training credits", rule.quantity)
    return words % {"count": count}
