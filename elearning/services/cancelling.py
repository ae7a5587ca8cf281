"""Cancelling a course: nobody begins it any more, and whoever has not passed gets back what was paid for it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from elearning.models import Course, Enrolment, Wish
from elearning.refusals import LearningRefused
from elearning.services import dates, enrolments
from jobs.services import after_commit
from participants.models import User


@transaction.atomic
def cancel(*, course: Course, reason: str, by: User | None, now: datetime) -> None:
    """Closed for good; a job ends the ways of all who have not passed. Cancelled before, nothing happens.

    The row is held against whoever begins at this moment: that way is there before, or is refused.
    """
    reason = reason.strip()
    if not reason:
        raise LearningRefused(_("Please say why. Whoever is on the way through the course reads it."))
    if Course.objects.select_for_update().get(pk=course.pk).cancelled_at:
        return
    Course.objects.filter(pk=course.pk).update(is_published=False, cancelled_at=now, cancelled_because=reason)
    waiting = Wish.objects.filter(course=course, state=Wish.State.WAITING)
    waiting.update(state=Wish.State.OVER, answered_by=by, answered_at=now)
    after_commit("elearning.tasks.end_cancelled", course_id=course.pk)


def end_ways(*, course: Course, now: datetime) -> int:
    """Each way in a transaction of its own, then the dates; says how many ways. Safe to stop and repeat."""
    ended = sum(_end(way, now=now) for way in list(under_way(course).values_list("pk", flat=True)))
    for date in course.dates.filter(cancelled_at=None, begins_at__gt=now):
        dates.cancel(date=date, reason=course.cancelled_because, by=None, now=now)
    return ended


def under_way(course: Course) -> QuerySet[Enrolment]:
    """Who has begun and not passed."""
    return Enrolment.objects.filter(course=course, is_current=True, passed_at=None).order_by("pk")


@transaction.atomic
def _end(pk: int, *, now: datetime) -> bool:
    held = Enrolment.objects.select_for_update(of=("self",)).select_related("course__program").get(pk=pk)
    if held.passed_at or not held.is_current:
        return False
    enrolments.end(held, by=None, now=now)
    after_commit("elearning.tasks.tell_of_end_of_course", enrolment_id=held.pk)
    return True
