"""Invitation links: made, printed and withdrawn at the desk, and the way of a participant who comes by one."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from distributors.models import Introduction, JoinLink, PartnerChange
from distributors.services import inviting
from participants.models import Participant
from programs.models import Terms
from tests.builders.partners import a_branch, a_link
from tests.builders.programs import NOON, a_clerk, a_distributor, a_participant, a_program, a_user

pytestmark = pytest.mark.django_db

NEW = {
    "email": "zofia@example.com",
    "password1": "kolanko-miedziane-15",
    "name": "Zofia Mazur",
    "accepts_terms": "on",
}


@pytest.fixture
def anna(client):
    anna = a_clerk()
    client.force_login(anna.user)
    return anna


@pytest.fixture
def program(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    program = a_program()
    Terms.objects.create(
        program=program, kind="program", version=1, language="en", title="Terms", text="x", published_at=timezone.now()
    )
    return program


def test_a_clerk_makes_a_link_and_sees_whom_it_brought(client, anna):
    client.post(reverse("distributors:links"), {"label": "trade fair"})
    link = JoinLink.objects.get()
    inviting.introduce(participant=a_participant(), link=link, now=NOON)

    page = client.get(reverse("distributors:links")).content.decode()

    assert "trade fair" in page and "1 person came by it" in page and f"/join/{link.code}" in page
    change = PartnerChange.objects.get()
    assert (change.kind, change.link, change.made_by) == ("link-made", link, anna.user)


def test_a_link_of_a_branch(client, anna):
    branch = a_branch()
    client.post(reverse("distributors:links"), {"label": "counter", "branch": branch.pk})

    assert JoinLink.objects.get().branch == branch


def test_a_branch_of_another_distributor_is_no_choice(client, anna):
    a_branch()
    foreign = a_branch("Elsewhere", distributor=a_distributor("Beta", tax_id="1234563218"))

    answer = client.post(reverse("distributors:links"), {"label": "counter", "branch": foreign.pk})

    assert answer.status_code == 422 and not JoinLink.objects.exists()


def test_a_link_needs_to_be_told_from_the_others(client, anna):
    assert client.post(reverse("distributors:links"), {"label": ""}).status_code == 422


def test_a_withdrawn_link_is_not_printed_any_more_and_says_so(client, anna):
    link = a_link(clerk=anna)
    for _time in range(2):
        client.post(reverse("distributors:link-withdraw", args=[link.code]))
    client.logout()

    page = client.get(reverse("distributors:join", args=[link.code]))

    assert page.status_code == 404
    assert "no longer used" in page.content.decode() and reverse("account_signup") in page.content.decode()
    client.force_login(anna.user)
    assert client.get(reverse("distributors:link-printed", args=[link.code, "card", "pl"])).status_code == 404
    assert PartnerChange.objects.filter(kind="link-withdrawn").count() == 1


def test_a_link_of_a_distributor_that_left_says_so_too(client):
    link = a_link()
    link.distributor.is_active = False
    link.distributor.save()

    assert "no longer used" in client.get(reverse("distributors:join", args=[link.code])).content.decode()


def test_a_link_that_never_was_is_not_there(client):
    page = client.get(reverse("distributors:join", args=["abcdefghjk"]))

    assert page.status_code == 404 and "no longer used" not in page.content.decode()


@pytest.mark.main_job
def test_from_the_poster_to_taking_part(client, program):
    link = a_link()
    door = reverse("distributors:join", args=[link.code])
    signup = re.search(r'href="(/accounts/signup/[^"]*)"', client.get(door).content.decode())[1]

    client.post(signup, NEW | {"next": door})
    code = re.search(r"^([A-Z0-9-]{6,9})$", mail.outbox[-1].body, re.MULTILINE)[1]
    page = client.post(reverse("account_email_verification_sent"), {"code": code}, follow=True)

    assert page.status_code == 200 and "brought you here" in page.content.decode()
    assert Introduction.objects.get().participant.name == "Zofia Mazur"
    assert Introduction.objects.get().link == link


def test_who_has_an_account_but_does_not_take_part_comes_by_the_link_too(client, program):
    link, ola = a_link(), a_user("ola@example.com", name="Ola Lis")
    EmailAddress.objects.create(user=ola, email=ola.email, verified=True, primary=True)
    client.force_login(ola)

    joining = client.get(reverse("distributors:join", args=[link.code])).url
    client.post(joining, {"name": "Ola Lis", "accepts_terms": "on"}, follow=True)

    assert Introduction.objects.get().participant == Participant.objects.get(user=ola)


def test_joining_leads_to_no_strange_place(client, program):
    client.force_login(a_user("ola@example.com", name="Ola Lis"))

    answer = client.post(
        reverse("participants:join") + "?next=https://elsewhere.example.com/", {"name": "Ola", "accepts_terms": "on"}
    )

    assert answer.url == reverse("home")
