"""Certificates on pages: what anybody, the holder, a clerk and a campaign admin see of them and can do."""

from contextlib import contextmanager
from datetime import timedelta

import pypdfium2
import pytest
import time_machine
import zxingcpp
from django.test import Client
from django.urls import reverse
from lxml.html import fromstring

from elearning.models import Certificate
from elearning.services import certifying
from participants import services as participants
from participants.certifying import certificate_names
from participants.queries import has_agreed
from programs.models import Terms
from tests.builders.claims import a_claim
from tests.builders.elearning import a_course, a_pass, an_enrolment
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_participant, a_program

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def certificate():
    return a_pass(an_enrolment(a_course(valid_months=12, cpd_hours="2.5"))).certificate


@pytest.fixture
def marek(client, certificate):
    client.force_login(certificate.enrolment.participant.user)
    return certificate.enrolment.participant


def revoke(certificate, *, reason="Copied answers"):
    certifying.revoke(certificate=certificate, by=a_campaign_admin().user, reason=reason, now=NOON)


def checked(client, number, *, after=timedelta(0)):
    with time_machine.travel(NOON + after, tick=False):
        return client.get(reverse("elearning:check", args=[number]))


def words(answer) -> str:
    return " ".join(fromstring(answer.content).text_content().split())


@contextmanager
def later(client, after, *, who=None):
    """So long after noon, signed in again: nobody stays signed in for a year."""
    with time_machine.travel(NOON + after, tick=False):
        client.force_login(who or a_participant().user)
        yield


def course_page(client, *, after=timedelta(0)):
    with later(client, after):
        return client.get(reverse("elearning:course", args=[a_course().uuid]))


# --- Anybody ---


def test_anybody_reads_what_it_is_worth_and_not_whose_it_is(client, certificate):
    text = words(checked(client, certificate.number.lower()))

    for told in ("valid", "Press fittings", certificate.program.organizer_name, "20 November 2027", "2.5"):
        assert told in text
    assert "Marek" not in text


def test_after_its_end_it_is_expired(client, certificate):
    assert "expired" in words(checked(client, certificate.number, after=366 * DAY))


def test_a_revoked_one_says_so_but_not_why(client, certificate):
    revoke(certificate)
    text = words(checked(client, certificate.number))

    assert "revoked on 20 November 2026" in text and "Copied" not in text and "valid " not in text.split("Course")[0]


def test_a_renewed_one_says_so(client, certificate):
    later = NOON + 300 * DAY
    a_pass(an_enrolment(a_course(), now=later), now=later)

    assert "renewed on 16 September 2027" in words(checked(client, certificate.number, after=301 * DAY))


@pytest.mark.parametrize("number", ["ABCD-EFGH-JKMN", "x", "%27;--"])
def test_an_unknown_number_is_answered_politely(client, number):
    page = client.get(f"/certificates/{number}/")

    assert page.status_code == 404 and "no certificate" in page.content.decode()


# --- Its holder ---


def test_the_holder_shows_the_name_and_hides_it_again(client, marek, certificate):
    switch = reverse("elearning:show-name", args=[certificate.number])

    client.post(switch, {"shown": "yes"})
    assert "Marek Nowak" in words(checked(Client(), certificate.number))
    assert Certificate.objects.get().name_shown_at is not None

    client.post(switch, {"shown": "no"})
    assert "Marek Nowak" not in words(checked(Client(), certificate.number))


def test_agreeing_again_keeps_the_first_day(certificate):
    for after in (timedelta(0), DAY):
        certifying.show_name(certificate=certificate, is_shown=True, now=NOON + after)

    assert Certificate.objects.get().name_shown_at == NOON


@pytest.mark.parametrize("name", ["download", "show-name"])
def test_nobody_else_can_fetch_it_or_show_the_name(client, certificate, name):
    client.force_login(a_participant("Ola Kowalska").user)
    arguments = [certificate.number, "jwt"] if name == "download" else [certificate.number]
    address = reverse(f"elearning:{name}", args=arguments)

    assert {client.get(address).status_code, client.post(address, {"shown": "yes"}).status_code} <= {404, 405}
    assert Certificate.objects.get().name_shown_at is None


def test_the_course_page_says_until_when_to_renew_and_renews(client, marek):
    assert "Renew" not in words(course_page(client, after=DAY))
    assert "Renew it until Saturday, 20 November: take" in words(course_page(client, after=300 * DAY))
    assert "It has ended" in words(course_page(client, after=366 * DAY))

    with later(client, 300 * DAY):
        client.post(reverse("elearning:enrol", args=[a_course().uuid]))
    text = words(course_page(client, after=300 * DAY))
    assert "Begin with the first lesson" in text and "Certificate" in text


def test_the_learn_page_says_until_when_to_renew(client, marek):
    with later(client, 300 * DAY):
        assert "renew until 20 Nov" in words(client.get(reverse("learn")))
    with later(client, 400 * DAY):
        assert "ended: renew it" in words(client.get(reverse("learn")))


def test_the_holder_reads_why_it_was_revoked(client, marek, certificate):
    revoke(certificate)

    assert "Copied answers" in words(course_page(client))


def test_the_pdf_says_how_long_it_is_valid_and_its_code_leads_to_the_check(client, marek, certificate):
    pdf = client.get(reverse("elearning:download", args=[certificate.number, "pdf"])).content
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage().get_text_range()
    (code,) = zxingcpp.read_barcodes(page.render(scale=2).to_pil())

    assert "Valid until 20 November 2027" in text and "2.5 CPD hours" in text and certificate.number in text
    assert code.text == f"http://testserver/certificates/{certificate.number}/"


# --- Distributors ---


def wording() -> Terms:
    told = {"language": "en", "title": "Certificates", "text": "May be shown.", "published_at": NOON}
    return Terms.objects.create(program=a_program(), kind=Terms.Kind.CERTIFICATES, version=1, **told)


def test_a_clerk_sees_it_only_while_the_participant_agrees(client, certificate):
    client.force_login(a_clerk().user)
    participants.qualify(
        participant=a_participant(), name="Valves", valid_from=NOON.date() - 60 * DAY, valid_until=None, source="test"
    )
    page = reverse("verification:claim", args=[a_claim().uuid])
    assert "certified" not in words(client.get(page))

    participants.agree(participant=a_participant(), terms=wording(), through="details page", now=NOON)
    assert "certified: Valves" in words(client.get(page))

    participants.withdraw(participant=a_participant(), kind=Terms.Kind.CERTIFICATES, now=NOON)
    assert "certified" not in words(client.get(page))


def test_a_participant_agrees_and_takes_it_back_on_the_own_page(client, marek):
    address, told = reverse("participants:details"), {"name": "Marek Nowak", "language": "en"}
    assert "Distributors may see" not in words(client.get(address))
    wording()
    assert "Distributors may see my certificates" in words(client.get(address))

    client.post(address, told | {"shows_certificates": "on"})
    assert has_agreed(marek, Terms.Kind.CERTIFICATES) and not has_agreed(marek, Terms.Kind.CONTACT)

    client.post(address, told)
    assert not has_agreed(marek, Terms.Kind.CERTIFICATES)


# --- Campaign admins ---


@pytest.fixture
def joanna(client, certificate):
    admin = a_campaign_admin()
    client.force_login(admin.user)
    return admin


LIST = reverse("admin:elearning_certificate_changelist")


def listed(client, stands, *, after=timedelta(0)) -> bool:
    with later(client, after, who=a_campaign_admin().user):
        return Certificate.objects.get().number in client.get(LIST, {"stands": stands}).content.decode()


@pytest.mark.parametrize(
    ("after", "found"),
    [(DAY, {"valid"}), (300 * DAY, {"valid", "ending"}), (365 * DAY, {"valid", "ending"}), (366 * DAY, {"expired"})],
)
def test_the_list_narrows_by_state(client, joanna, after, found):
    states = ("valid", "ending", "expired", "revoked")

    assert {stands for stands in states if listed(client, stands, after=after)} == found


def test_an_admin_revokes_with_a_reason(client, joanna, certificate):
    address = reverse("admin:elearning_certificate_revoke", args=[certificate.pk])
    assert client.post(address, {"reason": ""}).status_code == 422

    assert client.post(address, {"reason": "Copied answers"}).status_code == 302
    revoked = Certificate.objects.get()
    assert (revoked.revoked_because, revoked.revoked_by) == ("Copied answers", joanna.user)
    assert listed(client, "revoked") and client.post(address, {"reason": "Again"}).status_code == 422


@pytest.mark.parametrize("who", ["participant", "foreign admin"])
def test_nobody_else_revokes(client, certificate, who):
    other = a_campaign_admin("Inna Osoba", program=a_program("inny", name="Inny"))
    client.force_login(certificate.enrolment.participant.user if who == "participant" else other.user)

    answer = client.post(reverse("admin:elearning_certificate_revoke", args=[certificate.pk]), {"reason": "So"})
    assert answer.status_code in {302, 404} and Certificate.objects.get().revoked_at is None


def test_the_chosen_ones_as_csv(client, joanna, certificate):
    answer = client.post(LIST, {"action": "export", "_selected_action": [certificate.pk]})
    head, row = answer.content.decode().splitlines()

    assert head.startswith("number,name,title,cpd_hours,issued_at,expires_on,standing_word")
    assert row.startswith(f"{certificate.number},Marek Nowak,Press fittings,2.5,") and ",2027-11-20," in row


def test_the_form_of_a_rule_suggests_what_courses_certify(client, joanna):
    a_course("Valves", certificate_name="Certified fitter")
    a_course("Foreign", program=a_program("inny", name="Inny"))
    assert certificate_names(a_program()) == ["Certified fitter", "Press fittings"]

    page = client.get(reverse("admin:campaigns_rule_add"), {"kind": "multiplier"}).content.decode()
    assert '<option value="Certified fitter">' in page and "Foreign" not in page
    assert 'list="certificate-names"' in page
