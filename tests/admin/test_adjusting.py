"""Points given or taken by hand: for a reason, above the limit only with a second person, both named."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from claims.owners import participant_owner
from ledger import queries
from ledger import services as ledger
from ledger.checks import check
from ledger.models import Adjustment, Lot, Transfer
from ledger.services import AdjustmentRefused, NotEnough, Owner
from participants.models import Participant
from participants.services import enter_company
from tests.builders.programs import NOON, a_campaign_admin, a_company, a_participant, a_program
from tests.clock import it_is
from tests.racing import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture(autouse=True)
def friday():
    with it_is(NOON, stands_still=True):
        yield
    assert check() == []


@pytest.fixture
def joanna():
    return a_campaign_admin().user


@pytest.fixture
def adam():
    return a_campaign_admin("Adam Wilk").user


def points() -> int:
    return queries.balance(program=a_program(), owner=participant_owner(a_participant()), unit="points")


def adjusted(amount, by, *, reason="A claim was lost.", unit="points") -> Adjustment:
    owner = participant_owner(a_participant())
    return ledger.adjust(program=a_program(), owner=owner, unit=unit, amount=amount, reason=reason, by=by, now=NOON)


def test_up_to_the_limit_it_is_booked_at_once(joanna):
    asked = adjusted(1000, joanna)

    line = Transfer.objects.get()
    assert (points(), asked.state, line.kind, line.note) == (1000, "booked", "correction", "A claim was lost.")


def test_points_are_taken_too_but_no_more_than_are_there(joanna):
    adjusted(100, joanna)

    adjusted(-30, joanna)
    with pytest.raises(NotEnough):
        adjusted(-71, joanna)

    assert points() == 70
    assert Adjustment.objects.count() == 2


@pytest.mark.parametrize(("amount", "reason"), [(0, "why"), (5, ""), (5, "  ")])
def test_it_moves_something_for_a_reason(joanna, amount, reason):
    with pytest.raises(AdjustmentRefused):
        adjusted(amount, joanna, reason=reason)


def test_above_the_limit_a_second_person_agrees(joanna, adam):
    asked = adjusted(1001, joanna)
    assert points() == 0

    ledger.approve(asked=asked, by=adam, now=NOON)

    asked.refresh_from_db()
    assert (points(), asked.made_by, asked.decided_by) == (1001, joanna, adam)


@pytest.mark.parametrize("amount", [1001, -1001])
def test_whoever_asked_does_not_agree(joanna, amount):
    asked = adjusted(amount, joanna)

    with pytest.raises(AdjustmentRefused, match="yourself"):
        ledger.approve(asked=asked, by=joanna, now=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Adjustment.objects.filter(pk=asked.pk).update(state="booked", decided_by=joanna, decided_at=NOON)

    assert points() == 0


def test_declined_is_not_booked_and_stays_so(joanna, adam):
    asked = adjusted(5000, joanna)
    ledger.decline(asked=asked, by=adam, now=NOON)

    with pytest.raises(AdjustmentRefused, match="just decided"):
        ledger.approve(asked=asked, by=adam, now=NOON)

    assert points() == 0


def test_what_is_not_there_is_not_taken_by_two_either(joanna, adam):
    asked = adjusted(-5000, joanna)

    with pytest.raises(NotEnough):
        ledger.approve(asked=asked, by=adam, now=NOON)

    asked.refresh_from_db()
    assert asked.state == "waiting"


@pytest.mark.django_db(transaction=True)
def test_of_many_answers_at_once_one_counts(joanna, adam):
    asked = adjusted(5000, joanna)

    at_once(6, lambda _number: ledger.approve(asked=Adjustment.objects.get(pk=asked.pk), by=adam, now=NOON))

    assert points() == 5000
    assert Transfer.objects.count() == 1


def page(client):
    return client.get(reverse("admin:points-adjust")).content.decode()


def test_the_page_asks_shows_both_names_and_lets_the_second_agree(client, joanna, adam):
    client.force_login(joanna)
    told = {"person": a_participant().user.email, "unit": "points", "amount": "2500", "reason": "A claim was lost."}
    assert client.post(reverse("admin:points-adjust"), told).status_code == 302
    asked = Adjustment.objects.get()
    address = reverse("admin:points-decide", args=[asked.pk])

    client.post(address, {"answer": "yes"})
    assert points() == 0
    client.force_login(adam)
    client.post(address, {"answer": "yes"})

    assert points() == 2500
    assert "Joanna Kurek · booked: Adam Wilk" in page(client)


@pytest.mark.parametrize(
    "told", [{"person": "x@example.com"}, {"amount": ""}, {"amount": "-5"}, {"reason": ""}, {"unit": "gold"}]
)
def test_what_makes_no_sense_is_asked_again(client, joanna, told):
    client.force_login(joanna)
    right = {"person": a_participant().user.email, "unit": "points", "amount": "25", "reason": "A claim was lost."}

    assert client.post(reverse("admin:points-adjust"), right | told).status_code == 422
    assert not Adjustment.objects.exists()


def test_nobody_adjusts_the_own_points(client, joanna, adam):
    own = Participant.objects.create(user=joanna, program=a_program(), name="Joanna Kurek", joined_at=NOON)
    client.force_login(joanna)
    told = {"person": joanna.email, "unit": "points", "amount": "25", "reason": "For me."}
    assert client.post(reverse("admin:points-adjust"), told).status_code == 422
    asked = ledger.adjust(
        program=own.program,
        owner=participant_owner(own),
        unit="points",
        amount=2000,
        reason="For her.",
        by=adam,
        now=NOON,
    )

    client.post(reverse("admin:points-decide", args=[asked.pk]), {"answer": "yes"})

    assert not Transfer.objects.exists()


def test_another_programs_adjustment_is_not_found(client, joanna):
    asked = adjusted(2000, joanna)
    other = a_campaign_admin("Ewa Obca", program=a_program("beta", name="Beta"))
    client.force_login(other.user)

    assert client.post(reverse("admin:points-decide", args=[asked.pk]), {"answer": "yes"}).status_code == 404
    assert points() == 0


def credits_of_the_firm() -> int:
    return queries.balance(program=a_program(), owner=Owner.company(a_company().uuid), unit="credits")


def test_a_company_is_given_credits_for_a_reason(client, joanna):
    client.force_login(joanna)
    told = {"company": a_company().pk, "unit": "credits", "amount": "40", "reason": "For the fitters' spring training."}

    assert client.post(reverse("admin:points-adjust"), told).status_code == 302

    assert credits_of_the_firm() == 40
    assert "Nowak Instalacje: +40" in page(client)


def test_either_a_person_or_a_company_is_named(client, joanna):
    client.force_login(joanna)
    told = {"company": a_company().pk, "unit": "credits", "amount": "40", "reason": "Training."}
    foreign = a_company(a_program("beta", name="Beta"), tax_id="1234563218")
    wrong = [told | {"person": a_participant().user.email}, told | {"company": ""}, told | {"company": foreign.pk}]

    assert [client.post(reverse("admin:points-adjust"), one).status_code for one in wrong] == [422, 422, 422]
    assert not Adjustment.objects.exists()


def test_nobody_gives_credits_to_the_own_company(client, joanna):
    own = Participant.objects.create(user=joanna, program=a_program(), name="Joanna Kurek", joined_at=NOON)
    enter_company(participant=own, company=a_company(), now=NOON)
    client.force_login(joanna)
    told = {"company": a_company().pk, "unit": "credits", "amount": "40", "reason": "For us."}

    assert client.post(reverse("admin:points-adjust"), told).status_code == 422
    assert credits_of_the_firm() == 0


def test_credits_given_by_hand_last_as_the_program_says(joanna):
    program = a_program()
    program.credits_last, program.credits_last_days = "days", 30
    program.save()

    adjusted(10, joanna, unit="credits")
    adjusted(10, joanna, unit="points")

    days = Lot.objects.order_by("pk").values_list("expires_on", flat=True)
    assert list(days) == [NOON.date() + timedelta(days=30), None]
