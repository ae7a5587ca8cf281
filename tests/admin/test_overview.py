"""The first page of the admin: it answers at a glance, and each number leads to the rows it counts."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Campaign
from claims.states import Status
from config.overview import overview
from config.overview_page import page
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_clerk, a_participant, a_product, a_program
from tests.clock import it_is
from verification.services import decisions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday():
    with it_is(NOON, stands_still=True):
        yield


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    client.force_login(joanna.user)
    return joanna


def lived_in():
    """Two wait, three are decided: one in full, one in part, one refused; one was taken back."""
    for status in (Status.SUBMITTED, Status.SUBMITTED, Status.VERIFIED, Status.REFUSED, Status.REVERSED):
        a_claim(status)
    cut = a_claim()
    some = {line.uuid: line.quantity - 2 for line in cut.lines.all()}
    by = a_clerk().user
    decisions.confirm_in_part(claim=cut, quantities=some, reason="quantity-differs", by=by, now=NOON)


def figures() -> dict[str, str]:
    return {one.label: one.value for one in page(overview(a_program(), now=NOON)).figures}


def test_the_figures_say_how_the_program_stands():
    lived_in()

    assert figures() == {
        "Waiting for an answer": "2",
        "Oldest promise": "Tue 24 Nov",
        "Confirmed": "33%",
        "Confirmed in part": "33%",
        "Refused": "33%",
        "From sending to answer": "0",
        "Points given": "110",
        "Points outstanding": "110",
    }


def test_each_count_leads_to_a_list_of_as_many_claims(client, joanna):
    lived_in()
    seen = page(overview(a_program(), now=NOON))
    waiting, _oldest, full, cut, refused, *_rest = seen.figures
    (today,) = [(count, href) for _label, count, _text, href in seen.per_day if count]
    told = [(2, waiting.href), (1, full.href), (1, cut.href), (1, refused.href), today]
    told += [(count, href) for _reason, count, href in seen.reasons]

    assert (len(seen.per_day), today[0]) == (30, 6)
    assert len(seen.reasons) == 3
    for count, href in told:
        assert client.get(href).context["cl"].result_count == count, href


def test_a_day_that_is_past_is_named_late():
    a_claim()

    late = page(overview(a_program(), now=NOON + timedelta(days=20))).figures[0]

    assert (late.value, late.note) == ("1", "1 past the promised day")


def test_the_running_campaign_is_told_in_sentences(client, joanna):
    a_campaign()

    text = client.get(reverse("admin:index")).content.decode()

    assert "Purchases from 1 Jan 2026 to 31 Dec 2026; claims until 28 Feb 2027. At all distributors." in text
    assert "5 points for each piece of Elbow 20 mm" in text


def test_the_page_asks_as_much_for_many_claims_as_for_one(client, joanna, django_assert_num_queries):
    a_claim(Status.VERIFIED)
    a_claim(Status.REFUSED)
    client.get(reverse("admin:index"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("admin:index"))
    lived_in()
    lived_in()

    with django_assert_num_queries(len(few)):
        client.get(reverse("admin:index"))
    program = a_program()
    with django_assert_num_queries(15):
        overview(program, now=NOON)


def test_an_empty_program_gets_its_first_steps(client, joanna):
    text = client.get(reverse("admin:index")).content.decode()

    assert links(text, inside="first-steps") == [
        reverse("admin:campaigns_product_add"),
        reverse("admin:distributors_distributor_add"),
        reverse("admin:distributors_clerkinvitation_add"),
        reverse("admin:campaigns_campaign_add"),
        reverse("admin:campaigns_rule_add"),
        reverse("admin:campaigns_campaign_changelist"),
    ]
    assert "Waiting for an answer" not in text
    a_product()
    assert len(links(client.get(reverse("admin:index")).content.decode(), inside="first-steps")) == 5


def test_the_steps_go_when_all_are_done(client, joanna):
    a_campaign()
    a_clerk()

    assert "First steps" not in client.get(reverse("admin:index")).content.decode()
    Campaign.objects.update(is_live=False)
    assert "Set the campaign live." in client.get(reverse("admin:index")).content.decode()


def test_who_looks_after_two_programs_sees_both_and_no_third(client, joanna):
    a_campaign(a_program("obcy", name="Obcy"), name="Foreign edition")
    beta = a_program("beta", name="Beta")
    a_campaign(beta, name="Edition of Beta")
    a_campaign(name="Edition of Ruruj")
    joanna.user.administered.create(program=beta)

    text = client.get(reverse("admin:index")).content.decode()

    assert "Edition of Beta" in text and "Edition of Ruruj" in text
    assert "Foreign edition" not in text


def test_it_speaks_polish(client, joanna):
    lived_in()
    joanna.user.language = "pl"
    joanna.user.save()

    text = client.get(reverse("admin:index")).content.decode()

    assert "Czekają na odpowiedź" in text
    assert "Zakupy od 1 sty 2026 do 31 gru 2026, zgłoszenia do 28 lut 2027. We wszystkich hurtowniach." in text
    assert "Na czym zatrzymują się zgłoszenia" in text


def test_others_have_no_first_page(client):
    client.force_login(a_participant().user)

    assert client.get(reverse("admin:index")).status_code == 302


class _Links(HTMLParser):
    def __init__(self, inside: str) -> None:
        super().__init__()
        self.inside, self.is_in, self.found = inside, False, []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "ol":
            self.is_in = values.get("class") == self.inside
        if tag == "a" and self.is_in:
            self.found.append(values["href"])

    def handle_endtag(self, tag):
        if tag == "ol":
            self.is_in = False


def links(text: str, *, inside: str) -> list[str]:
    reader = _Links(inside)
    reader.feed(text)
    return reader.found
