"""Versions of a course: a draft is edited, then published once and never changed."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from elearning.content import Content, Lacking, lacking, to_json
from elearning.models import Course, CourseVersion
from elearning.refusals import LearningRefused
from elearning.versions import card, content_of
from participants.models import User


class ChangedMeanwhile(LearningRefused):
    """Somebody else changed the draft after it was read."""


class NotReady(LearningRefused):
    """The draft cannot be published yet; `lacks` says what is missing."""

    def __init__(self, lacks: list[Lacking]) -> None:
        super().__init__(_("Some things are still missing; they are listed on the course's page."))
        self.lacks = lacks


def draft_of(course: Course) -> CourseVersion | None:
    """The version that is being written, if there is one."""
    return CourseVersion.objects.filter(course=course, published_at=None).first()


def begin_draft(*, course: Course, by: User | None, now: datetime) -> CourseVersion:
    """The draft; a new one says what the last version said. Repeated, it is the same one."""
    if draft := draft_of(course):
        return draft
    last = CourseVersion.objects.filter(course=course).order_by("-number").first()
    content = content_of(last) if last else empty(course)
    try:
        with transaction.atomic():
            return CourseVersion.objects.create(
                course=course,
                number=last.number + 1 if last else 1,
                content=to_json(content),
                card=card(content),
                changed_by=by,
                changed_at=now,
            )
    except IntegrityError:
        # Two people began at once; there is one draft.
        return CourseVersion.objects.get(course=course, published_at=None)


def empty(course: Course) -> Content:
    """What a course says before anybody wrote."""
    return Content(languages=(course.program.default_language,), title={})


def save(*, draft: CourseVersion, content: Content, by: User | None, now: datetime) -> None:
    """Write the draft anew. Raises ChangedMeanwhile if it is not any more as it was read, or was published."""
    as_read = CourseVersion.objects.filter(pk=draft.pk, published_at=None, edits=draft.edits)
    values = {"content": to_json(content), "card": card(content), "changed_by": by, "changed_at": now}
    if not as_read.update(**values, edits=F("edits") + 1):
        raise ChangedMeanwhile(_("Somebody else changed this course meanwhile. Look at it again, then repeat."))
    draft.refresh_from_db()


@transaction.atomic
def publish(*, draft: CourseVersion, by: User | None, now: datetime, as_read: int | None = None) -> None:
    """Everybody who begins from now on gets this version; who is on the way stays with the own one.

    `as_read`: the number of edits that whoever says yes has seen; raises ChangedMeanwhile if there were more.
    """
    course = Course.objects.select_for_update().get(pk=draft.course_id)
    draft = CourseVersion.objects.select_for_update().get(pk=draft.pk)
    if draft.published_at is not None:
        return
    if course.cancelled_at:
        raise LearningRefused(_("This course was cancelled, so it cannot be opened again."))
    if as_read is not None and as_read != draft.edits:
        raise ChangedMeanwhile(_("Somebody else changed this course meanwhile. Look at it again, then repeat."))
    materials = dict(course.materials.values_list("key", "kind"))
    if lacks := lacking(content_of(draft), materials=materials, needs_lessons=not course.needs_date):
        raise NotReady(lacks)
    CourseVersion.objects.filter(pk=draft.pk).update(published_by=by, published_at=now)
    Course.objects.filter(pk=course.pk).update(current=draft, is_published=True)
