"""Writing a draft part by part. Two people at different parts do not meet; two at the same part are told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from elearning.content import Content
from elearning.content.editing import NotThere
from elearning.content.wire import mark
from elearning.models import Course, CourseVersion
from elearning.refusals import LearningRefused
from elearning.services import publishing
from elearning.services.publishing import ChangedMeanwhile
from elearning.versions import content_of
from participants.models import User

TRIES = 5
"""Somebody else may write another part at the same moment; each try begins with what they wrote."""


@dataclass(frozen=True, slots=True)
class AsRead:
    """A part of the course, and the mark that it had when the person began to write."""

    part: Callable[[Content], object]
    mark: str


def last_version(course: Course) -> CourseVersion | None:
    """The draft; where there is none, the newest version; None for a course that says nothing yet."""
    return CourseVersion.objects.filter(course=course).order_by("-number").first()


def written(course: Course) -> Content:
    """What the course says as it is being written."""
    last = last_version(course)
    return content_of(last) if last else publishing.empty(course)


def edit(
    *,
    course: Course,
    change: Callable[[Content], Content],
    by: User | None,
    now: datetime,
    as_read: AsRead | None = None,
) -> CourseVersion:
    """Change the draft, begun if need be. Raises ChangedMeanwhile where the part is not any more as it was read."""
    for _try in range(TRIES):
        draft = publishing.begin_draft(course=course, by=by, now=now)
        content = content_of(draft)
        if as_read and mark(as_read.part(content)) != as_read.mark:
            raise changed_meanwhile()
        try:
            publishing.save(draft=draft, content=change(content), by=by, now=now)
        except NotThere as gone:
            raise changed_meanwhile() from gone
        except ChangedMeanwhile:
            continue
        return draft
    raise changed_meanwhile()


def changed_meanwhile() -> ChangedMeanwhile:
    """Said where what was typed stays in the form."""
    return ChangedMeanwhile(
        _(
            "Somebody else changed this meanwhile. What you typed is still here and not saved: "
            "look at what stands there now, then save again to put yours in its place."
        )
    )


@transaction.atomic
def discard(*, course: Course, number: int) -> None:
    """The draft of this number is gone; what was published stays as it is."""
    drafts = CourseVersion.objects.filter(course=course, number=number, published_at=None)
    if not drafts.delete()[0]:
        raise LearningRefused(_("There is no such draft any more."))
