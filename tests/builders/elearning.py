"""A course of two lessons and two questions, and people on their way through it."""

from datetime import datetime

from elearning.models import Choice, Course, CourseText, Enrolment, Lesson, Question
from elearning.services import attempts, enrolments
from ledger import services as ledger
from ledger.services import Leg, Owner
from participants.models import Participant
from programs.models import Program
from tests.builders.programs import NOON, a_participant, a_program


def a_course(name: str = "Press fittings", *, program: Program | None = None, **changes: object) -> Course:
    """Free, two lessons, two questions, 80 per cent to pass; the same name is the same course."""
    program = program or a_program()
    if known := Course.objects.filter(program=program, name=name).first():
        return known
    course = Course.objects.create(program=program, name=name, **({"is_published": True} | changes))
    text = CourseText.objects.create(course=course, language="en", title=name, summary="How to press.")
    for position in (1, 2):
        Lesson.objects.create(course_text=text, position=position, title=f"Lesson {position}", text="**Cut** straight.")
        question = Question.objects.create(course_text=text, position=position, text=f"Question {position}?", why="So.")
        Choice.objects.create(question=question, text="Yes", is_right=True)
        Choice.objects.create(question=question, text="No", is_right=False)
    return course


def give_credits(participant: Participant, amount: int) -> None:
    """Training credits as purchases would give them."""
    program = participant.program
    leg = Leg(
        unit="credits",
        debit=Owner.organizer(program.uuid),
        credit=Owner.participant(participant.uuid),
        amount=amount,
    )
    ledger.post(
        program=program, reference=f"test:{participant.uuid}:{amount}", legs=[leg], kind="grant", by=None, now=NOON
    )


def an_enrolment(course: Course | None = None, participant: Participant | None = None) -> Enrolment:
    """Marek has begun the course."""
    course, participant = course or a_course(), participant or a_participant()
    return enrolments.enrol(
        participant=participant, course=course, text=course.texts.get(), by=participant.user, now=NOON
    )


def with_lessons_done(enrolment: Enrolment) -> Enrolment:
    """All lessons are worked through."""
    for lesson in enrolment.course_text.lessons.all():
        enrolments.finish_lesson(enrolment=enrolment, lesson=lesson, now=NOON)
    return enrolment


def right_answers(enrolment: Enrolment, *, wrong: int = 0) -> dict[str, frozenset[str]]:
    """All right, but for the first `wrong` ones."""
    answers = dict(attempts.key_of(enrolment))
    for question in list(answers)[:wrong]:
        other = Choice.objects.get(question__uuid=question, is_right=False)
        answers[question] = frozenset({str(other.uuid)})
    return answers


def a_pass(enrolment: Enrolment | None = None, *, now: datetime = NOON) -> Enrolment:
    """Marek has passed, and has the certificate."""
    enrolment = with_lessons_done(enrolment or an_enrolment())
    attempts.hand_in(enrolment=enrolment, answers=right_answers(enrolment), by=enrolment.participant.user, now=now)
    return Enrolment.objects.get(pk=enrolment.pk)
