"""How well documents are read in life: the numbers, the documents behind each, and who may see them."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml.html import fromstring

from claims.services import statements
from participants.models import CampaignAdmin
from tests.builders.claims import a_claim, a_read_draft, a_statement
from tests.builders.programs import NOON, a_campaign_admin, a_clerk, a_participant, a_program, a_user
from tests.clock import it_is
from verification.services import corrections

pytestmark = pytest.mark.django_db

PAGES = ("reading-quality", "reading-quality-documents")


@pytest.fixture(autouse=True)
def friday():
    with it_is(NOON, stands_still=True):
        yield


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    client.force_login(joanna.user)
    return joanna


def a_sent(participant=None, *, number: str = "FV/1", said: str = "", total: str = "369.00"):
    """Read from an e-invoice, which says 369.00, and sent as the participant says."""
    claim = a_read_draft(participant, number=number)
    told = a_statement(number=said or number, total=Decimal(total), issuer_tax_id="6770065406")
    statements.send(claim=claim, statement=told, by=claim.participant.user, now=NOON)
    return claim


def shown(client, name: str = "reading-quality", **query: str):
    return client.get(reverse(f"admin:{name}"), query)


def figures(answer) -> dict[str, str]:
    return {one.label: one.value for one in answer.context["page"].figures}


def table(answer, inside: str) -> dict[str, list[str]]:
    """The texts of the table at this place by their first cell."""
    (body,) = fromstring(answer.content.decode()).xpath(f"{inside}//tbody")
    cells = [[cell.text_content().strip() for cell in row] for row in body]
    return {first: rest for first, *rest in cells}


def rows(answer, title: str) -> dict[str, list[str]]:
    return table(answer, f'//section[h2="{title}"]')


@pytest.mark.engines
def test_it_counts_what_participants_and_clerks_corrected(client, joanna):
    a_sent(number="FV/1")
    a_sent(number="FV/2", said="FV/22")
    by_clerk = a_sent(number="FV/3")
    facts = {"total": Decimal("396.00")}
    corrections.correct(claim=by_clerk, facts=facts, products={}, by=a_clerk().user, now=NOON)

    answer = shown(client)

    assert figures(answer) == {"Corrected by people": "13%", "Read": "15", "Typed": "0"}
    by_field = rows(answer, "By field")
    assert by_field["Document number"] == ["1", "33%", "3", "0"]
    assert by_field["Total"] == ["1", "33%", "3", "0"]
    assert by_field["Date of purchase"] == ["0", "0%", "3", "0"]
    assert rows(answer, "By source") == {"e-invoice": ["2", "13%", "15"]}
    assert rows(answer, "By seller") == {"Hurtownia Alfa": ["2", "13%", "15", "0"]}
    assert table(answer, '//details[@class="numbers"]')["16 Nov 2026"] == ["2", "13%", "15", "0"]


def test_a_value_that_was_not_read_and_typed_is_counted_apart(client, joanna):
    claim = a_sent()
    kept = claim.document.readings.get()
    del kept.data["fields"]["total"]
    kept.save()

    answer = shown(client)

    assert figures(answer) == {"Corrected by people": "0%", "Read": "4", "Typed": "1"}
    assert rows(answer, "By field")["Total"] == ["0", "–", "0", "1"]


def test_every_number_leads_to_as_many_values(client, joanna):
    a_sent(number="FV/1", total="370.00")
    a_sent(number="FV/2", said="FV/22")

    text = shown(client).content.decode()
    links = re.findall(r'<a href="(/admin/reading-quality/documents/[^"]+)">(\d+)</a>', text)

    assert len(links) > 10
    for href, number in links:
        behind = client.get(href.replace("&amp;", "&"))
        assert behind.context["listing"].count.split()[0] == number, href


def test_behind_a_number_stands_what_was_read_and_what_it_became(client, joanna):
    claim = a_sent(total="370.00")

    answer = shown(client, PAGES[1], outcome="corrected", field="total")

    (row,) = [[cell.text_content() for cell in row] for row in fromstring(answer.content.decode()).xpath("//tbody/tr")]
    assert row == [claim.number, "Total", "e-invoice", "PLN\xa0369.00", "PLN\xa0370.00"]
    assert reverse("admin:claims_claim_change", args=[claim.pk]) in answer.content.decode()


def test_the_plot_has_a_dot_for_each_week_in_which_something_was_read(client, joanna):
    a_sent(total="370.00")

    (plot,) = fromstring(shown(client).content.decode()).xpath('//figure[contains(@class, "trend")]')

    assert [dot.text_content() for dot in plot.xpath('.//path[@class="trend-dot"]')] == ["16 Nov 2026: 20%, 1 of 5"]
    assert len(shown(client).context["page"].trend) == 12


def test_the_days_can_be_chosen_and_nonsense_is_told(client, joanna):
    a_sent()

    assert "Nothing to count yet" in shown(client, since="2026-10-01", until="2026-10-31").content.decode()
    assert figures(shown(client, since="2026-11-20", until="2026-11-20"))["Read"] == "5"
    for wrong in ({"since": "2026-11-20", "until": "2026-11-01"}, {"since": "2020-01-01"}, {"until": "x"}):
        assert shown(client, **wrong).context["form"].errors


def test_what_was_forgotten_is_not_counted(client, joanna):
    claim = a_sent()
    claim.document.evidence_removed_at = NOON
    claim.document.save()

    assert "Nothing to count yet" in shown(client).content.decode()


def test_a_seller_without_a_name_does_not_stand_for_all(client, joanna):
    a_sent(total="370.00")

    assert shown(client, PAGES[1], issuer="nobody").context["listing"].rows == []


def test_it_asks_as_much_for_many_claims_as_for_one(client, joanna, django_assert_num_queries):
    a_sent(number="FV/0")
    for name in PAGES:
        shown(client, name)
        with CaptureQueriesContext(connection) as asked:
            shown(client, name)
        for number in range(3):
            a_sent(number=f"{name}/{number}")
        with django_assert_num_queries(len(asked)):
            shown(client, name)


@pytest.mark.parametrize("name", PAGES)
def test_another_program_is_not_there(client, joanna, name: str):
    other = a_program("obcy", name="Obcy")
    a_sent(a_participant(program=other), number="FV/FOREIGN", said="FV/FOREIGN-2")

    answers = shown(client, name), shown(client, name, program="obcy")

    assert answers[0].status_code == 200 and "FOREIGN" not in answers[0].content.decode()
    assert answers[1].status_code == 404


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["stranger", "participant", "clerk", "nobody"])
def test_others_do_not_get_in(client, name: str, who: str):
    people = {
        "participant": lambda: a_participant().user,
        "clerk": lambda: a_clerk().user,
        "nobody": lambda: a_user("nobody@example.com"),
    }
    a_claim()
    if who in people:
        client.force_login(people[who]())

    assert shown(client, name).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_an_admin_who_left_sees_nothing(client, joanna, name: str):
    CampaignAdmin.objects.update(is_active=False)

    assert shown(client, name).status_code == 403
