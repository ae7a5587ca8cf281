"""Taking the quiz: when it opens, how long it may take, that it is handed in once, and what passing gives."""

from datetime import date, timedelta

import pytest

from elearning.models import Attempt, Certificate, Enrolment
from elearning.refusals import LearningRefused
from elearning.services import attempts, enrolments
from ledger import queries as ledger
from ledger.models import Lot, Transfer
from ledger.services import Owner
from tests.builders.elearning import (
    a_content,
    a_course,
    a_pass,
    a_quiz,
    an_attempt,
    an_enrolment,
    handed_in,
    right_answers,
    with_lessons_done,
)
from tests.builders.programs import NOON, a_participant, a_program
from tests.racing import at_once

pytestmark = pytest.mark.django_db

TEN_MINUTES = a_content(quiz=a_quiz(minutes=10))


def hand_in(attempt, *, wrong=0, after=timedelta(minutes=1)):
    answers, by = right_answers(attempt, wrong=wrong), attempt.enrolment.participant.user
    return attempts.hand_in(attempt=attempt, answers=answers, by=by, now=attempt.started_at + after)


def test_passing_issues_one_certificate_and_gives_the_points():
    enrolment = a_pass(an_enrolment(a_course(points=120)))

    owner = Owner.participant(enrolment.participant.uuid)
    assert Certificate.objects.get().name == "Marek Nowak"
    assert ledger.balance(program=enrolment.course.program, owner=owner, unit="points") == 120


def test_a_failed_quiz_gives_nothing_and_can_be_tried_again():
    enrolment = an_enrolment(a_course(points=120))

    failed, passed = handed_in(enrolment, wrong=1), handed_in(enrolment, now=NOON + timedelta(hours=1))

    assert (failed.is_passed, failed.percent, passed.is_passed) == (False, 50, True)
    assert (failed.number, passed.number) == (1, 2)
    assert Certificate.objects.count() == 1


def test_the_quiz_opens_only_after_all_lessons():
    with pytest.raises(LearningRefused, match="lessons"):
        attempts.begin(enrolment=an_enrolment(), now=NOON)

    assert not Attempt.objects.exists()


def test_a_passed_quiz_is_not_begun_again():
    with pytest.raises(LearningRefused, match="passed"):
        attempts.begin(enrolment=a_pass(), now=NOON + timedelta(days=3))


def test_after_so_many_tries_there_is_a_pause_and_then_as_many_again():
    course = a_course(content=a_content(quiz=a_quiz(attempts=2, pause_minutes=60)))
    enrolment = an_enrolment(course)
    for minute in (0, 10):
        handed_in(enrolment, wrong=2, now=NOON + timedelta(minutes=minute))

    with pytest.raises(LearningRefused, match="next try opens later"):
        attempts.begin(enrolment=enrolment, now=NOON + timedelta(minutes=69))
    for minute in (71, 72):
        handed_in(enrolment, wrong=2, now=NOON + timedelta(minutes=minute))
    with pytest.raises(LearningRefused, match="next try opens later"):
        attempts.begin(enrolment=enrolment, now=NOON + timedelta(minutes=90))


def test_a_course_without_a_quiz_is_passed_by_its_last_lesson_once():
    course = a_course(content=a_content(quiz=None), points=30)
    enrolment = an_enrolment(course)
    enrolments.finish_lesson(enrolment=enrolment, lesson="l1", now=NOON)
    assert not Certificate.objects.exists()

    for _twice in range(2):
        enrolments.finish_lesson(enrolment=enrolment, lesson="l2", now=NOON)

    assert Enrolment.objects.get().passed_at == NOON
    assert Certificate.objects.count() == 1
    assert Transfer.objects.get(unit="points").amount == 30
    with pytest.raises(LearningRefused, match="passed"):
        attempts.begin(enrolment=Enrolment.objects.get(), now=NOON)


def test_two_tabs_take_the_same_attempt():
    first = an_attempt()

    assert attempts.begin(enrolment=first.enrolment, now=NOON + timedelta(minutes=5)) == first


def test_handing_in_twice_is_once_whatever_the_second_says():
    attempt = an_attempt()
    failed = hand_in(attempt, wrong=2)

    again = hand_in(attempt, after=timedelta(minutes=2))

    assert (again.pk, again.points, again.is_passed) == (failed.pk, 0, False)
    assert not Certificate.objects.exists()


def test_after_its_time_only_what_was_saved_counts():
    attempt = an_attempt(an_enrolment(a_course(content=TEN_MINUTES)))
    saved = right_answers(attempt, wrong=1)
    assert attempts.save(attempt=attempt, answers=saved, now=NOON + timedelta(minutes=10))
    assert not attempts.save(attempt=attempt, answers=right_answers(attempt), now=NOON + timedelta(minutes=11))

    late = hand_in(attempt, after=timedelta(minutes=11))

    assert (late.points, late.of, late.is_passed) == (1, 2, False)


def test_answers_on_their_way_when_the_time_ends_count():
    attempt = an_attempt(an_enrolment(a_course(content=TEN_MINUTES)))

    assert hand_in(attempt, after=timedelta(minutes=10, seconds=10)).is_passed


def test_an_attempt_that_was_left_is_closed_when_its_owner_comes_back():
    attempt = an_attempt(an_enrolment(a_course(content=TEN_MINUTES)))
    later = NOON + timedelta(hours=2)

    again = attempts.begin(enrolment=attempt.enrolment, now=later)

    attempt.refresh_from_db()
    assert attempt.handed_in_at == later and not attempt.is_passed
    assert again.number == 2


def test_the_clock_of_the_phone_counts_for_nothing():
    """Nothing that a browser sends says when."""
    attempt = an_attempt(an_enrolment(a_course(content=TEN_MINUTES)))

    assert attempt.due_at == NOON + timedelta(minutes=10)


def test_answers_to_what_was_not_asked_are_not_kept():
    attempt = an_attempt()

    attempts.save(attempt=attempt, answers={"q1": ("yes",), "other": ("yes",)}, now=NOON)

    attempt.refresh_from_db()
    assert attempt.answers == {"q1": ["yes"]}


def test_points_for_passing_last_as_long_as_others():
    program = a_program(points_last="days", points_last_days=90, points_end_of="month")

    a_pass(an_enrolment(a_course(points=50, program=program)))

    assert [lot.expires_on for lot in Lot.objects.filter(account__unit="points", remaining=50)] == [date(2027, 2, 28)]


def test_points_are_given_once_for_a_version():
    enrolment = a_pass(an_enrolment(a_course(points=50)))
    Enrolment.objects.update(is_current=False)

    a_pass(an_enrolment(enrolment.course, now=NOON + timedelta(days=400)), now=NOON + timedelta(days=400))

    assert Certificate.objects.count() == 2
    assert Transfer.objects.filter(unit="points").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_handing_in_at_once_pays_once(ledger_may_be_emptied):
    attempt = an_attempt(an_enrolment(a_course(points=50), a_participant()))

    results = at_once(4, lambda _number: hand_in(attempt))

    assert [result.is_passed for result in results] == 4 * [True]
    assert Transfer.objects.filter(unit="points").count() == 1
    assert Certificate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_beginning_at_once_begins_one_attempt(ledger_may_be_emptied):
    enrolment = with_lessons_done(an_enrolment())

    results = at_once(4, lambda _number: attempts.begin(enrolment=enrolment, now=NOON))

    assert len({result.pk for result in results}) == 1
    assert Attempt.objects.count() == 1
