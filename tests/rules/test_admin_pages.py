"""Every page of the admin opens for a campaign admin, and shows nothing of another program."""

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from claims.states import Status
from distributors.services import inviting as distributors
from participants.models import CampaignAdmin, User
from tests.builders.claims import a_claim
from tests.builders.elearning import a_course, a_pass, an_enrolment
from tests.builders.programs import (
    a_campaign,
    a_campaign_admin,
    a_clerk,
    a_code,
    a_company,
    a_distributor,
    a_participant,
    a_product,
    a_program,
    a_user,
)
from tests.builders.sales import a_sale, a_sales_file

pytestmark = pytest.mark.django_db

CANARY = "Kanarek"
OPERATOR_ONLY = {User, CampaignAdmin}


def page(model, kind, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}", args=args)


@pytest.fixture
def joanna(client):
    a_code()
    a_clerk()
    a_claim(Status.VERIFIED)
    a_pass()
    a_company()
    a_sale()
    distributors.make_join_link(distributor=a_distributor())
    admin_row = a_campaign_admin()
    distributors.invite_clerk(distributor=a_distributor(), email="x@example.com", by=admin_row.user, now=timezone.now())
    client.force_login(admin_row.user)
    return admin_row


@pytest.fixture
def foreign_program():
    program = a_program("obcy", name=f"{CANARY} Program")
    a_product("OB-1", f"{CANARY} Elbow", program=program)
    a_campaign(program, name=f"{CANARY} Campaign")
    a_sales_file(a_distributor(f"{CANARY} Hurt", program=program, tax_id="1234563218"))
    obcy = a_participant(f"{CANARY} Obcy", program=program)
    a_pass(an_enrolment(a_course(f"{CANARY} Course", program=program), obcy))
    return program


@pytest.mark.parametrize("model", sorted(admin.site._registry, key=lambda model: model.__name__))
def test_every_page_opens(client, joanna, model):
    answers = {"list": client.get(page(model, "changelist")), "add": client.get(page(model, "add"))}
    if row := model._default_manager.order_by("pk").first():
        answers["change"] = client.get(page(model, "change", row.pk))
    expected = {403} if model in OPERATOR_ONLY else {200, 403}

    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code not in expected} == {}
    assert model in OPERATOR_ONLY or answers["list"].status_code in {200, 403}


@pytest.mark.parametrize("model", sorted(set(admin.site._registry) - OPERATOR_ONLY, key=lambda model: model.__name__))
def test_nothing_of_another_program_is_shown_or_offered(client, joanna, foreign_program, model):
    texts = [client.get(page(model, kind)).content.decode() for kind in ("changelist", "add")]

    assert [CANARY for text in texts if CANARY in text] == []


@pytest.mark.parametrize("model", sorted(set(admin.site._registry) - OPERATOR_ONLY, key=lambda model: model.__name__))
def test_a_row_of_another_program_does_not_exist(client, joanna, foreign_program, model):
    for row in model._default_manager.order_by("-pk")[:3]:
        text = client.get(page(model, "change", row.pk), follow=True).content.decode()
        assert f"{CANARY} Elbow" not in text and f"{CANARY} Hurt" not in text


@pytest.mark.parametrize("who", ["participant", "clerk", "nobody"])
def test_others_do_not_get_in(client, who):
    people = {
        "participant": lambda: a_participant().user,
        "clerk": lambda: a_clerk().user,
        "nobody": lambda: a_user("nobody@example.com"),
    }
    client.force_login(people[who]())

    assert client.get(reverse("admin:index")).status_code == 302


def test_an_admin_who_left_sees_nothing_at_the_next_click(client, joanna):
    CampaignAdmin.objects.update(is_active=False)

    assert client.get(reverse("admin:campaigns_product_changelist")).status_code == 403
