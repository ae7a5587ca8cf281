"""Baselines are handed in on the page of their rule: one, or a sheet that is looked over before it is saved."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse

from campaigns import services as campaigns
from campaigns.models import Baseline, Rule
from campaigns.rules import Holder, Measure, PerClaim, Period, Steps
from claims.states import Status
from ledger import queries as ledger
from ledger.services import Owner
from tests.builders.claims import a_claim
from tests.builders.programs import a_campaign, a_campaign_admin, a_clerk, a_company, a_participant, a_program

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
MAREK, OLA = "marek@ruruj.example.com", "ola@ruruj.example.com"


def a_target(holder: Holder = Holder.PARTICIPANT, program=None) -> Rule:
    effect = Steps(((Decimal(1), Decimal(500)),), Measure.PIECE, Period.YEAR, holder, over_baseline=True)
    return campaigns.add_rule(campaign=a_campaign(program), effect=effect, by=None, now=LONG_AGO)


def address(rule: Rule) -> str:
    return reverse("admin:campaigns_rule_baselines", args=[rule.pk])


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    client.force_login(joanna.user)
    return joanna


@pytest.fixture
def people():
    return a_participant(), a_participant("Ola Kowalska")


def there() -> dict[str, Decimal]:
    return dict(Baseline.objects.values_list("subject", "counted"))


def sheet(text: str) -> BytesIO:
    file = BytesIO(text.encode())
    file.name = "baselines.csv"
    return file


def test_one_is_written_changed_and_removed_and_counts(client, joanna, people):
    rule = a_target()
    form = client.get(reverse("admin:campaigns_rule_change", args=[rule.pk])).content.decode()
    assert address(rule) in form
    empty = client.get(address(rule)).content.decode()
    assert "Nobody has a baseline yet" in empty
    assert '<label for="id_who">E-mail or number of the participant</label>' in empty

    client.post(address(rule), {"one": "1", "who": MAREK.upper(), "counted": "5"})
    client.post(address(rule), {"one": "1", "who": MAREK, "counted": "20"})
    assert there() == {f"participant:{people[0].uuid}": 20}
    a_claim(Status.VERIFIED)
    points = ledger.balance(program=a_program(), owner=Owner.participant(people[0].uuid), unit="points")
    assert points == 60

    client.post(address(rule), {"remove": f"participant:{people[0].uuid}"})
    assert there() == {}


def test_a_sheet_is_looked_over_and_then_saved_as_it_was_seen(client, joanna, people):
    rule, (marek, ola) = a_target(), people
    client.post(address(rule), {"one": "1", "who": MAREK, "counted": "20"})

    seen = client.post(address(rule), {"check": "1", "sheet": sheet(f"{MAREK};30\n{OLA};7,5\n")})
    shown = " ".join(seen.content.decode().split())
    assert seen.status_code == 200
    assert "New: 1. Changed: 1. The same as before: 0." in shown
    assert there() == {f"participant:{marek.uuid}": 20}

    text, mark = seen.context["sheet"]["text"].value(), seen.context["preview"]["mark"]
    client.post(address(rule), {"save": mark, "text": text.replace("30", "300")})
    assert there() == {f"participant:{marek.uuid}": 20}
    answer = client.post(address(rule), {"save": mark, "text": text.replace("\n", "\r\n")}, follow=True)

    assert "2 baselines were saved." in answer.content.decode()
    assert there() == {f"participant:{marek.uuid}": 30, f"participant:{ola.uuid}": Decimal("7.5")}


def test_a_wrong_line_keeps_all_back_and_nothing_written_is_lost(client, joanna, people):
    rule, text = a_target(), f"{OLA};7\nnobody@example.com;3\n"

    for act in ("check", "save"):
        answer = client.post(address(rule), {act: "1", "sheet": sheet(text)})
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert "Line 2" in shown and "Nobody in the program is known by this." in shown
        assert answer.context["sheet"]["text"].value() == text
        assert 'name="save"' not in shown
    assert there() == {}


def test_a_sheet_of_companies_goes_by_tax_id(client, joanna):
    firm, rule = a_company(), a_target(Holder.COMPANY)

    text = f"{firm.tax_id};12"
    seen = client.post(address(rule), {"check": "1", "text": text})
    client.post(address(rule), {"save": seen.context["preview"]["mark"], "text": text})

    assert there() == {f"company:{firm.uuid}": 12}
    assert client.get(address(rule) + "?csv=1").content.decode().split() == [f"{firm.tax_id};12"]


@pytest.mark.parametrize("told", [{"check": "1"}, {"check": "1", "text": "\n \n"}])
def test_an_empty_sheet_asks_for_a_line(client, joanna, told):
    answer = client.post(address(a_target()), told)

    assert "Choose a file, or write a line" in answer.content.decode()


def test_somebody_of_another_program_is_nobody(client, joanna):
    other = a_program("inny", name="Inny")
    a_participant("Iga Obca", program=other)

    answer = client.post(address(a_target()), {"one": "1", "who": "iga@inny.example.com", "counted": "5"})

    assert (answer.status_code, there()) == (422, {})


def test_only_the_programs_own_admins_get_in(client, joanna):
    own, foreign = a_target(), a_target(program=a_program("inny", name="Inny"))
    plain = campaigns.add_rule(campaign=a_campaign(), effect=PerClaim(Decimal(1)), by=None, now=LONG_AGO)
    assert [client.get(address(rule)).status_code for rule in (own, foreign, plain)] == [200, 404, 404]
    answer = client.post(address(foreign), {"one": "1", "who": MAREK, "counted": "5"})
    assert (answer.status_code, there()) == (404, {})

    for user in (a_participant().user, a_clerk().user, None):
        client.logout()
        if user:
            client.force_login(user)
        assert client.get(address(own)).status_code == 302


def test_the_page_speaks_polish(client, joanna):
    joanna.user.language = "pl"
    joanna.user.save()
    client.cookies["kwit-language"] = "pl"

    shown = client.get(address(a_target()), headers={"Accept-Language": "pl"}).content.decode()

    assert "Wartości bazowe" in shown
