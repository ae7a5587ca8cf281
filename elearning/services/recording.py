"""Writing down what participants do as xAPI statements, each in the transaction of what it states."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.urls import reverse

from elearning import xapi
from elearning.content import Content
from elearning.models import Attempt, CourseDate, Enrolment, Statement
from elearning.versions import content_of

Verb = Statement.Verb


def registered(enrolment: Enrolment, *, now: datetime) -> None:
    """The course was begun."""
    _write(enrolment, Verb.REGISTERED, {}, now=now)


def progressed(enrolment: Enrolment, *, lesson: str, done: int, of: int, now: datetime) -> None:
    """One more lesson was worked through."""
    result = {"extensions": {xapi.PROGRESS: done * 100 // of}}
    _write(enrolment, Verb.PROGRESSED, result, lesson=lesson, now=now)


def completed(enrolment: Enrolment, *, now: datetime) -> None:
    """All lessons are done."""
    result = {"completion": True, "duration": xapi.duration(now - enrolment.enrolled_at)}
    _write(enrolment, Verb.COMPLETED, result, now=now)


def scored(attempt: Attempt, *, now: datetime) -> None:
    """The quiz was handed in, and passed or failed. One that was left open lasted until its time was over."""
    ended = min(now, attempt.due_at) if attempt.due_at else now
    result = {
        "score": xapi.score(attempt.points, attempt.of),
        "success": attempt.is_passed,
        "completion": True,
        "duration": xapi.duration(ended - attempt.started_at),
    }
    _write(attempt.enrolment, Verb.PASSED if attempt.is_passed else Verb.FAILED, result, now=now)


def attended(enrolment: Enrolment, date: CourseDate, *, now: datetime) -> None:
    """The person was there on a date of the course."""
    result = {"duration": xapi.duration(date.ends_at - date.begins_at)}
    _write(enrolment, Verb.ATTENDED, result, now=now, date=date)


def taken_back(enrolment: Enrolment, verb: Statement.Verb, *, now: datetime) -> None:
    """What was stated last of this kind turned out not to be so."""
    last = Statement.objects.filter(enrolment=enrolment, verb=verb).order_by("-pk").first()
    if last:
        uuid = uuid4()
        body = xapi.voiding(uuid, who=_who(enrolment), voided=last.uuid, at=now)
        _keep(enrolment, Verb.VOIDED, body, uuid, now=now)


def _write(
    enrolment: Enrolment,
    verb: Statement.Verb,
    result: Mapping[str, Any],
    *,
    now: datetime,
    lesson: str = "",
    date: CourseDate | None = None,
) -> None:
    uuid, content = uuid4(), content_of(enrolment.version)
    course = _course(enrolment, content)
    body = xapi.statement(
        uuid,
        who=_who(enrolment),
        verb=verb.value,
        about=_date(course, date) if date else course,
        setting=xapi.Setting(
            registration=enrolment.uuid,
            platform=enrolment.course.program.name,
            language=enrolment.language,
            lesson=_lesson(course, content, lesson) if lesson else None,
            parent=course if date else None,
        ),
        result=result,
        at=now,
    )
    _keep(enrolment, verb, body, uuid, now=now)


def _keep(enrolment: Enrolment, verb: Statement.Verb, body: dict[str, Any], uuid: UUID, *, now: datetime) -> None:
    program = enrolment.course.program
    Statement.objects.create(uuid=uuid, program=program, enrolment=enrolment, verb=verb, body=body, made_at=now)


def _who(enrolment: Enrolment) -> xapi.Who:
    return xapi.Who(site(), enrolment.participant.uuid)


def site() -> str:
    """The service's own address."""
    return str(settings.SITE_URL).rstrip("/")


def _course(enrolment: Enrolment, content: Content) -> xapi.Activity:
    address = site() + reverse("elearning:public-course", args=[enrolment.course.uuid])
    return xapi.Activity(address, xapi.COURSE, content.title, content.summary)


def _lesson(course: xapi.Activity, content: Content, key: str) -> xapi.Activity:
    title = next(one.title for one in content.lessons() if one.key == key)
    return xapi.Activity(f"{course.address}#{key}", xapi.LESSON, title, {})


def _date(course: xapi.Activity, date: CourseDate) -> xapi.Activity:
    return xapi.Activity(f"{course.address}#date-{date.uuid}", xapi.MEETING, course.names, {})
