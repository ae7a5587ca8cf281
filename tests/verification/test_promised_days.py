"""The promised day: clerks are reminded before, heads after, and two working days later the organizer decides."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from campaigns.models import Campaign
from claims.models import Claim
from claims.states import Status
from distributors.models import Clerk
from jobs.models import Job
from tests.builders.claims import a_claim
from tests.builders.programs import NOON, a_campaign, a_campaign_admin, a_clerk, a_distributor, a_program
from tests.clock import it_is
from verification.models import Decision, Reminder
from verification.services import deadlines, decisions

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]


@pytest.fixture
def anna():
    return a_clerk()


@pytest.fixture
def beata():
    beata = a_clerk("Beata Szefowa")
    Clerk.objects.filter(pk=beata.pk).update(role=Clerk.Role.HEAD)
    return beata


@pytest.fixture(autouse=True)
def five_days():
    a_campaign()
    Campaign.objects.update(decision_working_days=5)


def at(day: int, month: int = 11) -> datetime:
    return NOON.replace(day=day, month=month)


def watch(moment: datetime, run_jobs) -> list[tuple[str, str]]:
    """Who was mailed what since the last time."""
    mail.outbox.clear()
    with it_is(moment):
        deadlines.watch(program=a_program(), now=moment)
        Job.objects.exclude(task__startswith="verification.tasks.remind").exclude(
            task="verification.tasks.tell_organizer"
        ).delete()
        run_jobs()
    return sorted((message.to[0].partition("@")[0], message.subject) for message in mail.outbox)


def test_a_campaign_may_promise_another_day_than_the_program():
    assert a_claim().due_on == date(2026, 11, 27)
    Campaign.objects.update(decision_working_days=None)
    assert a_claim().due_on == date(2026, 11, 24)


def test_clerks_then_heads_then_the_organizer(anna, beata, run_jobs):
    joanna, claim = a_campaign_admin(), a_claim()

    assert watch(at(25), run_jobs) == []
    assert watch(at(26), run_jobs) == [
        ("anna", "Hurtownia Alfa: claims to answer by tomorrow"),
        ("beata", "Hurtownia Alfa: claims to answer by tomorrow"),
    ]
    assert claim.document_number in mail.outbox[0].body
    assert watch(at(27), run_jobs) == []
    assert watch(at(28), run_jobs) == [("beata", "Hurtownia Alfa: claims past their promised day")]
    assert watch(at(1, 12), run_jobs) == []
    claim.refresh_from_db()
    assert claim.desk == Claim.Desk.DISTRIBUTOR

    assert watch(at(2, 12), run_jobs) == [("joanna", "Hurtownia Alfa did not answer: claims came to you")]
    claim.refresh_from_db()
    assert (claim.desk, claim.status, claim.due_on) == (Claim.Desk.ORGANIZER, Status.SUBMITTED, date(2026, 12, 9))
    assert Decision.objects.get().way == Decision.Way.CLOCK
    decisions.confirm(claim=claim, by=joanna.user, now=at(2, 12))


def test_whoever_answers_is_not_reminded(anna, run_jobs):
    decisions.confirm(claim=a_claim(), by=anna.user, now=NOON)

    assert watch(at(30), run_jobs) == []
    assert not Reminder.objects.exists()


def test_what_was_answered_before_the_mail_leaves_is_not_told(anna, run_jobs):
    claim = a_claim()
    deadlines.watch(program=a_program(), now=at(26))
    decisions.confirm(claim=claim, by=anna.user, now=at(26))
    mail.outbox.clear()

    with it_is(at(26)):
        run_jobs()

    assert not any("by tomorrow" in message.subject for message in mail.outbox)


def test_one_mail_for_many_claims(anna, run_jobs):
    for _number in range(12):
        a_claim()

    assert len(watch(at(26), run_jobs)) == 1
    assert mail.outbox[0].body.count("FV/2026/11/") == 10


def test_without_a_head_all_clerks_hear_of_late_claims(anna, run_jobs):
    a_claim()

    assert watch(at(28), run_jobs) == [("anna", "Hurtownia Alfa: claims past their promised day")]


def test_other_distributors_hear_nothing(anna, run_jobs):
    a_clerk("Cezary Inny", distributor=a_distributor("Hurtownia Beta", tax_id="5260250274"))
    a_claim()

    assert {who for who, _subject in watch(at(26), run_jobs)} == {"anna"}


def test_the_clock_stopped_half_way_goes_on(anna, run_jobs):
    a_claim()
    Reminder.objects.create(
        claim=Claim.objects.get(), stage="clerks", due_on=Claim.objects.get().due_on, made_at=NOON + timedelta(days=6)
    )

    assert watch(at(26), run_jobs) == []
