"""Signing up with a mailed code, joining, and what people agree to."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from participants import services
from participants.models import Consent, Participant, User
from participants.queries import participant_of
from programs.models import Terms
from tests.builders.programs import NOON, PASSWORD, a_clerk, a_participant, a_program, a_user

pytestmark = pytest.mark.django_db

NEW = {
    "email": "Zofia@Example.com",
    "password1": "rura-miedziana-22",
    "name": "Zofia Wójcik",
    "company_name": "Wójcik Instalacje",
    "company_tax_id": "525-234-12-34",
    "accepts_terms": "on",
}


@pytest.fixture(autouse=True)
def _mail_in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def program():
    program = a_program()
    for kind, title in (("program", "Terms"), ("contact", "Contact")):
        Terms.objects.create(
            program=program, kind=kind, version=1, language="en", title=title, text="**Be fair.**", published_at=NOON
        )
    return program


def confirm(client):
    code = re.search(r"^([A-Z0-9-]{6,9})$", mail.outbox[-1].body, re.MULTILINE)
    assert code, mail.outbox[-1].body
    return client.post(reverse("account_email_verification_sent"), {"code": code[1]}, follow=True)


def test_signing_up_needs_the_mailed_code_and_leads_home(client, program):
    client.post(reverse("account_signup"), NEW)
    assert client.get(reverse("home")).status_code == 302

    confirm(client)

    assert client.get(reverse("home")).status_code == 200
    joined = Participant.objects.get()
    assert (joined.name, joined.user.email, joined.company.tax_id) == (
        "Zofia Wójcik",
        "zofia@example.com",
        "5252341234",
    )


def test_what_was_shown_and_when_is_kept(client, program):
    client.post(reverse("account_signup"), NEW | {"accepts_contact": "on"})

    kept = {consent.terms.kind: consent for consent in Consent.objects.all()}
    assert set(kept) == {"program", "contact"}
    assert kept["program"].terms.text == "**Be fair.**"
    assert abs((timezone.now() - kept["program"].given_at).total_seconds()) < 60


def test_contact_is_a_choice_of_its_own(client, program):
    client.post(reverse("account_signup"), NEW)

    assert list(Consent.objects.values_list("terms__kind", flat=True)) == ["program"]


def test_without_accepting_the_terms_nobody_joins(client, program):
    page = client.post(
        reverse("account_signup"), {name: value for name, value in NEW.items() if name != "accepts_terms"}
    )

    assert page.status_code == 200
    assert not User.objects.exists()


def test_the_sign_up_page_shows_the_wording(client, program):
    assert "<strong>Be fair.</strong>" in client.get(reverse("account_signup")).content.decode()


def test_a_wrong_code_confirms_nobody(client, program):
    client.post(reverse("account_signup"), NEW)

    client.post(reverse("account_email_verification_sent"), {"code": "AAAA-AAAA"})

    assert client.get(reverse("home")).status_code == 302


def test_an_address_that_is_known_already_is_not_told_to_strangers(client, program):
    a_user("zofia@example.com")

    page = client.post(reverse("account_signup"), NEW, follow=True).content.decode()

    assert "already" not in page.lower()
    assert User.objects.count() == 1


def test_signing_in_with_a_mailed_code(client, program):
    marek = a_participant()
    EmailAddress.objects.create(user=marek.user, email=marek.user.email, verified=True, primary=True)
    client.post(reverse("account_request_login_code"), {"email": marek.user.email})
    code = re.search(r"^([A-Z0-9-]{6,9})$", mail.outbox[-1].body, re.MULTILINE)

    client.post(reverse("account_confirm_login_code"), {"code": code[1]})

    assert client.get(reverse("home")).status_code == 200


def test_signing_in_with_the_password(client, program):

    marek = a_participant()
    EmailAddress.objects.create(user=marek.user, email=marek.user.email, verified=True, primary=True)

    page = client.post(reverse("account_login"), {"login": marek.user.email, "password": PASSWORD}, follow=True)

    assert page.redirect_chain[-1][0] == "/"


def test_two_programs_without_an_invitation_ask_for_one(client, program):
    a_program("inny", name="Inny")

    assert "Which program?" in client.get(reverse("account_signup")).content.decode()


def test_the_programs_own_address_leads_to_its_sign_up(client, program):
    a_program("inny", name="Inny")
    client.get("/p/inny/")

    assert "Join Inny" in client.get(reverse("account_signup")).content.decode()


def test_somebody_with_an_account_joins_on_a_page_of_its_own(client, program):
    client.force_login(a_user("ola@example.com", name="Ola Lis"))

    client.post(reverse("participants:join"), {"name": "Ola Lis", "accepts_terms": "on"})

    assert Participant.objects.get().name == "Ola Lis"


def test_joining_twice_is_joining_once(program):
    user = a_user("ola@example.com")
    for _time in range(2):
        services.join(
            user=user, program=program, name="Ola", accepts_terms=True, accepts_contact=True, through="test", now=NOON
        )

    assert (Participant.objects.count(), Consent.objects.count()) == (1, 2)


def test_taking_consent_back_is_kept_beside_it(client, program):
    marek = a_participant(program=program)
    client.force_login(marek.user)
    client.post(reverse("participants:details"), {"name": "Marek N.", "language": "pl", "accepts_contact": "on"})
    assert services.may_be_contacted(marek)

    client.post(reverse("participants:details"), {"name": "Marek N.", "language": "pl"})

    assert not services.may_be_contacted(marek)
    assert Consent.objects.get().withdrawn_at is not None


def test_the_chosen_language_is_kept_with_the_person(client, program):
    marek = a_participant(program=program)
    client.force_login(marek.user)

    client.post(reverse("set_language"), {"language": "pl", "next": "/"})

    marek.user.refresh_from_db()
    assert marek.user.language == "pl"
    assert 'lang="pl"' in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("path", ["/me/", "/points/", "/codes/", "/claims/", "/claims/new/"])
def test_pages_of_participants_are_not_there_for_clerks(client, path):
    client.force_login(a_clerk().user)

    assert client.get(path).status_code == 404


def test_a_closed_participation_ends_at_the_next_click(client, program):
    marek = a_participant(program=program)
    client.force_login(marek.user)
    Participant.objects.update(is_active=False)

    assert participant_of(marek.user) is None
    assert client.get("/points/").status_code == 404
