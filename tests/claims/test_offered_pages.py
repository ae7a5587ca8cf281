"""Offered sales at home and on their own page: what a card says, what a tap does, for whom; and what it costs."""

from datetime import date
from urllib.parse import parse_qs, urlparse

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml.html import fromstring

from claims.models import Claim, DeclinedSale
from claims.services import offers
from claims.states import Status
from distributors.models import CustomerNumber
from distributors.services import taking_part
from tests.builders.offers import a_buyer, an_offering_distributor, seen_of
from tests.builders.programs import (
    NOON,
    a_campaign,
    a_campaign_admin,
    a_clerk,
    a_company,
    a_distributor,
    a_participant,
    a_program,
)
from tests.builders.sales import a_sale, elbows, sold
from tests.clock import it_is

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

NUMBER = "FV/2026/11/0457"
HOME, LISTED, CLAIM, DECLINE = "/", "/claims/offered/", "/claims/offered/claim/", "/claims/offered/decline/"


@pytest.fixture(autouse=True)
def noon():
    with it_is(NOON):
        yield


@pytest.fixture
def marek(client):
    a_campaign()
    an_offering_distributor()
    buyer = a_buyer()
    client.force_login(buyer.user)
    return buyer


def page(client, path: str = HOME):
    answer = client.get(path)
    assert answer.status_code == 200
    return fromstring(answer.content)


def cards(client, path: str = HOME) -> list[str]:
    return [" ".join(card.text_content().split()) for card in page(client, path).find_class("offer")]


def form(client, action: str, path: str = HOME) -> dict[str, str]:
    """What the first card's form says."""
    return dict(page(client, path).xpath(f"(//form[@action='{action}'])[1]")[0].fields)


def test_home_says_what_was_bought_and_what_is_stated(client, marek):
    a_sale(sold(lines=(elbows(12), *[elbows(1)] * 2)))

    (card,) = cards(client)

    for words in (
        "Hurtownia Alfa",
        "4 November",
        NUMBER,
        "12 × Elbow 20 mm",
        "1 more product",
        "About 70",
    ):
        assert words in card
    assert "Nowak Instalacje bought this" in client.get(HOME).content.decode()


def test_home_without_offers_says_nothing_of_them(client, marek):
    assert "You bought this" not in client.get(HOME).content.decode()


def test_a_tap_claims_and_leads_to_the_claim(client, marek):
    a_sale()
    answer = client.post(CLAIM, form(client, CLAIM))

    claim = Claim.objects.get(origin="offer")
    assert answer["Location"] == reverse("claims:claim", args=[claim.uuid])
    assert "without a picture" in client.get(answer["Location"]).content.decode()
    assert cards(client) == []


def test_another_tap_on_the_page_as_it_was_leads_to_the_same_claim(client, marek):
    a_sale()
    told = form(client, CLAIM)

    assert client.post(CLAIM, told)["Location"] == client.post(CLAIM, told)["Location"]
    assert Claim.objects.filter(origin="offer").count() == 1


def test_what_changed_is_a_sentence_and_the_new_offer(client, marek):
    a_sale()
    told = form(client, CLAIM)
    a_sale(sold(lines=(elbows(7),)))

    answer = client.post(CLAIM, told, follow=True).content.decode()

    assert "has changed this purchase" in answer
    assert "7 × Elbow" in answer


def test_no_thanks_is_remembered(client, marek):
    a_sale()
    client.post(DECLINE, form(client, DECLINE))

    assert cards(client) == cards(client, LISTED) == []
    assert DeclinedSale.objects.get().participant == marek


def test_home_shows_a_handful_and_the_page_all_in_parts(client, marek):
    a_sale(*(sold(f"FV/{place:02}", day=date(2026, 11, 1 + place % 15)) for place in range(20)))

    assert len(cards(client)) == 2
    assert page(client).xpath(f"//a[@href='{LISTED}']")
    first = page(client, LISTED)
    (older,) = first.xpath("//a[contains(@href, 'seller=')]/@href")
    later = cards(client, older)
    assert (len(first.find_class("offer")), len(later)) == (15, 5)
    assert set(parse_qs(urlparse(older).query)) == {"seller", "number", "day"}
    assert not page(client, older).xpath("//a[contains(@href, 'seller=')]")


@pytest.mark.parametrize("query", ["?seller=x", "?seller=&number=&day=", "?day=2026-11-04&number=1&seller=" + "0" * 32])
def test_a_place_that_is_none_begins_at_the_beginning(client, marek, query):
    a_sale()

    assert len(cards(client, LISTED + query)) == 1


@pytest.mark.parametrize(
    ("who", "gets"),
    [
        (lambda: a_participant("Ola Kowalska"), 404),
        (lambda: a_buyer("Ola Kowalska"), 302),
        (lambda: a_participant("Iga Obca", program=a_program("inny", name="Inny")), 404),
        (lambda: a_clerk(), 404),
        (lambda: a_campaign_admin(), 404),
    ],
    ids=["no firm", "colleague", "other program", "clerk", "admin"],
)
def test_who_may_answer_an_offer(client, marek, who, gets):
    a_sale()
    told = form(client, CLAIM)
    other = who().user
    client.force_login(other)

    assert client.post(DECLINE, told).status_code == gets
    assert client.post(CLAIM, told).status_code == gets
    assert Claim.objects.filter(origin="offer").count() == (1 if gets == 302 else 0)


def test_who_merely_joined_with_the_firms_tax_id_finds_nothing(client, marek):
    a_sale()
    told = form(client, CLAIM)
    thief = a_participant("Zbigniew Ciekawy")
    thief.company = a_company()
    thief.save()
    client.force_login(thief.user)

    assert cards(client) == cards(client, LISTED) == []
    assert client.post(CLAIM, told).status_code == client.post(DECLINE, told).status_code == 404


def test_an_answer_is_a_post(client, marek):
    assert client.get(CLAIM).status_code == client.get(DECLINE).status_code == 405


def questions(client, path: str = HOME) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def test_the_number_of_questions_does_not_grow_with_the_sales(client, marek):
    a_sale(*(sold(f"FV/{place}") for place in range(3)))
    few = questions(client)
    a_sale(*(sold(f"GV/{place}", day=date(2026, 11, 3)) for place in range(60)))

    assert questions(client) == few


def test_who_is_offered_nothing_is_hardly_asked_about(client, marek):
    marek.company = None
    marek.save()
    alone = questions(client)
    marek.company = a_company()
    marek.save()
    nothing = questions(client)
    taking_part.choose(distributor=a_distributor(), offers_sales=False, by=a_campaign_admin().user, now=NOON)

    assert nothing - alone == 6
    assert questions(client) - alone == 1


def test_a_sale_of_other_goods_costs_no_more_than_some_lines(client, marek, monkeypatch):
    """However many lines there are, so many are matched; what lies behind is on the next page."""
    matched = []
    true = offers.sold.product_of
    monkeypatch.setattr(offers.sold, "product_of", lambda line, known: matched.append(line) or true(line, known))
    a_sale(*(sold(f"FV/{place}", lines=[elbows(1)] * 50) for place in range(10)))

    assert len(cards(client, LISTED)) == 2
    assert len(matched) <= offers.MATCHED


@pytest.mark.parametrize("by", ["tax id", "number"])
def test_sales_are_found_by_an_index(marek, by):
    company = marek.company
    file = a_sale(*(sold(f"FV/{place}", buyer_tax_id=f"{place:010}", buyer_number="") for place in range(2000)))
    CustomerNumber.objects.create(
        distributor=file.distributor, number="K-77", company=company, proof="sale", reference="x", learned_at=NOON
    )
    a_sale(sold(buyer_tax_id="", buyer_number="K-77") if by == "number" else sold())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with CaptureQueriesContext(connection) as asked:
        seen_of(marek)
    index = {"tax id": "sales_to_a_buyer", "number": "sales_to_a_customer"}[by]
    told = {"tax id": "\"buyer_tax_key\" = '5252341234'", "number": "\"buyer_number\" = 'K-77'"}[by]
    (question,) = [one["sql"] for one in asked if told in one["sql"] and "ORDER BY" in one["sql"]]

    assert index in plan(question)


def plan(question: str) -> str:
    """How the database answers it."""
    explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        cursor.execute(explain + question)
        return "\n".join(str(row) for row in cursor.fetchall())


def test_claims_are_not_offered_while_status_says_sent(client, marek):
    a_sale()
    client.post(CLAIM, form(client, CLAIM))

    assert Claim.objects.get(origin="offer").status == Status.SUBMITTED
