"""What has to be done before the quiz, and what follows from it: the one place that knows."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from elearning.models import Course, Enrolment, Seat, Tally
from elearning.services import passing, recording, tallies
from elearning.services.tallies import Counted
from elearning.versions import content_of
from participants.models import User


def hold(enrolment: Enrolment) -> None:
    """Held to the end of the transaction: what is done at the same moment in another window is seen, or waits."""
    Enrolment.objects.select_for_update(no_key=True).only("pk").get(pk=enrolment.pk)


def what_is_missing(enrolment: Enrolment) -> str:
    """In words, the first thing that is to be done before the quiz; before passing, where there is none."""
    if _undone_lessons(enrolment):
        return _("Please finish all lessons first.")
    if enrolment.course.needs_date and not was_there(enrolment):
        return _("This course asks you to be there on one of its dates. Take a seat, and come.")
    return ""


def was_there(enrolment: Enrolment) -> bool:
    """Whether the person attended a date on this way through the course."""
    return Seat.objects.filter(enrolment=enrolment, attended_at__isnull=False).exists()


def _undone_lessons(enrolment: Enrolment) -> bool:
    lessons = {one.key for one in content_of(enrolment.version).lessons()}
    return bool(lessons) and enrolment.lessons_done.filter(lesson__in=lessons).count() < len(lessons)


def go_on(enrolment: Enrolment, *, by: User | None, now: datetime) -> None:
    """After a lesson or a date, in the caller's transaction, which holds the enrolment: finished if nothing is missing.

    Without a quiz the course is passed then. Done before, or given back, it is not done again.
    """
    content = content_of(enrolment.version)
    asks_something = enrolment.course.needs_date or any(True for _lesson in content.lessons())
    if not asks_something or what_is_missing(enrolment):
        return
    unfinished = Enrolment.objects.filter(pk=enrolment.pk, finished_at=None, given_back_at=None)
    if not unfinished.update(finished_at=now):
        return
    recording.completed(enrolment, now=now)
    counted = [Counted(Tally.Kind.FINISHED)]
    if content.quiz is None:
        passing.pass_course(enrolment=enrolment, by=by, now=now)
        counted += tallies.passed(enrolment, now=now)
    tallies.count(enrolment.version, *counted, now=now)


def go_back(enrolment: Enrolment, *, now: datetime) -> None:
    """A date does not count any more, in the caller's transaction: unfinished again, if it was what is missing now."""
    is_finished = Enrolment.objects.filter(pk=enrolment.pk, finished_at__isnull=False, passed_at=None)
    if what_is_missing(enrolment) and is_finished.update(finished_at=None):
        recording.taken_back(enrolment, recording.Verb.COMPLETED, now=now)
        tallies.count(enrolment.version, Counted(Tally.Kind.FINISHED, count=-1), now=now)


def let_all_go_on(*, course: Course, now: datetime) -> int:
    """The course asks for no date any more: who waited only for one goes on. Says how many; safe to stop and repeat."""
    waiting = Enrolment.objects.filter(course=course, is_current=True, finished_at=None, lessons_done__isnull=False)
    related = waiting.select_related("version", "course__program", "participant__user").defer("version__content")
    done = 0
    for one in related.distinct().order_by("pk").iterator():
        with transaction.atomic():
            hold(one)
            go_on(one, by=None, now=now)
        done += 1
    return done
