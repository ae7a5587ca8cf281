"""What the program owes, by unit, sponsor and month; the forecast; and letting points last longer."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.urls import reverse

from claims.owners import participant_owner
from claims.states import Status
from jobs.models import Job
from ledger import services as ledger
from ledger.liability import liability
from ledger.models import Extension, Lot
from ledger.services import Leg, Owner
from ledger.tasks import carry_out_extension
from tests.builders.claims import a_claim
from tests.builders.ledger import COURSE
from tests.builders.programs import (
    NOON,
    a_campaign_admin,
    a_clerk,
    a_distributor,
    a_participant,
    a_program,
    a_user,
)
from tests.clock import it_is

pytestmark = pytest.mark.django_db

MARCH, MAY = date(2027, 3, 31), date(2027, 5, 9)


@pytest.fixture(autouse=True)
def friday():
    with it_is(NOON, stands_still=True):
        yield


@pytest.fixture
def joanna(client):
    joanna = a_campaign_admin()
    client.force_login(joanna.user)
    return joanna


def given(amount, *, until=None, by=None, name="Marek Nowak", unit="points", reference="x") -> None:
    program = a_program()
    leg = Leg(
        unit=unit,
        debit=by or Owner.organizer(program.uuid),
        credit=participant_owner(a_participant(name)),
        amount=amount,
        expires_on=until,
    )
    ledger.post(program=program, reference=reference, legs=[leg], kind="award", by=None, now=NOON)


def spent(amount) -> None:
    owner = participant_owner(a_participant())
    ledger.spend(
        program=a_program(), unit="points", owner=owner, to=COURSE, amount=amount, reference="e", by=None, now=NOON
    )


def figures(answer) -> dict[str, str]:
    return {one.label: one.value for one in answer.context["page"].figures}


def some_points() -> None:
    alfa = Owner.distributor(a_distributor().uuid)
    given(100, until=MARCH, reference="a")
    given(50, until=MARCH, name="Ola Kowalska", reference="b")
    given(30, until=MAY, by=alfa, reference="c")
    given(7, reference="d")
    given(4, unit="credits", reference="e1")
    spent(20)


def test_what_is_owed_is_summed_by_unit_sponsor_and_month():
    some_points()
    alfa = Owner.distributor(a_distributor().uuid)
    organizer = Owner.organizer(a_program().uuid)

    found = [(one.unit, one.sponsor, one.month, one.amount) for one in liability(a_program())]

    assert found == [
        ("credits", organizer, None, 4),
        ("points", organizer, date(2027, 3, 1), 130),
        ("points", alfa, date(2027, 5, 1), 30),
        ("points", organizer, None, 7),
    ]


def test_another_programs_points_are_not_counted():
    some_points()

    assert list(liability(a_program("beta", name="Beta"))) == []


def test_one_question_whatever_there_is(django_assert_num_queries):
    some_points()
    program = a_program()

    with django_assert_num_queries(1):
        list(liability(program))


def test_the_page_shows_sums_plot_and_sponsors(client, joanna):
    some_points()

    answer = client.get(reverse("admin:points"))

    page = answer.content.decode()
    assert figures(answer)["Owed: points"] == "167"
    assert figures(answer)["Owed: training credits"] == "4"
    (points, _credits) = answer.context["page"].parts
    assert [(label, value) for label, value, _text in points.bars] == [
        ("March 2027", 130),
        ("April 2027", 0),
        ("May 2027", 30),
        ("no end", 7),
    ]
    assert ["May 2027", "Hurtownia Alfa", "30"] in points.rows
    assert ["March 2027", a_program().organizer_name, "130"] in points.rows
    assert "What ends when: points" in page


def test_the_page_of_nothing(client, joanna):
    assert "Nothing is owed" in client.get(reverse("admin:points")).content.decode()


def test_claims_that_wait_are_a_forecast(client, joanna):
    a_claim(Status.SUBMITTED)
    a_claim(Status.QUERIED)
    a_claim(Status.REFUSED)

    answer = client.get(reverse("admin:points"))

    assert figures(answer)["Forecast: points"] == "120"
    assert figures(answer)["Owed: points"] == "0"


def test_the_same_as_csv(client, joanna):
    some_points()

    answer = client.get(reverse("admin:points"), {"csv": 1})

    rows = list(csv.reader(StringIO(answer.content.decode())))
    assert rows[0] == ["unit", "sponsor", "month", "amount"]
    assert ["points", "Hurtownia Alfa", "2027-05", "30"] in rows
    assert ["points", a_program().organizer_name, "", "7"] in rows


@pytest.mark.parametrize("name", ["points", "points-extend"])
def test_only_who_looks_after_the_program_sees_it(client, name):
    joanna = a_campaign_admin()
    a_program("beta", name="Beta")
    people = {a_participant().user: 302, a_clerk().user: 302, a_user("nobody@example.com"): 302, joanna.user: 200}
    for user, status in people.items():
        client.force_login(user)
        assert client.get(reverse(f"admin:{name}")).status_code == status
    assert client.get(reverse(f"admin:{name}"), {"program": "beta"}).status_code == 404


def extend(client, **told):
    fields = {"person": "", "until": "2028-01-31", "reason": "The shop was closed."}
    answer = client.post(reverse("admin:points-extend"), fields | told)
    for job in Job.objects.filter(task="ledger.tasks.carry_out_extension"):
        carry_out_extension(**job.kwargs)
    return answer


def lasts(name: str) -> list[date]:
    owner = participant_owner(a_participant(name)).ref
    return list(Lot.objects.filter(account__owner=owner, expires_on__isnull=False).values_list("expires_on", flat=True))


def test_one_persons_points_last_longer(client, joanna):
    given(10, until=MARCH, reference="a")
    given(10, until=MARCH, name="Ola Kowalska", reference="b")

    answer = extend(client, person=a_participant().user.email)

    assert answer.status_code == 302
    assert (lasts("Marek Nowak"), lasts("Ola Kowalska")) == ([date(2028, 1, 31)], [MARCH])
    assert Extension.objects.get().made_by == joanna.user
    page = client.get(reverse("admin:points")).content.decode()
    assert "The shop was closed." in page
    assert "one person" in page


def test_everybodys_points_last_longer(client, joanna):
    given(10, until=MARCH, reference="a")
    given(10, until=MARCH, name="Ola Kowalska", reference="b")

    extend(client)

    assert lasts("Marek Nowak") == lasts("Ola Kowalska") == [date(2028, 1, 31)]


@pytest.mark.parametrize(
    "told",
    [
        {"reason": ""},
        {"until": ""},
        {"until": (NOON.date() - timedelta(days=1)).isoformat()},
        {"until": "2050-01-01"},
        {"person": "somebody.else@example.com"},
    ],
)
def test_what_makes_no_sense_is_asked_again(client, joanna, told):
    given(10, until=MARCH)

    assert extend(client, **told).status_code == 422
    assert not Extension.objects.exists()


def test_the_form_names_its_fields(client, joanna):
    page = client.get(reverse("admin:points-extend")).content.decode()

    for words in ("E-mail of the participant", "New last day", "Why", "Let them last"):
        assert words in page
