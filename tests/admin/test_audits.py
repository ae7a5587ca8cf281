"""How often people answered otherwise than a machine would have: the numbers, the claims behind them, who may look."""

import csv
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Campaign
from claims.models import Claim
from claims.reasons import Reason
from claims.services import sending
from config.audits_page import outcome_word
from tests.builders.claims import a_claim
from tests.builders.programs import (
    NOON,
    a_campaign,
    a_campaign_admin,
    a_clerk,
    a_company,
    a_participant,
    a_program,
    a_user,
)
from tests.builders.sales import a_sale, sold
from tests.clock import it_is
from verification.audits import Outcome, wilson
from verification.services import automatic, decisions, undoing

pytestmark = pytest.mark.django_db

PAGES = ("audits", "audits-claims")


@pytest.fixture(autouse=True)
def friday():
    with it_is(NOON, stands_still=True):
        yield


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    client.force_login(joanna.user)
    return joanna


def proved(count: int, *, share: int) -> list[Claim]:
    """Claims that their sales prove, a share of them drawn."""
    marek = a_participant(company=a_company())
    a_campaign()
    Campaign.objects.update(sales_prove=True, audit_share=share)
    claims = [a_claim(participant=marek) for _number in range(count)]
    a_sale(*(sold(claim.document_number) for claim in claims))
    for claim in claims:
        automatic.consider(claim=claim, now=NOON)
    return claims


def shown(client, name: str = "audits", **query: str):
    return client.get(reverse(f"admin:{name}"), query)


def answered() -> None:
    """Three by machine; of six drawn two upheld, one in part, one refused, one withdrawn, one waits."""
    proved(3, share=0)
    first, second, part, refused, gone, _waits = proved(6, share=100)
    anna = a_clerk().user
    for claim in (first, second):
        decisions.confirm(claim=claim, by=anna, now=NOON)
    line = part.lines.get().uuid
    decisions.confirm_in_part(claim=part, quantities={line: 1}, reason=Reason.RETURNED, by=anna, now=NOON)
    decisions.refuse(claim=refused, reason=Reason.RETURNED, by=anna, now=NOON)
    sending.withdraw(claim=gone, by=gone.participant.user, now=NOON)


def test_the_numbers_say_what_people_decided(client, joanna):
    answered()

    page = shown(client).context["page"]

    assert [figure.value for figure in page.figures] == ["50%", "3", "6"]
    (row,) = page.ways.rows
    texts = [re.sub(r"<[^>]+>", "", str(cell)) for cell in row]
    assert texts == ["by the distributor's sales file", "9", "6", "2", "1", "1", "50%", "15% to 85%"]


def test_every_number_leads_to_its_claims(client, joanna):
    answered()
    text = shown(client).content.decode()
    links = re.findall(r'<a href="(/admin/audits/claims/[^"]+)">(\d+)</a>', text)
    assert len(links) == 10

    for href, number in links:
        listed = client.get(href.replace("&amp;", "&")).context["listing"]
        assert len(listed.rows) == int(number)


def test_a_decision_that_was_undone_is_none(client, joanna):
    (claim,) = proved(1, share=100)
    anna = a_clerk().user
    refusal = decisions.refuse(claim=claim, reason=Reason.RETURNED, by=anna, now=NOON)
    undoing.undo(decision=refusal, by=anna, now=NOON)

    (row,) = shown(client, "audits-claims").context["listing"].rows
    assert row[-1] == "drawn, waits for an answer"


def test_the_sheet_has_a_row_for_each_month_and_way(client, joanna):
    answered()

    rows = list(csv.DictReader(shown(client, csv="1").content.decode().splitlines()))

    assert rows == [
        {
            "month": "2026-11-01",
            "way": "sales-file",
            "able": "9",
            "drawn": "6",
            "waiting": "1",
            "upheld": "2",
            "in_part": "1",
            "refused": "1",
            "rate": "0.5000",
            "low": "0.1500",
            "high": "0.8500",
        }
    ]


def test_without_any_the_page_says_so(client, joanna):
    assert "Nothing was confirmed by machine" in shown(client).content.decode()


def test_other_days_are_not_counted(client, joanna):
    answered()

    assert shown(client, since="2026-01-01", until="2026-11-19").context["page"].is_empty


def test_another_programs_audits_are_not_seen(client, joanna):
    answered()
    iga = a_campaign_admin("Iga Obca", program=a_program("inny", name="Inny"))
    client.force_login(iga.user)

    assert shown(client).context["page"].is_empty
    assert shown(client, program="ruruj").status_code == 404
    assert shown(client, "audits-claims", program="ruruj").status_code == 404


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["participant", "clerk", "nobody", "stranger"])
def test_others_do_not_get_in(client, who, name):
    people = {
        "participant": lambda: a_participant().user,
        "clerk": lambda: a_clerk().user,
        "nobody": lambda: a_user("nobody@example.com"),
    }
    if who in people:
        client.force_login(people[who]())

    assert shown(client, name).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_ask_the_database_as_often_for_many_claims(client, joanna, name):
    proved(1, share=100)
    with CaptureQueriesContext(connection) as one:
        shown(client, name)
    proved(5, share=100)
    with CaptureQueriesContext(connection) as many:
        shown(client, name)

    assert len(one) == len(many)


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 100, 0.0215, 0.1118), (1, 1, 0.2065, 1.0)],
)
def test_the_interval_is_that_of_wilson(hits, tries, low, high):
    """Values of the score interval as tables give them."""
    assert wilson(hits, tries) == pytest.approx((low, high), abs=0.0001)


def test_each_outcome_has_a_word():
    assert len({outcome_word(outcome) for outcome in Outcome}) == len(Outcome)
