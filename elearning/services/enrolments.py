"""Beginning a course, and working through its lessons."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elearning.models import Course, CourseText, Enrolment, Lesson, LessonDone
from elearning.refusals import LearningRefused
from ledger import queries as ledger_queries
from ledger import services as ledger
from ledger.services import NotEnough, Owner
from participants.models import Participant, User


def enrol(*, participant: Participant, course: Course, text: CourseText, by: User, now: datetime) -> Enrolment:
    """Begin a course, paid with training credits in the same transaction. Beginning twice is the same as once."""
    if known := Enrolment.objects.filter(participant=participant, course=course).first():
        return known
    if not course.is_published or course.program_id != participant.program_id or text.course_id != course.pk:
        raise LearningRefused(_("This course is not open at the moment."))
    try:
        with transaction.atomic():
            return _begin(participant, course, text, by=by, now=now)
    except IntegrityError:
        # A second click came through at the same moment; its enrolment is this one.
        return Enrolment.objects.get(participant=participant, course=course)
    except NotEnough as short:
        raise LearningRefused(_missing(participant, course)) from short


def _begin(participant: Participant, course: Course, text: CourseText, *, by: User, now: datetime) -> Enrolment:
    enrolment = Enrolment.objects.create(
        participant=participant, course=course, course_text=text, paid=course.price, enrolled_at=now
    )
    if course.price:
        ledger.spend(
            program=course.program,
            unit="credits",
            owner=Owner.participant(participant.uuid),
            to=Owner.course(course.uuid),
            amount=course.price,
            reference=f"enrolment:{enrolment.uuid}:price",
            by=by,
            now=now,
            note=course.name,
        )
    return enrolment


def _missing(participant: Participant, course: Course) -> str:
    has = ledger_queries.balance(program=course.program, owner=Owner.participant(participant.uuid), unit="credits")
    missing = course.price - has
    return ngettext(
        "%(missing)s training credit is missing for this course. Confirmed purchases earn them.",
        "%(missing)s training credits are missing for this course. Confirmed purchases earn them.",
        missing,
    ) % {"missing": missing}


@transaction.atomic
def finish_lesson(*, enrolment: Enrolment, lesson: Lesson, now: datetime) -> None:
    """The participant worked through this lesson."""
    if lesson.course_text_id != enrolment.course_text_id:
        raise LearningRefused(_("This lesson belongs to another course."))
    LessonDone.objects.get_or_create(enrolment=enrolment, lesson=lesson, defaults={"done_at": now})
