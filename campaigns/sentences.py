"""Rules as sentences, as the terms of a campaign would say them."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns.models import Rule
from common.writing import money

NAMED = 3
"""Products named one by one; beyond it, only how many."""


def sentence_of(rule: Rule) -> str:
    """What earns what, in the reader's language; `rule.products` should be prefetched."""
    values = {"quantity": rule.quantity, "goods": _goods(rule), "amount": _amount(rule)}
    return _SENTENCES[Rule.Kind(rule.kind)]() % values


_SENTENCES = {
    Rule.Kind.POINTS_PER_UNIT: lambda: _("%(quantity)s points for each piece of %(goods)s"),
    Rule.Kind.POINTS_PER_AMOUNT: lambda: _("%(quantity)s points for each %(amount)s spent on %(goods)s"),
    Rule.Kind.CREDITS_PER_AMOUNT: lambda: _("%(quantity)s training credits for each %(amount)s spent on %(goods)s"),
    Rule.Kind.CREDITS_PER_CLAIM: lambda: _("%(quantity)s training credits for each claim"),
}


def _goods(rule: Rule) -> str:
    names = [product.name for product in rule.products.all()]
    if not names:
        return _("all products")
    if len(names) <= NAMED:
        return ", ".join(names)
    return _("%(names)s and %(count)s more") % {"names": ", ".join(names[:NAMED]), "count": len(names) - NAMED}


def _amount(rule: Rule) -> str:
    if rule.per_amount is None:
        return ""
    return money(rule.per_amount, rule.campaign.program.currency, get_language() or "en")
