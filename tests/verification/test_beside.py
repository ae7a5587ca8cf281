"""Two claims of what may be one document, side by side: what differs is marked, and nobody sees another's claims."""

from decimal import Decimal

import pytest
from django.urls import reverse
from lxml.html import fromstring

from claims.models import Claim
from claims.states import Status
from tests.builders.claims import a_claim
from tests.builders.programs import (
    a_campaign_admin,
    a_clerk,
    a_distributor,
    a_participant,
    a_program,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins() -> tuple[Claim, Claim]:
    mine = a_claim(participant=a_participant(), number="FV/1/2026")
    other = a_claim(participant=a_participant("Ola Kowalska"), number="fv 1 2026")
    for claim in (mine, other):
        claim.document.pages.create(number=1, picture_key=claim.number, width=30, height=20, fingerprint="")
    return mine, other


def place(one: Claim, other: Claim) -> str:
    return reverse("verification:beside", args=[one.uuid, other.uuid])


def at_another_seller(claim: Claim) -> None:
    """As if the number had been claimed with another seller; the file is what both share."""
    beta = a_distributor("Hurtownia Beta", tax_id="5260250274")
    Claim.objects.filter(pk=claim.pk).update(distributor=beta)


def test_the_claims_page_leads_to_both_side_by_side(client, twins):
    client.force_login(a_clerk().user)
    mine, other = twins

    page = fromstring(client.get(reverse("verification:claim", args=[mine.uuid])).content.decode())

    (link,) = page.xpath("//*[@data-problem='same-document']//a")
    assert link.get("href") == place(mine, other)


def test_what_differs_is_marked_and_what_agrees_is_quiet(client, twins):
    client.force_login(a_clerk().user)
    mine, other = twins
    Claim.objects.filter(pk=other.pk).update(total=Decimal("1284.00"))

    page = fromstring(client.get(place(mine, other)).content.decode())

    marked = {row.get("data-fact") for row in page.xpath("//tr[contains(@class, 'differs')]")}
    assert marked == {"sender", "total"}
    pictures = {picture.get("src") for picture in page.xpath("//img")}
    assert pictures == {reverse("verification:picture", args=[one.uuid, 1]) for one in twins}


def test_of_another_sellers_claim_only_number_and_day_are_told(client, twins):
    mine, other = twins
    at_another_seller(other)
    client.force_login(a_clerk().user)

    text = client.get(place(mine, other)).content.decode()

    assert other.number in text and "20 Nov" in text
    for secret in ("Ola", "Kowalska", "fv 1 2026", "Beta", "1,284.50"):
        assert secret not in text


def test_the_organizer_sees_both_whoever_sold(client, twins):
    mine, other = twins
    at_another_seller(other)
    client.force_login(a_campaign_admin().user)

    assert "Ola Kowalska" in client.get(place(mine, other)).content.decode()


def test_two_claims_of_different_documents_are_not_put_beside_each_other(client, twins):
    client.force_login(a_clerk().user)

    assert client.get(place(twins[0], a_claim())).status_code == 404
    assert client.get(place(twins[0], twins[0])).status_code == 404


def test_a_draft_and_another_programs_claim_are_not_there(client, twins):
    client.force_login(a_clerk().user)
    inny = a_program("inny", name="Inny")
    foreign = a_claim(participant=a_participant("Iga Obca", program=inny), number="FV/1/2026")
    draft = a_claim(Status.DRAFT, participant=a_participant("Jan Szkic"), number="FV/1/2026")

    assert client.get(place(twins[0], foreign)).status_code == 404
    assert client.get(place(foreign, twins[0])).status_code == 404
    assert client.get(place(twins[0], draft)).status_code == 404


def test_the_clerk_of_the_other_seller_sees_only_the_own_one(client, twins):
    mine, other = twins
    at_another_seller(other)
    beata = a_clerk("Beata Inna", distributor=a_distributor("Hurtownia Beta", tax_id="5260250274"))
    client.force_login(beata.user)

    assert client.get(place(mine, other)).status_code == 404
    assert "Marek" not in client.get(place(other, mine)).content.decode()
