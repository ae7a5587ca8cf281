"""Who chooses how a distributor takes part, on its own page or in the admin; who did so and when is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse

from distributors.models import Clerk, Distributor, PartnerChange
from distributors.services.taking_part import SettingRefused, choose
from tests.builders.programs import (
    NOON,
    a_campaign_admin,
    a_clerk,
    a_distributor,
    a_participant,
    a_program,
    a_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def a_head(name: str = "Hanna Kierowniczka", distributor: Distributor | None = None) -> Clerk:
    clerk = a_clerk(name, distributor=distributor)
    Clerk.objects.filter(pk=clerk.pk).update(role=Clerk.Role.HEAD)
    return clerk


def beta() -> Distributor:
    return a_distributor("Beta", tax_id="1234563218")


def kept() -> list[tuple]:
    changes = PartnerChange.objects.filter(name="offers_sales").order_by("pk")
    return [(change.became == "True", change.made_by_id, change.made_at) for change in changes]


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (lambda: a_head().user, True),
        (lambda: a_campaign_admin().user, True),
        (lambda: a_clerk().user, False),
        (lambda: a_head(distributor=beta()).user, False),
        (lambda: a_campaign_admin(program=a_program("inny", name="Inny")).user, False),
        (lambda: a_participant().user, False),
        (lambda: a_user("nobody@example.com"), False),
    ],
    ids=["head", "admin", "clerk", "head elsewhere", "admin elsewhere", "participant", "nobody"],
)
def test_heads_and_campaign_admins_decide(who, may):
    alfa, by = a_distributor(), who()
    if may:
        choose(distributor=alfa, offers_sales=True, by=by, now=NOON)
    else:
        with pytest.raises(SettingRefused):
            choose(distributor=alfa, offers_sales=True, by=by, now=NOON)

    alfa.refresh_from_db()
    assert alfa.offers_sales == may
    assert kept() == ([(True, by.pk, NOON)] if may else [])


def test_a_head_who_was_dismissed_decides_nothing():
    head = a_head()
    Clerk.objects.update(is_active=False)

    with pytest.raises(SettingRefused):
        choose(distributor=a_distributor(), offers_sales=True, by=head.user, now=NOON)


def test_each_change_is_kept_and_the_same_again_is_none():
    alfa, hanna, joanna = a_distributor(), a_head().user, a_campaign_admin().user
    choose(distributor=alfa, offers_sales=True, by=hanna, now=NOON)
    choose(distributor=alfa, offers_sales=True, by=joanna, now=NOON + timedelta(hours=1))

    choose(distributor=alfa, offers_sales=False, by=joanna, now=NOON + timedelta(hours=2))

    assert kept() == [(True, hanna.pk, NOON), (False, joanna.pk, NOON + timedelta(hours=2))]


def test_the_admins_page_sets_it_and_keeps_who_did(client):
    alfa, joanna = a_distributor(), a_campaign_admin().user
    client.force_login(joanna)
    page = reverse("admin:distributors_distributor_change", args=[alfa.pk])
    rows = {
        f"{name}-{key}": value
        for name in ("aliases", "branches", "clerks")
        for key, value in {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}.items()
    }
    told = {"program": alfa.program_id, "name": alfa.name, "tax_id": alfa.tax_id, "country": "PL", "is_active": "on"}
    told["staff_rewards"] = "clerk"

    answer = client.post(page, rows | told | {"offers_sales": "on"})

    alfa.refresh_from_db()
    assert answer.status_code == 302
    assert alfa.offers_sales
    assert [by for _offers, by, _at in kept()] == [joanna.pk]

    client.post(page, rows | told)
    alfa.refresh_from_db()
    assert not alfa.offers_sales


def test_what_can_be_chosen_is_chosen_and_nothing_else():
    head = a_head().user
    with pytest.raises(SettingRefused):
        choose(distributor=a_distributor(), staff_rewards="lottery", by=head, now=NOON)

    choose(distributor=a_distributor(), staff_rewards="nobody", by=head, now=NOON)

    assert a_distributor().staff_rewards == "nobody"
    (line,) = PartnerChange.objects.filter(name="staff_rewards")
    assert (line.about, line.said_was, line.said_became) == (
        "Rewards for its clerks",
        "go to the clerk",
        "are not given",
    )
