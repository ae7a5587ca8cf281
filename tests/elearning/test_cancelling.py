"""A course is cancelled: who has not passed is sent home with what was paid, who passed keeps everything."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from elearning import doors
from elearning.models import Certificate, Course, CourseDate, Enrolment, Seat, Wish
from elearning.refusals import LearningRefused
from elearning.services import attempts, cancelling, enrolments, firms, publishing, reminding, wishing
from ledger import queries as ledger
from ledger.checks import check
from ledger.services import Owner
from tests.builders.dates import a_date, a_seat
from tests.builders.elearning import (
    a_course,
    a_pass,
    an_attempt,
    an_enrolment,
    give_credits,
    give_firm_credits,
    of_the_firm,
    right_answers,
)
from tests.builders.programs import NOON, a_company, a_participant
from tests.clock import it_is
from tests.racing import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.main_job]

LATER = NOON + timedelta(days=90)
WHY = "The trainer moved away."


def credits(owner):
    return ledger.balance(program=a_participant().program, owner=owner, unit="credits")


def cancelled(course, *, now=LATER):
    cancelling.cancel(course=course, reason=WHY, by=None, now=now)
    course.refresh_from_db()
    return course


def paid(name, course, amount=15):
    give_credits(a_participant(name), amount)
    return an_enrolment(course, a_participant(name))


def test_everybody_who_has_not_passed_has_back_what_was_paid(run_jobs):
    course = a_course(price=15, return_days=14)
    jan, ola = paid("Jan Lis", course), paid("Ola Kowalska", course)
    an_attempt(ola)
    a_pass(paid("Marek Nowak", course))

    cancelled(course)
    run_jobs()

    assert [credits(Owner.participant(way.participant.uuid)) for way in (jan, ola)] == [15, 15]
    assert credits(Owner.participant(a_participant().uuid)) == 0
    assert Certificate.objects.get().revoked_at is None
    assert not list(check())
    told = {message.to[0]: message for message in mail.outbox}
    assert set(told) == {jan.participant.user.email, ola.participant.user.email}
    assert all(WHY in one.body and "15 training credits are on your account again" in one.body for one in told.values())


def test_what_a_company_paid_goes_back_to_the_company(run_jobs):
    marek = of_the_firm(spends_credits=True)
    give_firm_credits(marek.company, 15)
    way = firms.begin(payer=marek, participant=marek, course=a_course(price=15), language="en", now=NOON)
    assert credits(Owner.company(a_company().uuid)) == 0

    cancelled(way.course)
    run_jobs()

    assert credits(Owner.company(a_company().uuid)) == 15
    assert f"on the account of {a_company().name} again" in mail.outbox[-1].body


def test_stopped_and_repeated_it_gives_back_once():
    course = a_course(price=15)
    way = paid("Jan Lis", course)
    cancelled(course)

    assert [cancelling.end_ways(course=course, now=LATER) for _turn in range(2)] == [1, 0]
    cancelling.cancel(course=course, reason="Once more", by=None, now=LATER)

    assert credits(Owner.participant(way.participant.uuid)) == 15
    assert Course.objects.get(pk=course.pk).cancelled_because == WHY


def test_dates_to_come_are_cancelled_too(run_jobs):
    date = a_date()
    seat = a_seat(date)

    with it_is(NOON):
        cancelled(date.course, now=NOON)
        run_jobs()

    assert CourseDate.objects.get().cancelled_because == WHY
    assert not Seat.objects.get(pk=seat.pk).is_current
    assert [message.subject for message in mail.outbox] == ["The course “Press fittings” was cancelled"]


def test_nobody_begins_it_and_nobody_opens_it_again():
    course = cancelled(a_course())

    with pytest.raises(LearningRefused, match="not open"):
        an_enrolment(course)
    draft = publishing.begin_draft(course=course, by=None, now=LATER)
    with pytest.raises(LearningRefused, match="cancelled"):
        publishing.publish(draft=draft, by=None, now=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Course.objects.filter(pk=course.pk).update(is_published=True)


def test_what_only_a_course_to_come_would_need_is_not_asked_for_any_more():
    """A course that comes after it is open, its certificates end without a call to renew, and no firm is asked."""
    first, second = a_course(valid_months=1), a_course("Second")
    second.prerequisites.add(first)
    passed = a_pass(an_enrolment(first))
    jan = of_the_firm("Jan Lis")
    of_the_firm(spends_credits=True)
    wishing.ask(participant=jan, course=a_course(price=5), now=NOON)
    assert doors.unpassed(jan, second) == (first,)

    first = cancelled(first, now=NOON)

    assert doors.unpassed(jan, second) == ()
    assert Wish.objects.get().state == Wish.State.OVER
    assert reminding.remind(program=first.program, now=NOON + timedelta(days=20)) == 0
    way = enrolments.current(passed.participant, first)
    assert way and not enrolments.may_renew(way, now=NOON + timedelta(days=40))


def test_a_quiz_that_was_open_is_not_passed_any_more():
    attempt = an_attempt()
    course = cancelled(attempt.enrolment.course)
    cancelling.end_ways(course=course, now=LATER)

    with pytest.raises(LearningRefused, match="not yours"):
        attempts.hand_in(
            attempt=attempt, answers=right_answers(attempt), by=attempt.enrolment.participant.user, now=LATER
        )
    assert not Certificate.objects.exists()


def test_who_found_it_open_and_begins_a_moment_too_late_is_refused(monkeypatch):
    course, jan, look = a_course(price=15), a_participant("Jan Lis"), enrolments.why_closed
    give_credits(jan, 15)

    def look_and_be_overtaken(*args, **more):
        found = look(*args, **more)
        cancelling.end_ways(course=cancelled(course), now=LATER)
        return found

    monkeypatch.setattr(enrolments, "why_closed", look_and_be_overtaken)
    with pytest.raises(LearningRefused, match="not open"):
        an_enrolment(a_course(price=15), jan)
    assert not Enrolment.objects.exists() and credits(Owner.participant(jan.uuid)) == 15


def test_who_passes_while_others_are_sent_home_keeps_everything(monkeypatch):
    way = a_pass(paid("Jan Lis", a_course(price=15)))
    as_listed_before = Enrolment.objects.filter(pk=way.pk)
    monkeypatch.setattr(cancelling, "under_way", lambda _course: as_listed_before)

    assert cancelling.end_ways(course=cancelled(way.course), now=LATER) == 0
    assert Enrolment.objects.get().is_current and credits(Owner.participant(way.participant.uuid)) == 0


@pytest.mark.django_db(transaction=True)
def test_who_begins_at_the_same_moment_is_refused_or_sent_home(ledger_may_be_emptied):
    course, people = a_course(price=15), [a_participant(f"Fitter {number}") for number in range(4)]
    for one in people:
        give_credits(one, 15)

    def act(number):
        return cancelled(course) if number == 0 else an_enrolment(a_course(price=15), people[number - 1])

    results = at_once(5, act)
    cancelling.end_ways(course=Course.objects.get(pk=course.pk), now=LATER)

    assert {type(one) for one in results} <= {Course, Enrolment, LearningRefused}
    assert not Enrolment.objects.filter(is_current=True).exists()
    assert [credits(Owner.participant(one.uuid)) for one in people] == [15] * 4


def test_the_page_says_whom_it_concerns_and_asks_why(client, joanna, run_jobs):
    way = paid("Jan Lis", a_course(price=15))
    address = reverse("admin:course-cancel", args=[way.course.uuid])
    unused = reverse("admin:course-cancel", args=[a_course("Valves").uuid])

    assert "Nobody is on the way" in client.get(unused).content.decode()
    assert "1 person has begun it and not passed" in client.get(address).content.decode()
    assert client.post(address, {"reason": " "}).status_code == 422
    done = client.post(address, {"reason": WHY}, follow=True).content.decode()

    assert WHY in done
    run_jobs()
    assert not Enrolment.objects.get().is_current
