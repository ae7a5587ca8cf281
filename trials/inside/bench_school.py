"""A participant's and the organizer's pages with few and with very many enrolments; prints figures as one JSON object.

python -m trials.inside.bench_school SIZE…
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from django.utils import timezone, translation

from elearning.content import Choose
from elearning.models import Attempt, Course
from elearning.services import attempts, enrolments
from elearning.versions import content_of
from participants.models import CampaignAdmin, Participant
from trials.inside import crowd, many_learners
from trials.inside.bench_desk import TIMES, expect, milliseconds, signed_in

PEOPLE = 2_000


def times_of(course: Course, learners: Iterator[Participant]) -> dict[str, float]:
    """Looking at the course, handing its quiz in, and the organizer's page over all of it."""
    one = next(learners)
    begun = enrolments.enrol(participant=one, course=course, language="en", by=one.user, now=timezone.now())
    learner, admin = signed_in(one.user), signed_in(CampaignAdmin.objects.order_by("pk")[0].user)
    results = f"/admin/courses/{course.pk}/results/"
    for path in ("/learn/", f"/learn/{course.uuid}/"):
        learner.get(path)
    return {
        "course": milliseconds(lambda: expect(learner.get(f"/learn/{begun.course.uuid}/"), 200)),
        "learn": milliseconds(lambda: expect(learner.get("/learn/"), 200)),
        "results": milliseconds(lambda: expect(admin.get(results), 200)),
        "hand_in": _handing_in(course, learners),
    }


def _handing_in(course: Course, learners: Iterator[Participant]) -> float:
    """Everybody hands in once, all answers right: scored, passed, certified, counted."""
    ready = iter([_ready(course, next(learners)) for _turn in range(TIMES)])

    def hand_in() -> None:
        client, attempt, answers = next(ready)
        address = f"/learn/{course.uuid}/quiz/{attempt.uuid}/answers/"
        expect(client.post(address, answers), 302)

    return milliseconds(hand_in)


def _ready(course: Course, learner: Participant) -> tuple[Any, Attempt, dict[str, list[str]]]:
    now = timezone.now()
    enrolments.enrol(participant=learner, course=course, language="en", by=learner.user, now=now)
    begun = enrolments.current(learner, course)
    assert begun is not None
    for lesson in content_of(begun.version).lessons():
        enrolments.finish_lesson(enrolment=begun, lesson=lesson.key, now=now)
    begun.refresh_from_db()
    attempt = attempts.begin(enrolment=begun, now=now)
    client = signed_in(learner.user)
    client.get(f"/learn/{course.uuid}/")
    answers = {
        one.question.key: [option.key for option in one.question.options if option.is_right]
        for one in attempts.asked(attempt)
        if isinstance(one.question, Choose)
    }
    return client, attempt, answers


def main(sizes: list[int]) -> None:
    translation.activate("en")
    course = Course.objects.filter(price__gt=0).select_related("current", "program")[0]
    # Whoever begins it has no credits; of all courses this one asks to choose only.
    Course.objects.filter(pk=course.pk).update(price=0)
    course.price = 0
    crowd.make(PEOPLE, name="learner")
    people = Participant.objects.filter(user__email__startswith="learner-").order_by("pk")
    rows = list(people.values_list("pk", flat=True))
    crowd.make(len(sizes) * (TIMES + 1), name="fresh")
    fresh = Participant.objects.filter(user__email__startswith="fresh-").select_related("user", "program")
    learners = iter(list(fresh.order_by("pk")))
    figures: dict[str, Any] = {}
    there = 0
    for size in sizes:
        many_learners.fill(course, rows, first=there + 1, last=size)
        there = size
        figures[str(size)] = times_of(course, learners)
    print(json.dumps(figures))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
