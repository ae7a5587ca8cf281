"""A program with products, rules, a campaign and distributors, small enough to keep in mind."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from campaigns import services as campaigns
from campaigns.batches import BatchState
from campaigns.matching import alias_key
from campaigns.models import Campaign, CodeBatch, Product, ProductAlias, ProductName
from campaigns.rules import PerAmount, PerMeasure, Scope
from campaigns.services import making, print_files
from common.texts import tax_key
from distributors.models import Clerk, Distributor, DistributorAlias
from participants.models import CampaignAdmin, Company, Participant, User
from programs.models import Program

WARSAW = ZoneInfo("Europe/Warsaw")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=WARSAW)
"""Friday noon: the moment at which nearly every test happens."""

PASSWORD = "stoi-na-stacji"


def a_program(slug: str = "ruruj", *, name: str = "Ruruj", **changes: object) -> Program:
    """A program in Poland; the same slug is the same program."""
    fields = {
        "name": name,
        "organizer_name": f"{name} Systemy sp. z o.o.",
        "contact_email": f"hello@{slug}.example.org",
    }
    return Program.objects.get_or_create(slug=slug, defaults=fields | changes)[0]


def a_user(email: str, *, name: str = "") -> User:
    """Somebody who can sign in with PASSWORD."""
    if known := User.objects.filter(email=email).first():
        return known
    first, _space, last = name.partition(" ")
    return User.objects.create_user(email, PASSWORD, first_name=first, last_name=last)


def a_participant(name: str = "Marek Nowak", *, program: Program | None = None, **changes: object) -> Participant:
    """Marek fits pipes; other names are other people. One person per name and program."""
    program = program or a_program()
    user = a_user(f"{name.split()[0].lower()}@{program.slug}.example.com", name=name)
    fields = {"name": name, "joined_at": NOON - timedelta(days=30)} | changes
    return Participant.objects.get_or_create(user=user, program=program, defaults=fields)[0]


def a_company(program: Program | None = None, *, tax_id: str = "5252341234") -> Company:
    """Marek's firm."""
    return Company.objects.get_or_create(
        program=program or a_program(), tax_id=tax_id, defaults={"name": "Nowak Instalacje"}
    )[0]


def a_distributor(
    name: str = "Hurtownia Alfa", *, program: Program | None = None, tax_id: str = "6770065406"
) -> Distributor:
    """Alfa sells in Kraków; give another tax id for another firm."""
    program = program or a_program()
    found, made = Distributor.objects.get_or_create(
        program=program, name=name, defaults={"tax_id": tax_id, "tax_key": tax_key(tax_id)}
    )
    if made:
        DistributorAlias.objects.create(distributor=found, name=f"{name} Sp. z o.o.")
    return found


def a_clerk(name: str = "Anna Zielińska", *, distributor: Distributor | None = None) -> Clerk:
    """Anna answers claims for Alfa."""
    distributor = distributor or a_distributor()
    user = a_user(f"{name.split()[0].lower()}@{tax_key(distributor.tax_id)}.example.com", name=name)
    return Clerk.objects.get_or_create(user=user, distributor=distributor, defaults={"joined_at": NOON})[0]


def a_campaign_admin(name: str = "Joanna Kurek", *, program: Program | None = None) -> CampaignAdmin:
    """Joanna looks after the program."""
    program = program or a_program()
    user = a_user(f"{name.split()[0].lower()}@{program.slug}.example.com", name=name)
    user.is_staff = True
    user.save()
    return CampaignAdmin.objects.get_or_create(user=user, program=program)[0]


def a_product(
    sku: str = "RP-E20", name: str = "Elbow 20 mm", *, program: Program | None = None, gtin: str = ""
) -> Product:
    """An elbow; the same SKU is the same product."""
    program = program or a_program()
    product, made = Product.objects.get_or_create(program=program, sku=sku, defaults={"name": name})
    if made:
        ProductName.objects.create(product=product, language="pl", name=f"{name} PL")
        if gtin:
            campaigns.name_gtin(product=product, gtin=gtin)
    return product


def an_alias(product: Product, printed: str, *, distributor: Distributor | None = None) -> ProductAlias:
    """How a distributor prints a product."""
    distributor = distributor or a_distributor(program=product.program)
    return ProductAlias.objects.create(
        product=product, distributor=distributor, printed=printed, key=alias_key(printed)
    )


def a_campaign(program: Program | None = None, **changes: object) -> Campaign:
    """A campaign of the year 2026: five points for each elbow, one credit for each 100 zł."""
    program = program or a_program()
    if known := Campaign.objects.filter(program=program).first():
        return known
    fields = {
        "name": "Year 2026",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "claims_until": date(2027, 2, 28),
        "points_last_days": 730,
        "is_live": True,
    }
    campaign = Campaign.objects.create(program=program, **(fields | changes))
    opened = datetime(2026, 1, 1, tzinfo=WARSAW)
    elbow = a_product(program=program)
    named = Scope(products=frozenset({elbow.pk}))
    campaigns.add_rule(campaign=campaign, effect=PerMeasure(Decimal(5)), scope=named, by=None, now=opened)
    by_amount = PerAmount(Decimal(1), Decimal(100))
    campaigns.add_rule(campaign=campaign, effect=by_amount, unit="credits", by=None, now=opened)
    return campaign


def a_code(program: Program | None = None, *, points: int = 25, released: bool = True) -> str:
    """The text of a fresh on-pack code."""
    campaign = a_campaign(program)
    product = a_product(program=campaign.program)
    batch = a_batch(campaign, product, points=points)
    (code,) = print_files.codes_of(batch)
    if released:
        set_live(batch)
    return code


def a_batch(
    campaign: Campaign | None = None, product: Product | None = None, *, count: int = 1, **changes: Any
) -> CodeBatch:
    """A batch whose codes are made."""
    campaign = campaign or a_campaign()
    product = product or a_product(program=campaign.program)
    fields = {"name": "Autumn", "points": 25, "credits": 1} | changes
    batch = CodeBatch(campaign=campaign, product=product, count=count, **fields)
    making.order(batch=batch, by=None, now=NOON)
    making.make_all(batch=batch, now=NOON)
    return batch


def set_live(batch: CodeBatch) -> None:
    """Exported, printed and released by a campaign admin."""
    joanna = a_campaign_admin(program=batch.campaign.program).user
    campaigns.export(batch=batch, by=joanna, now=NOON)
    for state in (BatchState.PRINTED, BatchState.LIVE):
        campaigns.move_batch(batch=batch, to=state, by=joanna, now=NOON)
