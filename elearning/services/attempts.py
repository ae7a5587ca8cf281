"""Handing in a quiz. Passing gives certificate and points in the same transaction, once."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.codes import ALPHABET
from common.tokens import random_text
from elearning import quiz
from elearning.models import Attempt, Certificate, Choice, Enrolment, Question
from elearning.refusals import LearningRefused
from ledger import services as ledger
from ledger.services import Leg, Owner
from participants.models import User


def why_not_hand_in(enrolment: Enrolment, *, now: datetime) -> str:
    """Handing in: with all lessons done, not after passing, not too often on one day."""
    lessons, course = enrolment.course_text.lessons, enrolment.course
    if enrolment.passed_at:
        return _("You passed this quiz already.")
    if lessons.exclude(pk__in=enrolment.lessons_done.values("lesson")).exists():
        return _("Please finish all lessons first.")
    recent = enrolment.attempts.filter(handed_in_at__gt=now - timedelta(days=1)).count()
    return (
        _("You tried several times today. Look at the lessons again and come back tomorrow.")
        if recent >= course.attempts_a_day
        else ""
    )


def hand_in(*, enrolment: Enrolment, answers: quiz.Answers, by: User, now: datetime) -> Attempt:
    """Score the answers and keep them; passing issues the certificate and gives the course's points."""
    try:
        with transaction.atomic():
            return _hand_in(enrolment, answers, by=by, now=now)
    except IntegrityError:
        # The same answers were handed in twice at once; the one that passed counts.
        if passed := Attempt.objects.filter(enrolment=enrolment, is_passed=True).first():
            return passed
        raise


def _hand_in(enrolment: Enrolment, answers: quiz.Answers, *, by: User, now: datetime) -> Attempt:
    if reason := why_not_hand_in(enrolment, now=now):
        raise LearningRefused(reason)
    result = quiz.score(key_of(enrolment), answers)
    if not result.questions:
        raise LearningRefused(_("This course has no questions yet. Please tell the organizer."))
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        handed_in_at=now,
        right=result.right,
        questions=result.questions,
        is_passed=result.reaches(enrolment.course.pass_mark),
        answers={question: sorted(ticked) for question, ticked in answers.items()},
    )
    if attempt.is_passed:
        _pass(enrolment, by=by, now=now)
    return attempt


def key_of(enrolment: Enrolment) -> dict[str, frozenset[str]]:
    """The right choices of every question."""
    key: dict[str, set[str]] = {
        str(uuid): set()
        for uuid in Question.objects.filter(course_text=enrolment.course_text).values_list("uuid", flat=True)
    }
    right = Choice.objects.filter(question__course_text=enrolment.course_text, is_right=True)
    for question, choice in right.values_list("question__uuid", "uuid"):
        key[str(question)].add(str(choice))
    return {question: frozenset(choices) for question, choices in key.items()}


def _pass(enrolment: Enrolment, *, by: User, now: datetime) -> None:
    Enrolment.objects.filter(pk=enrolment.pk, passed_at=None).update(passed_at=now)
    enrolment.passed_at = now
    Certificate.objects.create(
        enrolment=enrolment,
        number=f"{random_text(ALPHABET, 4)}-{random_text(ALPHABET, 4)}-{random_text(ALPHABET, 4)}",
        name=enrolment.participant.name,
        title=enrolment.course_text.title,
        issued_at=now,
    )
    course, participant = enrolment.course, enrolment.participant
    if course.points:
        leg = Leg(
            unit="points",
            debit=Owner.organizer(course.program.uuid),
            credit=Owner.participant(participant.uuid),
            amount=course.points,
        )
        ledger.post(
            program=course.program,
            reference=f"enrolment:{enrolment.uuid}:passed",
            legs=[leg],
            kind="grant",
            by=by,
            now=now,
            note=course.name,
        )
