"""A package lesson is opened, reports, and is done: by what it says itself, as its standard means it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from elearning.content import Lesson
from elearning.models import Enrolment, Package, PackageState
from elearning.packages import Completion, Part, Report, Standard, Success, Told, kept_values, read_report
from elearning.refusals import LearningRefused
from elearning.services import enrolments, finishing, packages

SLACK = timedelta(minutes=1)
"""A package's clock begins a little before ours; what goes beyond is not believed."""


class OpenedElsewhere(LearningRefused):
    """The same part was opened once more after this; what this one reports counts no longer."""

    def __init__(self) -> None:
        super().__init__(_("This lesson was opened once more, in another window or on another device. Go on there."))


@dataclass(frozen=True, slots=True)
class Opened:
    """A part that was opened just now, and what it is told."""

    opening: int
    standard: str
    part: Part
    values: dict[str, str]
    lesson_is_done: bool


def package_of(enrolment: Enrolment, lesson: Lesson) -> Package | None:
    """The package that this lesson shows."""
    found = Package.objects.filter(material__course=enrolment.course_id, material__key=lesson.package)
    return found.select_related("material").first() if lesson.package else None


def _part(enrolment: Enrolment, lesson: Lesson, number: int) -> tuple[Package, Part]:
    package = package_of(enrolment, lesson)
    parts = packages.parts_of(package) if package else []
    if package is None or not 1 <= number <= len(parts):
        raise LearningRefused(_("This lesson could not be opened. Please tell the organizer."))
    return package, parts[number - 1]


@transaction.atomic
def open_part(*, enrolment: Enrolment, lesson: Lesson, number: int, now: datetime) -> Opened:
    """Begin or go on; from now on only this opening is listened to. What says nothing of itself is done with it."""
    package, part = _part(enrolment, lesson, number)
    PackageState.objects.get_or_create(enrolment=enrolment, lesson=lesson.key, part=number, defaults={"opened_at": now})
    mine = PackageState.objects.filter(enrolment=enrolment, lesson=lesson.key, part=number)
    mine.update(
        opening=F("opening") + 1,
        report=0,
        seconds_before=F("seconds_before") + F("seconds"),
        seconds=0,
        opened_at=now,
    )
    state = mine.get()
    if not part.is_sco:
        _done(state, package, now=now)
    told = Told(
        learner=str(enrolment.uuid),
        name=enrolment.participant.name,
        before=before(state) if state.reported_at else None,
        seconds=state.total_seconds,
    )
    values = kept_values(Standard(package.standard), part, told)
    return Opened(state.opening, package.standard, part, values, is_done(enrolment, lesson))


def is_done(enrolment: Enrolment, lesson: Lesson) -> bool:
    """Whether the whole lesson is."""
    return enrolment.lessons_done.filter(lesson=lesson.key).exists()


def before(state: PackageState) -> Report:
    """What was reported last."""
    return Report(
        completion=Completion(state.completion),
        success=Success(state.success),
        raw=state.raw,
        lowest=state.lowest,
        highest=state.highest,
        scaled=state.scaled,
        location=state.location,
        suspend_data=state.suspend_data,
        exit=state.exit,
        more=state.more,
    )


@transaction.atomic
def report(
    *,
    enrolment: Enrolment,
    lesson: Lesson,
    number: int,
    opening: int,
    count: int,
    told: Any,
    is_over: bool,
    now: datetime,
) -> PackageState:
    """Keep what a part says. Said twice, or overtaken by a later report of the same opening, it changes nothing.

    Raises OpenedElsewhere where it comes from an older opening, LearningRefused for what no package may say.
    """
    package, part = _part(enrolment, lesson, number)
    mine = PackageState.objects.filter(enrolment=enrolment, lesson=lesson.key, part=number)
    state = mine.first()
    if state is None:
        raise LearningRefused(_("This lesson could not be opened. Please tell the organizer."))
    standard = Standard(package.standard)
    said = _judged(read_report(told, standard), part, standard, is_over=is_over)
    # The condition is the lock.
    newer = mine.filter(opening=opening, report__lt=count)
    if not newer.update(report=count, reported_at=now, **_values(said, state, now=now)):
        state.refresh_from_db()
        if state.opening != opening:
            raise OpenedElsewhere
        return state
    state.refresh_from_db()
    if said.is_done:
        _done(state, package, now=now)
    return state


def _judged(said: Report, part: Part, standard: Standard, *, is_over: bool) -> Report:
    """With the share that the score is, and by the marks that the package's own list sets."""
    said = replace(said, scaled=_share(said))
    score = said.raw if standard == Standard.SCORM_12 else said.scaled
    if part.mastery and score is not None and said.completion != Completion.INCOMPLETE:
        said = replace(said, success=Success.PASSED if score >= Decimal(part.mastery) else Success.FAILED)
    if part.completion and said.progress is not None:
        is_enough = said.progress >= Decimal(part.completion)
        said = replace(said, completion=Completion.COMPLETED if is_enough else Completion.INCOMPLETE)
    if is_over and said.completion == Completion.UNKNOWN and said.success == Success.UNKNOWN:
        # A part that ends without a word on it counts as worked through, by both standards.
        return replace(said, completion=Completion.COMPLETED)
    return said


def _share(said: Report) -> Decimal | None:
    """The score as a share of one. SCORM 1.2 counts from 0 to 100 unless told otherwise."""
    if said.scaled is not None or said.raw is None:
        return said.scaled
    lowest, highest = said.lowest or Decimal(0), Decimal(100) if said.highest is None else said.highest
    if highest <= lowest:
        return None
    share = (said.raw - lowest) / (highest - lowest)
    return max(Decimal(-1), min(Decimal(1), share)).quantize(Decimal("0.0001"), rounding="ROUND_DOWN")


def _values(said: Report, state: PackageState, *, now: datetime) -> dict[str, Any]:
    passed = int((now - state.opened_at + SLACK).total_seconds())
    return {
        "completion": said.completion,
        "success": said.success,
        "raw": said.raw,
        "lowest": said.lowest,
        "highest": said.highest,
        "scaled": said.scaled,
        "location": said.location,
        "suspend_data": said.suspend_data,
        "exit": said.exit,
        "more": dict(said.more),
        "seconds": max(0, min(said.seconds, passed)),
    }


def _done(state: PackageState, package: Package, *, now: datetime) -> None:
    """This part is done for good; with the last one the lesson is."""
    finishing.hold(state.enrolment)
    PackageState.objects.filter(pk=state.pk, done_at=None).update(done_at=now)
    state.refresh_from_db()
    done = PackageState.objects.filter(enrolment=state.enrolment_id, lesson=state.lesson, done_at__isnull=False)
    if set(done.values_list("part", flat=True)) >= set(range(1, len(package.parts) + 1)):
        enrolments.finish_lesson(enrolment=state.enrolment, lesson=state.lesson, now=now)


def why_not_finish(enrolment: Enrolment, lesson: Lesson) -> str:
    """By hand only what never said a word, or was done before; "" if it may be finished."""
    package = package_of(enrolment, lesson)
    if package is None or is_done(enrolment, lesson):
        return ""
    states = list(PackageState.objects.filter(enrolment=enrolment, lesson=lesson.key))
    if len(states) < len(package.parts) and len(package.parts) > 1:
        return _("Open every part of this lesson first.")
    if not states or any(state.done_at is None and state.reported_at is not None for state in states):
        return _("This lesson says itself when it is done, and has not said so yet.")
    return ""


def finish(*, enrolment: Enrolment, lesson: Lesson, now: datetime) -> None:
    """The person says that the lesson is done. Raises LearningRefused where its package has to say so."""
    if reason := why_not_finish(enrolment, lesson):
        raise LearningRefused(reason)
    enrolments.finish_lesson(enrolment=enrolment, lesson=lesson.key, now=now)
