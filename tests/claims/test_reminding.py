"""People are told before their points end: thirty and seven days before, once each, and see it on their page."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from claims import tasks
from claims.models import ExpiryNotice
from claims.owners import participant_owner
from claims.services import reminding
from ledger import services as ledger
from ledger.services import Leg, Owner
from participants.models import Participant
from tests.builders.programs import a_participant, a_program

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

DAY = timedelta(days=1)


@pytest.fixture
def marek() -> Participant:
    return a_participant()


def today():
    return timezone.now().astimezone(a_program().zone).date()


def given(
    participant: Participant, amount: int, *, days: int, reference: str = "claim:1:award", unit: str = "points"
) -> None:
    owner = participant_owner(participant)
    giver = Owner.organizer(participant.program.uuid)
    leg = Leg(unit=unit, debit=giver, credit=owner, amount=amount, expires_on=today() + days * DAY)
    ledger.post(program=participant.program, reference=reference, legs=[leg], kind="award", by=None, now=timezone.now())


def remind(*, later: int = 0) -> int:
    return reminding.remind(program=a_program(), now=timezone.now() + later * DAY)


@pytest.mark.parametrize(("days", "told"), [(0, [7]), (7, [7]), (8, [30]), (30, [30]), (31, [])])
def test_who_is_told_of_what(marek, days, told):
    given(marek, 40, days=days)

    remind()

    assert list(ExpiryNotice.objects.values_list("days_before", flat=True)) == told


def test_each_is_told_once(marek):
    given(marek, 40, days=30)

    assert [remind(), remind(), remind(later=22), remind(later=23), remind(later=24)] == [1, 0, 0, 1, 0]


def test_training_credits_that_end_are_told_by_a_mail_of_their_own(marek):
    given(marek, 40, days=5)
    given(marek, 6, days=5, reference="claim:1:credits", unit="credits")

    assert [remind(), remind()] == [2, 0]

    tasks.tell_of_expiry(notice_id=ExpiryNotice.objects.get(unit="credits").pk)
    (message,) = mail.outbox
    assert message.subject.startswith("6 training credits end on ")
    assert "6 training credits of yours can be used up to" in message.body and "/learn/" in message.body


def test_who_left_is_not_told(marek):
    given(marek, 40, days=5)
    Participant.objects.filter(pk=marek.pk).update(is_active=False, left_at=timezone.now())

    assert remind() == 0


def test_a_companys_account_has_nobody_to_be_told():
    program = a_program()
    leg = Leg(
        unit="points",
        debit=Owner.organizer(program.uuid),
        credit=Owner.company(program.uuid),
        amount=5,
        expires_on=today() + DAY,
    )
    ledger.post(program=program, reference="x", legs=[leg], kind="award", by=None, now=timezone.now())

    assert remind() == 0


def test_the_mail_says_how_many_and_until_when_once(marek):
    given(marek, 40, days=5)
    remind()
    notice = ExpiryNotice.objects.get()

    tasks.tell_of_expiry(notice_id=notice.pk)
    tasks.tell_of_expiry(notice_id=notice.pk)

    (message,) = mail.outbox
    assert message.to == [marek.user.email]
    assert message.subject.startswith("40 points end on ")
    assert "/points/" in message.body


def test_no_mail_about_what_was_spent_meanwhile(marek):
    given(marek, 40, days=5)
    remind()
    ledger.spend(
        program=marek.program,
        unit="points",
        owner=participant_owner(marek),
        to=Owner.course(marek.uuid),
        amount=40,
        reference="enrolment:1",
        by=None,
        now=timezone.now(),
    )

    tasks.tell_of_expiry(notice_id=ExpiryNotice.objects.get().pk)

    assert mail.outbox == []


def test_the_daily_job_tells_in_every_program(marek):
    given(marek, 40, days=5)

    tasks.remind_of_expiry()

    assert ExpiryNotice.objects.count() == 1


def test_the_page_says_what_ends_when_and_of_days_of_grace(client, marek):
    program = marek.program
    program.grace_days = 10
    program.save()
    given(marek, 40, days=5)
    given(marek, 30, days=50, reference="claim:2:award")
    client.force_login(marek.user)

    page = client.get("/points/").content.decode()

    assert "40 end on" in page
    assert "After that you have 10 days of grace." in page
    assert "What ends later" in page
