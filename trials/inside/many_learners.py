"""Ways through courses and attempts at their quizzes by the million, written set by set, with what was counted."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from elearning.models import Attempt, Course, Enrolment, Tally
from elearning.services.tallies import PARTS
from elearning.versions import content_of
from trials.inside import sets

MONTHS = 24

# Renewed again and again: only one way of a person through a course is the current one.
_ENROLMENTS = """
INSERT INTO elearning_enrolment (id, uuid, participant_id, course_id, version_id, language, paid, enrolled_at,
    last_lesson, finished_at, passed_at, given_back_at, is_current)
SELECT {base} + n, {uuid}, {person} + n %% {people}, {course}, {version}, 'en', 0, %(now)s, '', %(now)s, %(now)s,
    NULL, {false}
FROM ({numbers}) each
"""
_ATTEMPTS = """
INSERT INTO elearning_attempt (uuid, enrolment_id, number, seed, started_at, due_at, handed_in_at, points, "of",
    is_passed, answers)
SELECT {uuid}, {base} + n, 1, n, %(now)s, NULL, %(now)s, 5, 6, {true}, '{{}}'
FROM ({numbers}) each
"""


def fill(course: Course, people: list[int], *, first: int, last: int) -> None:
    """Ways with these numbers, each with one attempt, by people whose rows stand one after another."""
    assert course.current is not None and people == list(range(people[0], people[0] + len(people)))
    vendor, newest = connection.vendor, Enrolment.objects.aggregate(pk=Max("pk"))["pk"] or 0
    parts = {
        "base": newest - first + 1,
        "uuid": sets.fresh_uuid(),
        "person": people[0],
        "people": len(people),
        "course": course.pk,
        "version": course.current.pk,
        "numbers": sets.numbers(first, last),
        "true": "TRUE" if vendor == "postgresql" else "1",
        "false": "FALSE" if vendor == "postgresql" else "0",
    }
    with connection.cursor() as cursor:
        for statement in (_ENROLMENTS, _ATTEMPTS):
            cursor.execute(statement.format(**parts), {"now": timezone.now()})
    _count(course, last - first + 1)
    sets.settle([Enrolment, Attempt])


def _count(course: Course, number: int) -> None:
    """As many as there are, spread over months and parts as time and the lot would spread them."""
    assert course.current is not None
    content = content_of(course.current)
    kinds = [("enrolled", ""), ("started", ""), ("finished", ""), ("attempt", ""), ("passed", ""), ("days", "3")]
    kinds += [("lesson", lesson.key) for lesson in content.lessons()]
    kinds += [("question", question.key) for question in (content.quiz.questions() if content.quiz else ())]
    month, share = date.today().replace(day=1), number // (MONTHS * PARTS)  # noqa: DTZ011  # any month will do
    Tally.objects.filter(version=course.current).delete()
    rows = []
    for _month in range(MONTHS):
        rows += [_tally(course, kind, key, month, part, share) for kind, key in kinds for part in range(PARTS)]
        month = (month - timedelta(days=1)).replace(day=1)
    Tally.objects.bulk_create(rows)


def _tally(course: Course, kind: str, key: str, month: date, part: int, count: int) -> Tally:
    sums = {"item": 600, "item_squared": 600_000, "rest": 700, "rest_squared": 550_000, "item_rest": 450_000}
    return Tally(
        version=course.current,
        kind=kind,
        key=key,
        month=month,
        part=part,
        count=count,
        **{name: count * each for name, each in sums.items()},
    )
