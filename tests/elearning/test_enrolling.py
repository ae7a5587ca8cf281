"""Beginning a course: what it costs, and that it costs it once."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest

from elearning import doors
from elearning.models import Enrolment
from elearning.refusals import LearningRefused
from elearning.services import attempts, enrolments
from ledger import queries as ledger
from ledger.checks import check
from ledger.services import Owner
from tests.builders.elearning import (
    a_choice,
    a_content,
    a_course,
    a_pass,
    a_quiz,
    a_version,
    an_attempt,
    an_enrolment,
    give_credits,
)
from tests.builders.programs import NOON, a_participant, a_program
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def credits_of(participant):
    owner = Owner.participant(participant.uuid)
    return ledger.balance(program=participant.program, owner=owner, unit="credits")


def test_a_free_course_costs_nothing():
    assert an_enrolment().paid == 0


def test_a_course_is_paid_with_training_credits():
    marek = a_participant()
    give_credits(marek, 10)

    an_enrolment(a_course(price=4), marek)

    assert credits_of(marek) == 6


def test_without_enough_credits_nothing_begins_and_the_missing_ones_are_named():
    marek = a_participant()
    give_credits(marek, 3)

    with pytest.raises(LearningRefused, match="1 training credit is missing"):
        an_enrolment(a_course(price=4), marek)

    assert not Enrolment.objects.exists()
    assert credits_of(marek) == 3


def test_beginning_twice_costs_once():
    marek = a_participant()
    give_credits(marek, 10)

    first, second = an_enrolment(a_course(price=4), marek), an_enrolment(a_course(price=4), marek)

    assert first == second
    assert credits_of(marek) == 6


def test_an_unpublished_course_cannot_be_begun():
    with pytest.raises(LearningRefused, match="not open"):
        an_enrolment(a_course(is_published=False))


def test_another_programs_course_cannot_be_begun():
    foreign = a_course(program=a_program("inny", name="Inny"))

    with pytest.raises(LearningRefused, match="not open"):
        an_enrolment(foreign, a_participant())


def test_a_lesson_of_another_course_is_not_marked_done():
    with pytest.raises(LearningRefused, match="another course"):
        enrolments.finish_lesson(enrolment=an_enrolment(), lesson="elsewhere", now=NOON)


@pytest.mark.parametrize(("start", "end", "opens"), [(0, 0, True), (1, None, False), (None, -1, False)])
def test_a_course_is_open_on_its_days(start, end, opens):
    days = {
        name: NOON.date() + timedelta(days=day) for name, day in (("from", start), ("until", end)) if day is not None
    }
    course = a_course(visible_from=days.get("from"), visible_until=days.get("until"))

    assert (doors.why_closed(a_participant(), course, now=NOON) is None) is opens


def test_a_course_for_a_trade_is_for_nobody_else():
    roofers, marek = a_participant().program.segments.create(name="Roofers"), a_participant()
    course = a_course()
    course.segments.add(roofers)
    with pytest.raises(LearningRefused, match="other trades"):
        an_enrolment(course, marek)

    marek.segments.add(roofers)

    assert an_enrolment(course, marek)


def test_what_has_to_be_passed_before_is_named():
    marek, first = a_participant(), a_course("First")
    second = a_course("Second")
    second.prerequisites.add(first)
    an_enrolment(first, marek)
    with pytest.raises(LearningRefused, match="Pass this first: First"):
        an_enrolment(second, marek)

    a_pass(Enrolment.objects.get())

    assert an_enrolment(second, marek)


def test_a_course_given_back_returns_what_it_cost_and_can_be_begun_again():
    marek = a_participant()
    give_credits(marek, 10)
    enrolment = an_enrolment(a_course(price=4), marek)
    for _twice in range(2):
        enrolments.give_back(enrolment=enrolment, by=marek.user, now=NOON + timedelta(days=14))

    assert credits_of(marek) == 10
    again = an_enrolment(a_course(), marek)
    assert again.pk != enrolment.pk and credits_of(marek) == 6
    assert not list(check())


@pytest.mark.parametrize(("days", "begins_quiz"), [(15, False), (1, True)])
def test_too_late_or_after_the_quiz_was_begun_nothing_is_given_back(days, begins_quiz):
    enrolment = an_attempt().enrolment if begins_quiz else an_enrolment()

    with pytest.raises(LearningRefused):
        enrolments.give_back(enrolment=enrolment, by=None, now=NOON + timedelta(days=days))

    assert Enrolment.objects.get().is_current


def test_who_is_on_the_way_keeps_the_version_and_who_begins_gets_the_new_one():
    old = an_enrolment()
    a_version(old.course, a_content(quiz=a_quiz(a_choice(9))))

    new = an_enrolment(old.course, a_participant("Ola Kowalska"))

    assert [one.asks for one in map(attempts.quiz_of, (Enrolment.objects.get(pk=old.pk), new))] == [2, 1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_with_credits_for_one_of_two_courses_only_one_begins(ledger_may_be_emptied):
    marek = a_participant()
    courses = [a_course(f"Course {number}", price=4) for number in range(4)]
    give_credits(marek, 5)

    results = at_once(4, lambda number: an_enrolment(courses[number], marek))

    assert sorted(type(result).__name__ for result in results) == ["Enrolment", *3 * ["LearningRefused"]]
    assert credits_of(marek) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_beginning_at_once_costs_once(ledger_may_be_emptied):
    marek, course = a_participant(), a_course(price=4)
    give_credits(marek, 10)

    results = at_once(4, lambda _number: an_enrolment(course, marek))

    assert {type(result) for result in results} == {Enrolment}
    assert len({result.pk for result in results}) == 1
    assert credits_of(marek) == 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_the_last_lessons_done_at_once_in_two_windows_finish_the_course(ledger_may_be_emptied, monkeypatch):
    enrolment, both, written = an_enrolment(), Barrier(2), enrolments.recording.progressed

    def write_when_both_have_counted(*args, **more):
        with suppress(BrokenBarrierError):
            both.wait(timeout=1)
        written(*args, **more)

    monkeypatch.setattr(enrolments.recording, "progressed", write_when_both_have_counted)
    at_once(2, lambda number: enrolments.finish_lesson(enrolment=enrolment, lesson=f"l{number + 1}", now=NOON))

    assert Enrolment.objects.get().finished_at == NOON
