"""A copy of a participant's way through courses: lessons, quizzes with their answers, certificates."""

from collections.abc import Iterator, Mapping
from typing import Any

from elearning.models import Enrolment
from participants.models import Participant
from participants.own_data import Section


def sections(participant: Participant) -> Iterator[Section]:
    """One row for each course that was begun."""
    yield "courses", _courses(participant)


def _courses(participant: Participant) -> Iterator[Mapping[str, Any]]:
    mine = Enrolment.objects.filter(participant=participant).select_related("course_text", "certificate")
    for one in mine.prefetch_related("lessons_done__lesson", "attempts").order_by("pk"):
        certificate = getattr(one, "certificate", None)
        yield {
            "course": one.course_text.title,
            "training_credits_paid": one.paid,
            "enrolled_at": one.enrolled_at,
            "passed_at": one.passed_at,
            "lessons": [{"lesson": done.lesson.title, "done_at": done.done_at} for done in one.lessons_done.all()],
            "attempts": [
                {
                    "handed_in_at": attempt.handed_in_at,
                    "right": attempt.right,
                    "questions": attempt.questions,
                    "answers": attempt.answers,
                }
                for attempt in one.attempts.all()
            ],
            "certificate": {"number": certificate.number, "name": certificate.name, "issued_at": certificate.issued_at}
            if certificate
            else None,
        }
