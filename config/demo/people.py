"""The demo's people: campaign admins, distributors with clerks, participants with firms."""

from datetime import datetime
from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from distributors.models import Branch, Clerk, Distributor, DistributorAlias
from distributors.services import inviting as distributors
from participants import services as participants
from participants.models import CampaignAdmin, User
from programs.models import Program
from samples.loading import DEMO_PASSWORD


@cache
def _password() -> str:
    """Hashed once for everybody: it is slow on purpose, and no secret here."""
    return make_password(DEMO_PASSWORD)


def _user(person: dict[str, Any], **more: Any) -> User:
    first, _space, last = person["name"].partition(" ")
    names = {"first_name": first, "last_name": last}
    user = User.objects.create(
        email=person["email"], password=_password(), language=person["language"], **names, **more
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def load_admins(program: Program, told: list[dict[str, Any]]) -> User:
    """The people who administer the program; returns the first."""
    users = [_user(person, is_staff=True) for person in told]
    CampaignAdmin.objects.bulk_create(CampaignAdmin(user=user, program=program) for user in users)
    return users[0]


def load_distributors(program: Program, told: list[dict[str, Any]], *, now: datetime) -> dict[str, Distributor]:
    """The sellers by their short names, each with branches, printed names, clerks and a link to join by."""
    return {one["slug"]: _distributor(program, one, now=now) for one in told}


def _distributor(program: Program, one: dict[str, Any], *, now: datetime) -> Distributor:
    seller = Distributor(
        program=program, name=one["name"], legal_name=one["name"], tax_id=one["tax_id"], country=one["country"]
    )
    distributors.key_by_tax_id(seller)
    seller.save()
    aliases = [DistributorAlias(distributor=seller, name=name) for name in one["names_as_printed"]]
    DistributorAlias.objects.bulk_create(aliases)
    for branch in one["branches"]:
        address = f"{branch['street']}, {branch['postcode']} {branch['city']}"
        Branch.objects.create(distributor=seller, name=branch["name"], address=address)
    for number, person in enumerate(one["clerks"]):
        role = Clerk.Role.CLERK if number else Clerk.Role.HEAD
        Clerk.objects.create(user=_user(person), distributor=seller, role=role, joined_at=now)
    distributors.make_join_link(distributor=seller, label="demo")
    return seller


def load_participants(program: Program, told: dict[str, Any], *, now: datetime) -> None:
    """The installers, who accept the terms."""
    firms = {firm["slug"]: firm for firm in told["companies"]}
    for person in told["participants"]:
        firm = firms.get(person["company"], {"name": "", "tax_id": ""})
        participants.join(
            user=_user(person),
            program=program,
            name=person["name"],
            company_name=firm["name"],
            company_tax_id=firm["tax_id"],
            accepts_terms=True,
            accepts_contact=False,
            through="demo",
            now=now,
        )
