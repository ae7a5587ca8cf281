"""Reading campaigns: which one a purchase falls into, which rules were in force, what products are called."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, Sum

from campaigns.matching import Catalogue, Named
from campaigns.models import BudgetShare, Campaign, Product, ProductAlias, ProductGtin, ProductName, Rule, TryOut
from campaigns.rules import CREDITS, POINTS, Rules
from distributors.models import Distributor
from programs.models import Program


def campaign_for(program: Program, *, bought_on: date, distributor: Distributor | None = None) -> Campaign | None:
    """The live campaign in which a purchase of this day (at this distributor) counts; the newest of several."""
    live = Campaign.objects.filter(program=program, is_live=True, starts_on__lte=bought_on, ends_on__gte=bought_on)
    if distributor is not None:
        live = live.filter(Q(distributors=None) | Q(distributors=distributor))
    return live.order_by("-starts_on", "-id").first()


def current_campaign(program: Program, *, on: date) -> Campaign | None:
    """The live campaign to name when no purchase day is known yet: one that still takes claims."""
    live = Campaign.objects.filter(program=program, is_live=True, claims_until__gte=on)
    return live.order_by("-starts_on", "-id").first()


def stopped_campaign(program: Program, *, now: datetime) -> Campaign | None:
    """The campaign of today, if it takes nothing new because its budget is used up."""
    campaign = current_campaign(program, on=now.astimezone(program.zone).date())
    return campaign if campaign and is_used_up(campaign) else None


def rules_in_force(campaign: Campaign, *, at: datetime) -> Rules:
    """The versions of the campaign's rules that were in force at that moment, and how they combine."""
    versions = Rule.objects.filter(campaign=campaign).in_force(at)
    return Rules([rule.terms for rule in versions], campaign.policy)


def service_kinds(campaign: Campaign) -> set[str]:
    """Which kinds of rules that pay partners for what they do the campaign has, or ever had."""
    rules = Rule.objects.filter(campaign=campaign, kind__in=Rule.SERVICE).order_by()
    return set(rules.values_list("kind", flat=True).distinct())


def rules_with(tryout: TryOut, *, at: datetime) -> Rules:
    """The campaign's rules in force at that moment with the drafted one, in the place of the one it changes."""
    versions = Rule.objects.filter(campaign=tryout.campaign).in_force(at).exclude(lineage=tryout.lineage)
    return Rules([*(rule.terms for rule in versions), tryout.terms], tryout.campaign.policy)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a campaign's budget of one unit stands. `left` is below zero by what went beyond it."""

    unit: str
    amount: int
    given: int
    waiting: int

    @property
    def left(self) -> int:
        """What new claims and codes can still take."""
        return self.amount - self.given - self.waiting

    @property
    def is_used_up(self) -> bool:
        """Nothing new counts any more."""
        return self.left <= 0

    def is_nearly_used_up(self, per_cent: int) -> bool:
        """Whether so much of it was given or waits."""
        return (self.given + self.waiting) * 100 >= self.amount * per_cent


def standings(campaign: Campaign) -> list[Standing]:
    """The budgets that the campaign has, points first, in one question; none where it gives what the rules give."""
    if not campaign.has_budget:
        return []
    rows = BudgetShare.objects.filter(campaign=campaign).order_by().values_list("unit")
    sums = {unit: (given, waiting) for unit, given, waiting in rows.annotate(Sum("given"), Sum("waiting"))}
    limits = ((unit, campaign.budget_of(unit)) for unit in (POINTS, CREDITS))
    return [Standing(unit, limit, *sums.get(unit, (0, 0))) for unit, limit in limits if limit is not None]


def firm_room(campaign: Campaign) -> dict[str, int]:
    """By unit, what a firm budget can still give; nothing is named where the rules alone decide."""
    return {one.unit: max(0, one.left) for one in standings(campaign)} if campaign.budget_is_firm else {}


def is_used_up(campaign: Campaign) -> bool:
    """Whether the campaign takes nothing new because one of its budgets is gone."""
    return any(one.is_used_up for one in standings(campaign))


def catalogue(program: Program, distributor: Distributor | None = None) -> Catalogue:
    """Every name and number under which the program's active products can be printed (by this distributor)."""
    products = dict(Product.objects.filter(program=program, is_active=True).values_list("pk", "sku"))
    names: dict[int, list[str]] = defaultdict(list)
    for source in (Product.objects.filter(pk__in=products).values_list("pk", "name"), _other_names(products)):
        for product_id, name in source:
            names[product_id].append(name)
    aliases = ProductAlias.objects.filter(product__in=products, distributor=distributor) if distributor else ()
    gtins = ProductGtin.objects.filter(product__in=products).values_list("gtin", "product_id")
    return Catalogue.build(
        skus={sku: product_id for product_id, sku in products.items()},
        gtins=dict(gtins),
        aliases={alias.key: alias.product_id for alias in aliases},
        taught=[alias.key for alias in aliases if alias.learned_from],
        names=(
            *(Named(name, product_id) for product_id, spellings in names.items() for name in spellings),
            *(Named(alias.printed, alias.product_id, is_learned=True) for alias in aliases),
        ),
        maker=f"{program.organizer_name} {program.name}",
    )


def search_words(program: Program, distributor: Distributor | None) -> dict[int, str]:
    """By active product, what else it is found by: SKU, GTINs, names in every language, and this distributor's own."""
    products = Product.objects.filter(program=program, is_active=True)
    words = {pk: [sku, name] for pk, sku, name in products.order_by("name").values_list("pk", "sku", "name")}
    gtins = ProductGtin.objects.filter(product__in=words).values_list("product_id", "gtin")
    aliases = ProductAlias.objects.filter(product__in=words, distributor=distributor) if distributor else None
    printed = aliases.values_list("product_id", "printed") if aliases is not None else ()
    for source in (gtins, ProductName.objects.filter(product__in=words).values_list("product_id", "name"), printed):
        for product_id, word in source:
            words[product_id].append(word)
    return {product_id: " ".join(found) for product_id, found in words.items()}


def _other_names(products: dict[int, str]) -> "list[tuple[int, str]]":
    return list(ProductName.objects.filter(product__in=products).values_list("product_id", "name"))
