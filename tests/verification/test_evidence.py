"""What the problems of a claim are found from, gathered from the database: bounded, and of the own program only."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Campaign
from claims.models import Claim, UploadTrace
from claims.states import Status
from common.texts import number_key
from tests.builders.claims import a_claim
from tests.builders.files import an_upload
from tests.builders.programs import (
    NOON,
    a_campaign,
    a_clerk,
    a_company,
    a_distributor,
    a_participant,
    a_program,
)
from tests.builders.sales import a_sale, elbows, sold
from verification import queries
from verification.evidence import facts_of, numbers
from verification.services import automatic, decisions

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


def found(claim: Claim) -> set[str]:
    fresh = Claim.objects.get(pk=claim.pk)
    problems = queries.problems_of(fresh, queries.newest_reading(fresh))
    return {problem.code for problem in problems} - {"not-read-yet"}


def confirmed(count: int, *, by: str = "Anna Zielińska", **changes: object) -> list[Claim]:
    claims = [a_claim(**changes) for _number in range(count)]
    for claim in claims:
        decisions.confirm(claim=claim, by=a_clerk(by).user, now=NOON)
    return claims


def fill(start: int, count: int) -> None:
    a_sale(*(sold(f"FV/2026/11/{start + at:04}", day=date(2026, 11, 1 + at // 10)) for at in range(count)))


def test_the_numbers_next_to_a_claim_are_known_from_sales_and_from_confirmed_claims(monkeypatch):
    monkeypatch.setattr(numbers, "EACH_SIDE", 2)
    fill(100, 5)
    other = a_distributor("Hurtownia Beta", tax_id="5260250274")
    a_sale(sold("FV/2026/11/0103"), distributor=other)
    a_claim(Status.VERIFIED, number="FV/2026/11/0106")
    a_claim(number="FV/2026/11/0107")

    known = facts_of(Claim.objects.get(pk=a_claim(number="FV/2026/11/0104-A").pk), {}).known_numbers

    near = ["FV/2026/11/0103", "FV/2026/11/0104", "FV/2026/11/0106"]
    assert sorted(one.key for one in known) == [number_key(one) for one in near]


def test_a_number_out_of_the_sellers_shape_is_found_and_a_usual_one_is_not():
    fill(100, 40)

    assert "number-shape" in found(a_claim(number="ALFA-7"))
    assert found(a_claim(number="FV/2026/11/0999")) == set()


def test_a_number_among_numbers_of_other_days_is_found():
    fill(100, 80)

    assert "number-sequence" not in found(a_claim(number="FV/2026/11/0130-1"))
    claim = a_claim(number="FV/2026/11/0999")
    Claim.objects.filter(pk=claim.pk).update(document_number="FV/2026/11/0175", issue_date=date(2026, 10, 1))
    assert "number-sequence" in found(claim)


def pictured(fingerprint: str, **changes: object) -> Claim:
    claim = a_claim(**changes)
    claim.document.pages.create(number=1, picture_key=claim.number, width=9, height=9, fingerprint=fingerprint)
    return claim


def test_a_near_same_picture_speaks_only_with_the_same_total():
    mine = pictured("f0f0f0f0f0f0f0f0")
    near = pictured("f0f0f0f0f0f0f0f1", participant=a_participant("Ola Kowalska"))
    assert "like-picture" in found(mine)

    Claim.objects.filter(pk=near.pk).update(total=Decimal("77.00"))

    assert "like-picture" not in found(mine)


def test_another_picture_with_the_same_total_says_nothing():
    mine = pictured("f0f0f0f0f0f0f0f0")
    pictured("0f0f0f0f0f0f0f0f", participant=a_participant("Ola Kowalska"))

    assert found(mine) == set()


def test_a_colleague_is_told_from_a_stranger():
    firm = a_company()
    marek, ola = a_participant(company=firm), a_participant("Ola Kowalska", company=firm)
    a_claim(participant=marek, number="FV/1/2026")

    assert "colleague-claimed" in found(a_claim(participant=ola, number="FV/1/2026"))
    assert "same-document" in found(a_claim(participant=a_participant("Iga Obca"), number="FV/1/2026"))


def test_what_the_sale_says_otherwise_is_a_problem_once_it_was_compared():
    a_participant(company=a_company())
    a_sale(sold(lines=[elbows(11)]))
    claim = a_claim(number="FV/2026/11/0457")
    automatic.consider(claim=claim, now=NOON)

    assert found(claim) == {"sale-fewer-sold"}


def traced(name: str, device: str = "d", **changes: object) -> Claim:
    claim = a_claim(participant=a_participant(name, **changes))
    UploadTrace.objects.create(claim=claim, participant=claim.participant, device=device, made_at=NOON)
    return claim


def test_many_accounts_on_one_device_are_found_but_not_the_people_of_one_firm():
    firm = a_company()
    office = [traced(name, "office", company=firm) for name in ("Ala A", "Bea B", "Cyd C", "Dag D")]
    crowd = [traced(name, "crowd") for name in ("Eli E", "Fil F", "Gus G")]

    assert found(office[0]) == set()
    assert found(crowd[0]) == {"many-on-device"}


def test_accounts_on_a_device_of_long_ago_are_not_counted():
    crowd = [traced(name) for name in ("Eli E", "Fil F", "Gus G")]
    UploadTrace.objects.exclude(claim=crowd[0]).update(made_at=NOON - timedelta(days=31))

    assert found(crowd[0]) == set()


def test_an_upload_leaves_its_trace_and_the_device_keeps_its_mark(client):
    marek = a_participant()
    a_campaign()
    client.force_login(marek.user)
    for text in ("one", "two"):
        client.post(reverse("claims:new"), {"files": [an_upload(text=text)]}, REMOTE_ADDR="192.0.2.7")

    traces = UploadTrace.objects.values_list("participant", "address", "device").distinct()
    ((who, address, device),) = traces
    assert (who, address, len(device)) == (marek.pk, "192.0.2.7", 64)
    assert UploadTrace.objects.count() == 2


def test_a_clerk_who_claims_is_named_and_so_is_the_own_firm():
    clerk = a_clerk()
    own = a_claim(participant=a_participant(user=clerk.user, name="Anna Zielińska"))
    firm = a_company(tax_id=a_distributor().tax_id)

    assert "claimant-is-clerk" in found(own)
    assert "own-firm" in found(a_claim(participant=a_participant("Ola Kowalska", company=firm)))


def test_surnames_of_a_couple_are_one_name_and_others_are_not():
    a_clerk("Jan Kowalski")

    assert "clerk-namesake" in found(a_claim(participant=a_participant("Ola Kowalska")))
    assert "clerk-namesake" not in found(a_claim(participant=a_participant("Iga Kowal")))


def test_one_clerk_who_answers_one_person_only_is_told_to_the_organizer(client):
    people = ["Ala A", "Bea B", "Cyd C", "Dag D", "Eli E"]
    a_clerk("Jan Drugi")
    for name in people:
        confirmed(1, participant=a_participant(name))
    assert "one-clerk" not in found(a_claim())
    confirmed(10, participant=a_participant())

    claim = a_claim()

    assert "one-clerk" in found(claim)
    client.force_login(a_clerk().user)
    assert "one-clerk" not in client.get(reverse("verification:claim", args=[claim.uuid])).content.decode()


def test_values_just_below_the_limit_are_a_habit_only_where_there_is_a_limit():
    for _number in range(5):
        a_claim()
    claim = a_claim()
    assert found(claim) == set()

    Campaign.objects.update(sales_prove=True, sales_prove_up_to=Decimal("1300.00"))

    assert "below-limit" in found(claim)


def questions(claim: Claim) -> int:
    fresh = Claim.objects.select_related("campaign", "program", "distributor", "document", "participant__company")
    one = fresh.get(pk=claim.pk)
    with CaptureQueriesContext(connection) as asked:
        queries.problems_of(one, {})
    return len(asked)


def test_gathering_asks_as_often_for_a_crowded_claim_as_for_a_lonely_one():
    claim = traced("Ala A")
    confirmed(1, participant=claim.participant)
    lonely = questions(claim)
    fill(100, 60)
    for name in ("Bea B", "Cyd C", "Dag D"):
        traced(name)
    confirmed(6, participant=claim.participant)

    assert questions(claim) == lonely
    assert lonely <= 22


def reads(client, address: str) -> int:
    """How often the page asks. What it writes down, such as a sign-in or an offer renewed, depends on the minute."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_the_page_of_a_claim_asks_as_often_whatever_is_kept(client):
    client.force_login(a_clerk().user)
    claim = traced("Ala A")
    # The next one is held ahead.
    traced("Zoe Z")
    confirmed(1, participant=claim.participant)
    address = reverse("verification:claim", args=[claim.uuid])
    reads(client, address)
    lonely = reads(client, address)
    fill(100, 60)
    traced("Bea B")
    confirmed(6, participant=claim.participant)
    # What it finds anew is written down once.
    reads(client, address)

    assert reads(client, address) == lonely


def test_only_the_own_program_and_people_are_looked_at():
    inny = a_program("inny", name="Inny")
    a_claim(participant=a_participant("Iga Obca", program=inny), number="FV/1/2026")

    assert found(a_claim(number="FV/1/2026")) == set()
