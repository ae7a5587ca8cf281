"""Taking a course: beginning it with training credits, all lessons, the quiz passed; prints figures as one JSON object.

python -m trials.inside.bench_course PEOPLE
"""

from __future__ import annotations

import json
import sys
from functools import partial

from django.utils import timezone, translation

from claims.owners import participant_owner
from elearning.content import Choose
from elearning.models import Course
from elearning.quizzes import Drawn
from elearning.services import attempts, enrolments
from elearning.versions import content_of
from ledger import services as ledger
from ledger.services import Leg, Owner
from participants.models import Participant
from trials.inside import crowd
from trials.inside.bench_points import against_raw
from trials.inside.pages import opened


def pay(participant: Participant, credits: int) -> None:
    """Training credits to spend."""
    leg = Leg(
        unit="credits",
        debit=Owner.organizer(participant.program.uuid),
        credit=participant_owner(participant),
        amount=credits,
    )
    reference = f"bench:{participant.uuid}"
    ledger.post(program=participant.program, reference=reference, legs=[leg], kind="grant", by=None, now=timezone.now())


def take(participant: Participant, course: Course) -> None:
    """From the first click to the certificate."""
    now, by = timezone.now(), participant.user
    enrolment = enrolments.enrol(participant=participant, course=course, language="en", by=by, now=now)
    for lesson in content_of(enrolment.version).lessons():
        enrolments.finish_lesson(enrolment=enrolment, lesson=lesson.key, now=now)
    begun = enrolments.current(participant, course)
    assert begun is not None
    attempt = attempts.begin(enrolment=begun, now=now)
    answers = {one.question.key: right_of(one) for one in attempts.asked(attempt)}
    attempts.hand_in(attempt=attempt, answers=answers, by=by, now=now)


def right_of(one: Drawn) -> tuple[str, ...]:
    """What is right; the demo's courses ask to choose only."""
    assert isinstance(one.question, Choose)
    return tuple(option.key for option in one.question.options if option.is_right)


def main(people: int) -> None:
    translation.activate("en")
    emails = crowd.make(2 * people + 1)
    course = Course.objects.filter(price__gt=0)[0]
    takers = list(Participant.objects.filter(user__email__in=emails).select_related("user", "program"))
    for participant in takers:
        pay(participant, course.price)
    page = opened(takers[0].user, "/learn/")
    figures = against_raw([partial(take, participant, course) for participant in takers])
    print(
        json.dumps(
            {"take": figures, "home_ms": page.milliseconds, "empty_ms": opened(takers[0].user, "/healthz").milliseconds}
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
