"""Wrong codes of a program: counted, shown, told once a day, and the switch that takes no codes for a while."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.urls import reverse

from campaigns.models import Campaign
from claims import guessing
from claims.models import CodeAlarm, WrongCodeTry
from claims.services import alarming
from claims.wrong_codes import wrong_codes
from participants.models import User
from tests.builders.programs import NOON, a_batch, a_campaign, a_campaign_admin, a_participant, a_program
from tests.clock import it_is

pytestmark = [pytest.mark.django_db, pytest.mark.engines]

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def friday():
    with it_is(NOON, stands_still=True):
        yield


@pytest.fixture
def joanna(client):
    """Of a program with codes."""
    a_batch()
    joanna = a_campaign_admin()
    client.force_login(joanna.user)
    return joanna


def tried(count: int, *, before: timedelta = timedelta(hours=1), person=None) -> None:
    person = person or a_participant()
    WrongCodeTry.objects.bulk_create(WrongCodeTry(participant=person, made_at=NOON - before) for _n in range(count))


@pytest.mark.parametrize(
    ("wrong", "before", "alarms"),
    [
        (49, [0] * 14, False),
        (50, [0] * 14, True),
        (50, [10_000] + [0] * 13, True),
        (300, [100] * 14, False),
        (301, [100] * 14, True),
        (301, [5_000] * 3 + [100] * 11, True),
    ],
)
def test_it_is_the_programs_own_days_that_say_what_is_much(wrong, before, alarms):
    assert guessing.is_alarming(wrong, before) is alarms


def test_tries_are_counted_by_hour_and_day_of_the_own_program(joanna):
    tried(3)
    tried(2, before=timedelta(hours=30))
    tried(1, before=14 * DAY + timedelta(hours=23))
    tried(7, person=a_participant("Iga Obca", program=a_program("obcy", name="Obcy")))

    found = wrong_codes(a_program(), now=NOON)

    assert (found.count, found.before) == (3, [2, *[0] * 12, 1])
    assert [(hour.hour, count) for hour, count in found.by_hour if count] == [(11, 3)]
    assert len(found.by_hour) == 24


def watch(now=NOON) -> bool:
    return alarming.watch(program=a_program(), now=now)


def test_each_admin_gets_one_mail_a_day_in_the_own_language(joanna, run_jobs):
    a_campaign_admin("Adam Polak")
    User.objects.filter(email__startswith="adam").update(language="pl")
    tried(60)

    told = [watch(), watch(), watch(NOON + timedelta(hours=1))]
    run_jobs()

    assert told == [True, False, False]
    assert CodeAlarm.objects.get().wrong == 60
    subjects = {message.to[0]: message.subject for message in mail.outbox}
    assert len(mail.outbox) == 2
    assert subjects[joanna.user.email] == "Ruruj: more wrong codes than usual"
    assert [one for one in subjects.values() if "usual" not in one] == ["Ruruj: więcej błędnych kodów niż zwykle"]


def test_the_next_day_may_tell_again(joanna):
    tried(60)
    watch()
    WrongCodeTry.objects.update(made_at=NOON + DAY)

    assert watch(NOON + DAY + timedelta(hours=1))


def test_nobody_is_told_where_no_codes_are_taken(joanna):
    tried(60)
    Campaign.objects.update(takes_codes=False)

    assert not watch()


def test_the_overview_says_nothing_of_the_usual_slips(client, joanna):
    tried(40)

    assert "Stop taking codes" not in client.get(reverse("admin:index")).content.decode()


def test_codes_are_switched_off_and_on_from_the_overview_with_a_line_of_history(client, joanna):
    tried(60)
    page = client.get(reverse("admin:index")).content.decode()
    address = reverse("admin:switch-codes", args=[a_campaign().pk])
    assert "More wrong codes than usual" in page and f'action="{address}"' in page

    client.post(address, {"takes": "no"})

    assert not Campaign.objects.get().takes_codes
    assert "Take codes again: Year 2026" in client.get(reverse("admin:index")).content.decode()
    client.post(address, {"takes": "yes"})
    client.post(address, {"takes": "yes"})
    assert Campaign.objects.get().takes_codes
    assert LogEntry.objects.filter(user=joanna.user, object_id=str(a_campaign().pk)).count() == 2


@pytest.mark.parametrize("who", ["foreign admin", "participant", "nobody"])
def test_nobody_else_switches_codes(client, joanna, who):
    client.logout()
    foreign = a_program("obcy", name="Obcy")
    people = {"foreign admin": a_campaign_admin("Ewa Obca", program=foreign).user, "participant": a_participant().user}
    if person := people.get(who):
        client.force_login(person)

    answer = client.post(reverse("admin:switch-codes", args=[a_campaign().pk]), {"takes": "no"})

    assert answer.status_code in (302, 404)
    assert Campaign.objects.get(program=a_program()).takes_codes


def test_a_look_switches_nothing(client, joanna):
    client.get(reverse("admin:switch-codes", args=[a_campaign().pk]), {"takes": "no"})

    assert Campaign.objects.get().takes_codes
