"""How clerks and participants are brought in."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from distributors.models import Clerk, Introduction
from distributors.services import inviting
from distributors.services.inviting import InvitationRefused
from participants.models import User
from tests.builders.programs import a_campaign_admin, a_clerk, a_distributor, a_participant, a_program, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def invitation():
    return inviting.invite_clerk(
        distributor=a_distributor(), email="Celina@Alfa.example.com", by=a_campaign_admin().user, now=timezone.now()
    )


def link(invitation):
    return reverse("distributors:invited", args=[inviting.secret_of(invitation)])


def test_an_invitation_is_mailed_with_its_link(invitation, run_jobs):
    run_jobs()

    assert mail.outbox[0].to == ["celina@alfa.example.com"]
    assert link(invitation) in mail.outbox[0].body


def test_a_new_clerk_chooses_a_password_and_is_at_the_queue(client, invitation):
    answer = client.post(link(invitation), {"name": "Celina Mak", "password": "rura-miedziana-22"})

    assert answer.url == reverse("verification:queue")
    assert Clerk.objects.get().user.email == "celina@alfa.example.com"
    assert client.get(answer.url).status_code == 200


def test_a_weak_password_is_not_taken(client, invitation):
    client.post(link(invitation), {"name": "Celina Mak", "password": "password"})

    assert not Clerk.objects.exists()


def test_an_invitation_is_good_once(client, invitation):
    client.post(link(invitation), {"name": "Celina Mak", "password": "rura-miedziana-22"})
    client.logout()

    assert client.get(link(invitation)).status_code == 404


def test_an_old_invitation_is_no_longer_good(client, invitation):
    invitation.expires_at = timezone.now() - timedelta(minutes=1)
    invitation.save()

    assert client.get(link(invitation)).status_code == 404


@pytest.mark.parametrize("secret", ["x", "00000000-0000-0000-0000-000000000000:abc"])
def test_a_made_up_link_opens_nothing(client, secret):
    assert client.get(reverse("distributors:invited", args=[secret])).status_code == 404


def test_somebody_else_cannot_accept_it(client, invitation):
    client.force_login(a_user("other@example.com"))

    page = client.post(link(invitation), follow=True)

    assert "another address" in page.content.decode()
    assert not Clerk.objects.exists()


def test_a_known_person_accepts_after_signing_in(client, invitation):
    known = a_user("celina@alfa.example.com")
    client.force_login(known)

    client.post(link(invitation))

    assert Clerk.objects.get().user == known


def test_a_known_person_is_not_given_a_second_account(client, invitation):
    a_user("celina@alfa.example.com")

    answer = client.post(link(invitation), {"name": "Celina", "password": "rura-miedziana-22"})

    assert reverse("account_login") in answer.url
    assert User.objects.filter(email="celina@alfa.example.com").count() == 1


def test_a_clerk_belongs_to_one_distributor():
    beta = a_distributor("Beta", tax_id="1234563218")
    anna = a_clerk()

    with pytest.raises(InvitationRefused, match="already"):
        inviting.invite_clerk(distributor=beta, email=anna.user.email, by=a_campaign_admin().user, now=timezone.now())


def test_a_join_link_leads_a_stranger_to_sign_up(client):
    made = inviting.make_join_link(distributor=a_distributor())

    page = client.get(reverse("distributors:join", args=[made.code])).content.decode()

    assert "Hurtownia Alfa invites you" in page
    assert reverse("account_signup") in page


def test_a_participant_who_comes_by_the_link_is_remembered_as_brought_by_it(client):
    made, marek = inviting.make_join_link(distributor=a_distributor()), a_participant()
    client.force_login(marek.user)
    for _time in range(2):
        client.get(reverse("distributors:join", args=[made.code]))

    assert Introduction.objects.get().participant == marek


def test_a_stranger_who_signs_up_by_the_link_is_remembered_once_the_address_is_confirmed(client):
    made = inviting.make_join_link(distributor=a_distributor())
    here = reverse("distributors:join", args=[made.code])
    client.get(here)
    told = {"email": "nowa@example.com", "password1": "rura-miedziana-22", "name": "Nowa Osoba", "accepts_terms": "on"}
    client.post(f"{reverse('account_signup')}?next={here}", told | {"next": here})
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", mail.outbox[0].body)[0]
    assert not Introduction.objects.exists()

    client.post(reverse("account_email_verification_sent"), {"code": code}, follow=True)

    assert Introduction.objects.get().participant.user.email == "nowa@example.com"


def test_a_link_of_another_program_introduces_nobody(client):
    foreign = a_distributor("Inny Hurt", program=a_program("inny", name="Inny"), tax_id="1234563218")
    made, marek = inviting.make_join_link(distributor=foreign), a_participant()

    inviting.introduce(participant=marek, link=made, now=timezone.now())

    assert not Introduction.objects.exists()


def test_a_withdrawn_link_leads_nowhere(client):
    made = inviting.make_join_link(distributor=a_distributor())
    made.is_active = False
    made.save()

    assert client.get(reverse("distributors:join", args=[made.code])).status_code == 404


def test_the_link_can_be_printed_as_a_qr_code(client):
    made = inviting.make_join_link(distributor=a_distributor())

    answer = client.get(reverse("distributors:join-qr", args=[made.code]))

    assert answer["Content-Type"] == "image/svg+xml" and b"<svg" in answer.content
