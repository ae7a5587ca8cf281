"""The page of a company: its people, what they share, and who sees its account."""

import pytest
from django.urls import reverse

from participants import services
from participants.models import Company, Membership, Participant
from tests.admin.test_campaign import filled
from tests.builders.programs import NOON, a_campaign_admin, a_company, a_participant, a_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    client.force_login(joanna.user)
    return joanna


def address() -> str:
    return reverse("admin:participants_company_change", args=[a_company().pk])


def post(client, where: str, **values: object):
    return client.post(where, filled(client, where, **values))


def a_new_row(participant: Participant, *, at: int = 0, **values: object) -> dict[str, object]:
    row = {f"memberships-{at}-{name}": value for name, value in ({"participant": participant.pk} | values).items()}
    return {"memberships-TOTAL_FORMS": at + 1} | row


def open_ones() -> list[tuple[str, int | None, bool]]:
    rows = Membership.objects.filter(ended_at=None).order_by("participant__name")
    return [(row.participant.name, row.points_share, row.sees_account) for row in rows]


def test_a_company_is_made_with_its_people(client, joanna):
    add = reverse("admin:participants_company_add")

    rows = a_new_row(a_participant(), points_share=25, sees_account="on")
    answer = post(client, add, program=a_program().pk, name="Nowak Instalacje", points_share=50, **rows)

    assert answer.status_code == 302
    assert Company.objects.get().points_share == 50
    assert open_ones() == [("Marek Nowak", 25, True)]
    assert Participant.objects.get().company == Company.objects.get()


def test_a_changed_share_begins_a_new_row_and_removing_ends_it(client, joanna):
    services.enter_company(participant=a_participant(), company=a_company(), now=NOON)

    post(client, address(), **{"memberships-0-points_share": 30})
    assert open_ones() == [("Marek Nowak", 30, False)]
    assert Membership.objects.exclude(ended_at=None).count() == 1
    post(client, address(), name="Nowak i Syn")
    assert Membership.objects.count() == 2
    post(client, address(), **{"memberships-0-DELETE": "on"})

    assert (open_ones(), Membership.objects.count()) == ([], 2)
    assert Participant.objects.get().company is None


def test_who_may_spend_the_companys_credits_is_a_new_row_that_says_who_said_so(client, joanna):
    services.enter_company(participant=a_participant(), company=a_company(), now=NOON)

    post(client, address(), **{"memberships-0-spends_credits": "on"})

    before, now = Membership.objects.order_by("pk")
    assert (before.spends_credits, before.ended_at is None) == (False, False)
    assert (now.spends_credits, now.made_by) == (True, joanna.user)


@pytest.mark.parametrize("share", [-1, 101, "half"])
def test_a_share_is_from_0_to_100(client, joanna, share):
    assert post(client, address(), points_share=share).status_code == 200
    assert Company.objects.get().points_share == 0


def test_who_belongs_to_another_company_is_not_taken_over(client, joanna):
    other = a_company(tax_id="1234563218")
    services.enter_company(participant=a_participant(), company=other, now=NOON)

    answer = post(client, address(), **a_new_row(a_participant()))

    assert "This person belongs to" in answer.content.decode()
    assert Participant.objects.get().company == other


def test_nobody_of_another_program_can_be_chosen(client, joanna):
    stranger = a_participant("Iga Obca", program=a_program("inny", name="Inny"))

    answer = post(client, address(), **a_new_row(stranger))

    assert answer.status_code == 200 and open_ones() == []


def test_another_company_on_the_participants_page_begins_a_membership(client, joanna):
    marek = a_participant()
    where = reverse("admin:participants_participant_change", args=[marek.pk])

    post(client, where, company=a_company().pk)
    assert open_ones() == [("Marek Nowak", None, False)]
    post(client, where, company="")

    assert (open_ones(), Participant.objects.get().company) == ([], None)
