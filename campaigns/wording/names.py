"""What rules name by number, under the names that people know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from campaigns.models import Product, Rule
from campaigns.rules import POINTS, Basis, Measure, PerSet, RuleTerms
from common import writing
from distributors.models import Distributor
from programs.models import Program

NAMED = 3
"""Products named one by one; beyond it, only how many."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the program calls its points, its currency, and what products and distributors are called."""

    currency: str
    points_name: str
    products: Mapping[int, str] = field(default_factory=dict)
    distributors: Mapping[int, str] = field(default_factory=dict)


def names_of(rule: Rule) -> Names:
    """The names that one rule needs; its `products__names` and `distributors` should be prefetched."""
    program = rule.campaign.program
    return Names(
        currency=program.currency,
        points_name=program.points_name,
        products={product.pk: product.spoken(language()) for product in rule.products.all()},
        distributors={distributor.pk: distributor.name for distributor in rule.distributors.all()},
    )


def names_for(program: Program, rules: Iterable[RuleTerms]) -> Names:
    """The names that all these rules need, asked in three queries."""
    products: set[int] = set()
    distributors: set[int] = set()
    for rule in rules:
        products |= rule.scope.products
        distributors |= rule.scope.distributors
        if isinstance(rule.effect, PerSet):
            products = products.union(*(member.products for member in rule.effect.members))
    named = Product.objects.filter(pk__in=products).prefetch_related("names")
    return Names(
        currency=program.currency,
        points_name=program.points_name,
        products={product.pk: product.spoken(language()) for product in named},
        distributors=dict(Distributor.objects.filter(pk__in=distributors).values_list("pk", "name")),
    )


def language() -> str:
    """The reader's."""
    return get_language() or "en"


def amount_of(quantity: Decimal, unit: str, names: Names) -> str:
    """So many points or training credits."""
    shown = writing.quantity(quantity, language())
    if unit == POINTS:
        return f"{shown} {names.points_name}"
    # A fraction takes the form that 5 takes: the plural of the language.
    form = int(quantity) if quantity == quantity.to_integral_value() else 5
    return ngettext("%(count)s training credit", "%(count)s training credits", form) % {"count": shown}


def measured(quantity: Decimal, measure: Measure) -> str:
    """So many metres, litres, pieces."""
    shown = writing.quantity(quantity, language())
    form = int(quantity) if quantity == quantity.to_integral_value() else 5
    units = {
        Measure.PIECE: ngettext("%(count)s piece", "%(count)s pieces", form),
        Measure.METRE: ngettext("%(count)s metre", "%(count)s metres", form),
        Measure.LITRE: ngettext("%(count)s litre", "%(count)s litres", form),
        Measure.KILOGRAM: ngettext("%(count)s kilogram", "%(count)s kilograms", form),
        Measure.PACK: ngettext("%(count)s pack", "%(count)s packs", form),
    }
    return units[measure] % {"count": shown}


def each(quantity: Decimal, measure: Measure) -> str:
    """What a rule gives something for: each metre, or each ten of them."""
    if quantity == 1:
        return {
            Measure.PIECE: _("each piece"),
            Measure.METRE: _("each metre"),
            Measure.LITRE: _("each litre"),
            Measure.KILOGRAM: _("each kilogram"),
            Measure.PACK: _("each pack"),
        }[measure]
    return _("each %(measured)s") % {"measured": measured(quantity, measure)}


def paid(amount: Decimal, basis: Basis, names: Names) -> str:
    """An amount, and whether it is meant with tax."""
    shown = writing.money(amount, names.currency, language())
    return _("%(amount)s with tax") % {"amount": shown} if basis == Basis.GROSS else shown


def listed(words: list[str]) -> str:
    """Few by name, many by the first ones and how many more."""
    if len(words) <= NAMED:
        return ", ".join(words)
    return _("%(names)s and %(count)s more") % {"names": ", ".join(words[:NAMED]), "count": len(words) - NAMED}
