"""A document that was claimed before: an own retry leads to the first claim; of colleagues the company says who may."""

import pytest
from django.urls import reverse

from claims.models import Claim
from claims.services.sending import SendRefused
from claims.states import Status
from participants.models import Company
from tests.builders.claims import a_claim, a_draft, a_read_draft
from tests.builders.programs import NOON, a_campaign, a_clerk, a_company, a_participant
from tests.racing import at_once
from verification.services import decisions

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def page(client, claim: Claim) -> str:
    client.force_login(claim.participant.user)
    return client.get(reverse("claims:claim", args=[claim.uuid])).content.decode()


def test_a_file_saved_anew_with_the_same_fiscal_identity_leads_to_the_first_claim(client):
    first, copy = a_claim(number="FV/1/2026"), a_draft()
    Claim.objects.filter(pk__in=[first.pk, copy.pk]).update(document_id="ksef:1")
    copy.document.readings.create(data={"fields": {}}, seconds=1, made_at=NOON)
    type(copy.document).objects.filter(pk=copy.document.pk).update(reading_state="read")

    text = page(client, copy)

    assert "You sent this document before." in text
    assert reverse("claims:claim", args=[first.uuid]) in text


def test_so_does_the_same_number_of_the_same_seller(client):
    first = a_claim(number="FV/2026/11/0457")

    assert reverse("claims:claim", args=[first.uuid]) in page(client, a_read_draft(first.participant))


def test_another_document_and_another_persons_claim_lead_nowhere(client):
    a_claim(number="FV/2026/11/0458")
    a_claim(number="FV/2026/11/0457", participant=a_participant("Ola Kowalska"))

    assert "You sent this document before." not in page(client, a_read_draft(a_participant()))


def test_what_was_refused_may_be_sent_anew(client):
    first = a_claim(Status.REFUSED, number="FV/2026/11/0457")

    assert "You sent this document before." not in page(client, a_read_draft(first.participant))


@pytest.fixture
def firm() -> Company:
    firm = a_company()
    Company.objects.filter(pk=firm.pk).update(first_claim_only=True)
    return Company.objects.get(pk=firm.pk)


def colleagues(firm: Company):
    return a_participant(company=firm), a_participant("Ola Kowalska", company=firm)


def test_unless_the_company_rules_it_a_colleague_may_send_it_too():
    marek, ola = colleagues(a_company())
    a_claim(participant=marek, number="FV/1/2026")

    assert a_claim(participant=ola, number="FV/1/2026").status == Status.SUBMITTED


def test_where_only_the_first_may_the_second_is_told_before_sending_and_not_by_whom(firm):
    marek, ola = colleagues(firm)
    a_claim(participant=marek, number="FV/1/2026")

    with pytest.raises(SendRefused) as refused:
        a_claim(participant=ola, number="FV/1/2026")

    assert str(refused.value) == "Somebody of your firm has claimed this document already."
    assert Claim.objects.get(participant=ola).status == Status.DRAFT


def test_the_name_is_told_where_the_company_lets_its_people_see_it(firm):
    Company.objects.update(tells_who_claimed=True)
    marek, ola = colleagues(Company.objects.get(pk=firm.pk))
    first = a_claim(participant=marek, number="FV/1/2026")

    with pytest.raises(SendRefused) as refused:
        a_claim(participant=ola, number="FV/1/2026")

    assert str(refused.value) == f"Marek Nowak of your firm has claimed this document already: {first.number}."


def test_what_the_first_withdrew_or_was_refused_is_free_again(firm):
    marek, ola = colleagues(firm)
    a_claim(Status.WITHDRAWN, participant=marek, number="FV/1/2026")
    second = a_claim(participant=marek, number="FV/2/2026")
    decisions.refuse(claim=second, reason="returned", by=a_clerk().user, now=NOON)

    for number in ("FV/1/2026", "FV/2/2026"):
        assert a_claim(participant=ola, number=number).status == Status.SUBMITTED


def test_strangers_do_not_keep_each_other_from_claiming(firm):
    a_claim(participant=a_participant("Iga Obca"), number="FV/1/2026")

    assert a_claim(participant=colleagues(firm)[0], number="FV/1/2026").status == Status.SUBMITTED


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_the_first(firm):
    people = colleagues(firm)
    a_campaign()
    a_clerk()

    def send(number: int) -> object:
        try:
            return a_claim(participant=people[number % 2], number="FV/1/2026")
        except SendRefused:
            return None

    at_once(2, send)

    assert Claim.objects.filter(status=Status.SUBMITTED).count() == 1
