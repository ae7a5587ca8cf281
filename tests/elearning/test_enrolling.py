"""Beginning a course: what it costs, and that it costs it once."""

import pytest

from elearning.models import Enrolment
from elearning.refusals import LearningRefused
from elearning.services import enrolments
from ledger import queries as ledger
from ledger.services import Owner
from tests.builders.elearning import a_course, an_enrolment, give_credits
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
    other = a_course("Balancing").texts.get().lessons.first()

    with pytest.raises(LearningRefused, match="another course"):
        enrolments.finish_lesson(enrolment=an_enrolment(), lesson=other, now=NOON)


@pytest.mark.django_db(transaction=True)
@pytest.mark.main_job
def test_beginning_at_once_costs_once(ledger_may_be_emptied):
    marek, course = a_participant(), a_course(price=4)
    give_credits(marek, 10)

    results = at_once(4, lambda _number: an_enrolment(course, marek))

    assert {type(result) for result in results} == {Enrolment}
    assert len({result.pk for result in results}) == 1
    assert credits_of(marek) == 6
