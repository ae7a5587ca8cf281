"""Training credits end as the program says, the oldest are spent first, and what is given back keeps its last day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from claims.states import Status
from elearning.services import enrolments
from ledger import queries
from ledger import services as ledger
from ledger.checks import check
from ledger.models import Lot
from ledger.services import Leg, Owner
from tests.builders.claims import a_claim
from tests.builders.elearning import a_course, an_enrolment, give_firm_credits, of_the_firm
from tests.builders.programs import NOON, a_company, a_participant, a_program
from tests.clock import it_is

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

SOON, LATE = NOON.date() + timedelta(days=5), NOON.date() + timedelta(days=50)


def credits() -> int:
    return queries.balance(program=a_program(), owner=Owner.participant(a_participant().uuid), unit="credits")


def given(amount: int, until: date | None) -> None:
    marek = a_participant()
    leg = Leg("credits", Owner.organizer(a_program().uuid), Owner.participant(marek.uuid), amount, expires_on=until)
    ledger.post(program=a_program(), reference=f"test:{until}", legs=[leg], kind="award", by=None, now=NOON)


def left() -> dict[date | None, int]:
    return dict(Lot.objects.values_list("expires_on", "remaining"))


def expire(*, days: int) -> None:
    ledger.expire(program=a_program(), now=NOON + timedelta(days=days))
    assert not list(check())


def test_credits_of_a_claim_end_as_the_program_says():
    program = a_program()
    program.credits_last, program.credits_last_days, program.credits_end_of = "days", 90, "month"
    program.save()

    a_claim(Status.VERIFIED)

    days = {lot.account.unit: lot.expires_on for lot in Lot.objects.select_related("account")}
    assert days["credits"] == date(2027, 2, 28)
    assert days["points"] == NOON.date() + timedelta(days=730)
    assert credits() > 0
    expire(days=101)
    assert credits() == 0


def test_where_the_program_says_nothing_credits_last_for_good():
    a_claim(Status.VERIFIED)

    assert Lot.objects.get(account__unit="credits").expires_on is None


def test_a_course_is_paid_with_what_ends_first():
    given(3, LATE)
    given(3, None)
    given(3, SOON)

    an_enrolment(a_course(price=4))

    assert left() == {SOON: 0, LATE: 2, None: 3}


def test_what_ended_opens_no_course():
    given(5, SOON)

    with pytest.raises(Exception, match="training credits"):
        an_enrolment(a_course(price=4), now=NOON + timedelta(days=6))


def test_given_back_after_their_last_day_credits_end_at_once():
    given(3, SOON)
    given(3, LATE)
    enrolment = an_enrolment(a_course(price=4))

    enrolments.give_back(enrolment=enrolment, by=None, now=NOON + timedelta(days=10))

    assert left() == {SOON: 3, LATE: 3}
    expire(days=10)
    assert (left(), credits()) == ({SOON: 0, LATE: 3}, 3)


def test_a_firms_credits_end_too(client):
    ola = of_the_firm("Ola Kowalska", spends_credits=True, sees_account=True)
    give_firm_credits(a_company(), 10, until=SOON)
    client.force_login(ola.user)
    with it_is(NOON):
        page = client.get(reverse("points") + "?of=company-credits").content.decode()
    assert "10 end on" in page

    expire(days=6)

    owner = Owner.company(a_company().uuid)
    assert queries.balance(program=a_program(), owner=owner, unit="credits") == 0


def test_the_learn_page_says_what_ends_when(client):
    given(3, SOON)
    client.force_login(a_participant().user)
    with it_is(NOON):
        assert "3 end on" in client.get(reverse("learn")).content.decode()
