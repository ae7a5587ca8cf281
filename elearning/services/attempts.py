"""Taking the quiz: begun, saved, handed in once. Passing gives certificate and points in the same transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from elearning.content import Quiz
from elearning.models import Attempt, Enrolment
from elearning.quizzes import Answers, Drawn, Score, as_stored, drawn, from_stored, new_seed, score
from elearning.refusals import LearningRefused
from elearning.services import finishing, passing, recording, tallies
from elearning.versions import content_of
from participants.models import User

GRACE = timedelta(seconds=15)
"""Answers on their way when the time ends still count."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Why the quiz cannot be begun now; `until` where waiting helps."""

    sentence: str
    until: datetime | None = None


def whole() -> QuerySet[Attempt]:
    """Attempts with all that they belong to, but for the content of the version, which is read once."""
    related = Attempt.objects.select_related(
        "enrolment__version", "enrolment__course__program", "enrolment__participant"
    )
    return related.defer("enrolment__version__content")


def quiz_of(enrolment: Enrolment) -> Quiz | None:
    """The quiz of the version that the person takes."""
    return content_of(enrolment.version).quiz


def asked(attempt: Attempt) -> tuple[Drawn, ...]:
    """What this attempt asks, built again from version and seed."""
    quiz = quiz_of(attempt.enrolment)
    return drawn(quiz, attempt.seed) if quiz else ()


def under_way(enrolment: Enrolment, *, now: datetime) -> Attempt | None:
    """The attempt that was begun and not handed in. One whose time is over is handed in with what was saved."""
    attempt = enrolment.attempts.filter(handed_in_at=None).select_related("enrolment").first()
    if attempt and is_over(attempt, now=now):
        hand_in(attempt=attempt, answers={}, by=enrolment.participant.user, now=now)
        return None
    return attempt


def is_over(attempt: Attempt, *, now: datetime) -> bool:
    """Whether its time has ended."""
    return attempt.due_at is not None and now > attempt.due_at + GRACE


def why_not_begin(enrolment: Enrolment, *, now: datetime) -> Wait | None:
    """Beginning: what `finishing` asks for is done, not passed yet, and not too often in a row."""
    quiz = quiz_of(enrolment)
    if enrolment.passed_at:
        return Wait(_("You passed this quiz already."))
    if not enrolment.is_current:
        return Wait(_("This course is not yours any more."))
    if quiz is None or not quiz.asks:
        return Wait(_("This course has no questions yet. Please tell the organizer."))
    if enrolment.finished_at is None:
        return Wait(finishing.what_is_missing(enrolment) or _("Please finish all lessons first."))
    if (until := paused_until(enrolment, quiz)) and now < until:
        return Wait(_("You tried several times. Look at the lessons again; the next try opens later."), until)
    return None


def paused_until(enrolment: Enrolment, quiz: Quiz) -> datetime | None:
    """After every so many failed attempts there is a pause, counted from the last one."""
    if not quiz.attempts:
        return None
    times = enrolment.attempts.filter(handed_in_at__isnull=False).order_by("-number").values_list("handed_in_at")
    count = len(times)
    if not count or count % quiz.attempts:
        return None
    last = times[0][0]
    return last + timedelta(minutes=quiz.pause_minutes) if last else None


def begin(*, enrolment: Enrolment, now: datetime) -> Attempt:
    """A new attempt, or the one that is under way: two tabs take the same one."""
    if attempt := under_way(enrolment, now=now):
        return attempt
    enrolment.refresh_from_db()
    if wait := why_not_begin(enrolment, now=now):
        raise LearningRefused(wait.sentence)
    quiz = quiz_of(enrolment)
    assert quiz is not None
    try:
        with transaction.atomic():
            return Attempt.objects.create(
                enrolment=enrolment,
                number=enrolment.attempts.count() + 1,
                seed=new_seed(),
                started_at=now,
                due_at=now + timedelta(minutes=quiz.minutes) if quiz.minutes else None,
            )
    except IntegrityError:
        # Another tab began it at this moment.
        return enrolment.attempts.select_related("enrolment").get(handed_in_at=None)


def save(*, attempt: Attempt, answers: Answers, now: datetime) -> bool:
    """Keep the answers so far; whether they were in time."""
    if is_over(attempt, now=now):
        return False
    still_open = Attempt.objects.filter(pk=attempt.pk, handed_in_at=None)
    return bool(still_open.update(answers=as_stored(_known(attempt, answers))))


@transaction.atomic
def hand_in(*, attempt: Attempt, answers: Answers, by: User, now: datetime) -> Attempt:
    """Score the answers and keep them. Handed in before, it stays as it is; late, what was saved in time counts."""
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=attempt.enrolment_id)
    held = whole().get(pk=attempt.pk)
    if held.handed_in_at is not None:
        return held
    if enrolment.given_back_at:
        raise LearningRefused(_("This course is not yours any more."))
    quiz = quiz_of(held.enrolment)
    assert quiz is not None
    given = from_stored(held.answers) if is_over(held, now=now) else _known(held, answers)
    found = score(asked(held), given)
    _write(held, given, found, is_passed=found.reaches(quiz.pass_mark) and enrolment.passed_at is None, now=now)
    tallies.handed_in(held, found, now=now)
    recording.scored(held, now=now)
    if held.is_passed:
        passing.pass_course(enrolment=held.enrolment, by=by, now=now)
    return held


def _write(attempt: Attempt, given: Answers, found: Score, *, is_passed: bool, now: datetime) -> None:
    attempt.handed_in_at = now
    attempt.points, attempt.of, attempt.is_passed = found.points, found.of, is_passed
    attempt.answers = as_stored(given)
    attempt.save(update_fields=["handed_in_at", "points", "of", "is_passed", "answers"])


def _known(attempt: Attempt, answers: Answers) -> dict[str, tuple[str, ...]]:
    """Answers to what was asked; others are not kept."""
    keys = {one.question.key for one in asked(attempt)}
    return {key: given for key, given in answers.items() if key in keys}
