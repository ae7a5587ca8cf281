"""Loading the demo program through the real services, as a campaign admin and an operator would."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from campaigns import services as campaigns
from campaigns.batches import BatchState
from campaigns.codes import printed
from campaigns.matching import alias_key
from campaigns.models import Campaign, CodeBatch, Product, ProductAlias, ProductName
from campaigns.rules import wire
from campaigns.services import making, print_files
from config.demo import people
from config.demo.courses import load_courses
from programs.models import Program, Terms
from samples.loading import load_program

CODES_FILE = "demo-codes.csv"


def load(*, now: datetime) -> Program | None:
    """Make the demo program; None if it is there already. All of it or nothing."""
    told = load_program()
    if Program.objects.filter(slug=told["program"]["slug"]).exists():
        return None
    with transaction.atomic():
        program = _program(told, now=now)
        admin = people.load_admins(program, told["admins"])
        sellers = people.load_distributors(program, told["distributors"], now=now)
        products = _products(program, told)
        _aliases(products, sellers, told["distributors"])
        campaign = _campaign(program, told["campaign"], sellers)
        _rules(campaign, told, products, by=admin)
        codes = _codes(campaign, told["code_batch"], products, by=admin, now=now)
        people.load_participants(program, told, now=now)
        load_courses(program, told["courses"], now=now)
    (settings.HOME / CODES_FILE).write_text("".join(f"{printed(code)}\n" for code in codes))
    return program


def _program(told: dict[str, Any], *, now: datetime) -> Program:
    names = {field.name for field in Program._meta.get_fields()}
    program = Program.objects.create(**{name: value for name, value in told["program"].items() if name in names})
    for wording in told["terms"]:
        Terms.objects.create(program=program, published_at=now, **wording)
    return program


def _categories(told: dict[str, Any], program: Program) -> dict[str, str]:
    """The names of the categories, by their short names."""
    return {category["code"]: category["name"][program.default_language] for category in told["categories"]}


def _products(program: Program, told: dict[str, Any]) -> dict[str, Product]:
    language, categories = program.default_language, _categories(told, program)
    products = {}
    for one in told["products"]:
        product = Product.objects.create(
            program=program, sku=one["sku"], name=one["names"][language], category=categories[one["category"]]
        )
        for gtin in one["gtins"]:
            campaigns.name_gtin(product=product, gtin=gtin)
        others = [ProductName(product=product, language=code, name=name) for code, name in one["names"].items()]
        ProductName.objects.bulk_create(others)
        products[product.sku] = product
    return products


def _aliases(products: dict[str, Product], sellers: dict[str, Any], told: list[dict[str, Any]]) -> None:
    aliases = []
    for one in told:
        for alias in one["aliases"]:
            for text in dict.fromkeys(filter(None, (alias["name"], alias.get("article")))):
                product, seller = products[alias["product"]], sellers[one["slug"]]
                aliases.append(ProductAlias(product=product, distributor=seller, printed=text, key=alias_key(text)))
    # Two spellings of one distributor may fold to the same key; the first one stands for both.
    ProductAlias.objects.bulk_create(aliases, ignore_conflicts=True)


def _campaign(program: Program, told: dict[str, Any], sellers: dict[str, Any]) -> Campaign:
    days = {name: date.fromisoformat(told[name]) for name in ("starts_on", "ends_on", "claims_until")}
    same = {name: told[name] for name in ("name", "claim_days", "points_last_days", "is_live")}
    campaign = Campaign.objects.create(program=program, **days, **same)
    campaign.distributors.set(sellers[slug] for slug in told["distributors"])
    return campaign


def _rules(campaign: Campaign, told: dict[str, Any], products: dict[str, Product], *, by: Any) -> None:
    opened = datetime.combine(campaign.starts_on, datetime.min.time(), tzinfo=campaign.program.zone)
    categories = _categories(told, campaign.program)
    for one in told["rules"]:
        campaigns.add_rule(
            campaign=campaign,
            unit=one["unit"],
            effect=wire.effect_from_json(_effect(one["effect"], products)),
            scope=replace(
                wire.scope_from_json(one.get("scope", {})),
                products=frozenset(products[sku].pk for sku in one["products"]),
                categories=frozenset(categories[code] for code in one.get("categories", ())),
            ),
            sponsor=one["sponsor"],
            by=by,
            now=opened,
        )


def _effect(told: dict[str, Any], products: dict[str, Product]) -> dict[str, Any]:
    """As it is told, but for the products of a set, which are told by their SKU."""
    if "members" not in told:
        return told
    members = [one | {"products": [products[sku].pk for sku in one["products"]]} for one in told["members"]]
    return told | {"members": members}


def _codes(
    campaign: Campaign, told: dict[str, Any], products: dict[str, Product], *, by: Any, now: datetime
) -> list[str]:
    batch = CodeBatch(
        campaign=campaign,
        product=products[told["product"]],
        **{name: told[name] for name in ("name", "count", "points", "credits")},
    )
    making.order(batch=batch, by=by, now=now)
    making.make_all(batch=batch, now=now)
    codes = list(print_files.codes_of(batch))
    # The demo prints nothing; its codes stand in a file in clear.
    campaigns.export(batch=batch, by=by, now=now)
    for state in (BatchState.PRINTED, BatchState.LIVE):
        campaigns.move_batch(batch=batch, to=state, by=by, now=now)
    return codes
