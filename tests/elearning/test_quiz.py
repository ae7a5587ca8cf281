"""Who passes a quiz, and what passing gives."""

from datetime import timedelta

import pytest

from elearning.models import Attempt, Certificate, Question
from elearning.quiz import score
from elearning.refusals import LearningRefused
from elearning.services import attempts
from ledger import queries as ledger
from ledger.models import Transfer
from ledger.services import Owner
from tests.builders.elearning import a_course, a_pass, an_enrolment, right_answers, with_lessons_done
from tests.builders.programs import NOON, a_participant
from tests.racing import at_once

ONE, TWO = frozenset({"1"}), frozenset({"1", "2"})


def hand_in(enrolment, *, wrong=0, now=NOON):
    answers = right_answers(enrolment, wrong=wrong)
    return attempts.hand_in(enrolment=enrolment, answers=answers, by=enrolment.participant.user, now=now)


@pytest.mark.parametrize(
    ("given", "right"),
    [({"a": TWO, "b": ONE}, 2), ({"a": ONE, "b": ONE}, 1), ({"a": TWO | {"3"}, "b": ONE}, 1), ({}, 0)],
)
def test_a_question_is_right_only_with_all_right_choices_and_no_other(given, right):
    assert score({"a": TWO, "b": ONE}, given).right == right


def test_a_quiz_without_questions_is_never_passed():
    assert not score({}, {}).reaches(1)


def test_a_question_without_a_right_choice_is_never_right():
    assert score({"a": frozenset()}, {"a": frozenset()}).right == 0


@pytest.mark.parametrize(("right", "passes"), [(4, True), (3, False)])
def test_the_pass_mark_counts_all_questions(right, passes):
    key = {str(number): ONE for number in range(5)}
    given = dict.fromkeys(list(key)[:right], ONE)

    assert score(key, given).reaches(80) is passes


@pytest.mark.django_db
def test_passing_issues_one_certificate_and_gives_the_points():
    enrolment = a_pass(an_enrolment(a_course(points=120)))

    certificate = Certificate.objects.get()
    owner = Owner.participant(enrolment.participant.uuid)
    assert certificate.name == "Marek Nowak"
    assert ledger.balance(program=enrolment.course.program, owner=owner, unit="points") == 120


@pytest.mark.django_db
def test_a_failed_quiz_gives_nothing_and_can_be_tried_again():
    enrolment = with_lessons_done(an_enrolment(a_course(points=120)))

    failed = hand_in(enrolment, wrong=1)
    passed = hand_in(enrolment)

    assert (failed.is_passed, failed.percent, passed.is_passed) == (False, 50, True)
    assert Certificate.objects.count() == 1


@pytest.mark.django_db
def test_the_quiz_opens_only_after_all_lessons():
    with pytest.raises(LearningRefused, match="lessons"):
        hand_in(an_enrolment())

    assert not Attempt.objects.exists()


@pytest.mark.django_db
def test_a_passed_quiz_cannot_be_passed_again():
    enrolment = a_pass()

    with pytest.raises(LearningRefused, match="passed"):
        hand_in(enrolment)


@pytest.mark.django_db
def test_tries_are_counted_a_day_at_a_time():
    enrolment = with_lessons_done(an_enrolment(a_course(attempts_a_day=2)))
    for _try in range(2):
        hand_in(enrolment, wrong=2)

    with pytest.raises(LearningRefused, match="tomorrow"):
        hand_in(enrolment)
    assert hand_in(enrolment, now=NOON + timedelta(hours=25)).is_passed


@pytest.mark.django_db
def test_a_course_without_questions_is_not_passed_by_handing_in_nothing():
    enrolment = with_lessons_done(an_enrolment())
    Question.objects.all().delete()

    with pytest.raises(LearningRefused, match="no questions"):
        attempts.hand_in(enrolment=enrolment, answers={}, by=enrolment.participant.user, now=NOON)
    assert not Certificate.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_handing_in_at_once_pays_once(ledger_may_be_emptied):
    enrolment = with_lessons_done(an_enrolment(a_course(points=50), a_participant()))

    results = at_once(4, lambda _number: hand_in(enrolment))

    assert any(isinstance(result, Attempt) for result in results)
    assert Transfer.objects.filter(unit="points").count() == 1
    assert Certificate.objects.count() == 1
