"""Writing down what participants do as xAPI statements, each in the transaction of what it states."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.urls import reverse

from elearning import xapi
from elearning.content import Content
from elearning.models import Attempt, Enrolment, Statement
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


def _write(
    enrolment: Enrolment, verb: Statement.Verb, result: Mapping[str, Any], *, now: datetime, lesson: str = ""
) -> None:
    uuid, program, content = uuid4(), enrolment.course.program, content_of(enrolment.version)
    course = _course(enrolment, content)
    body = xapi.statement(
        uuid,
        who=xapi.Who(site(), enrolment.participant.uuid),
        verb=verb.value,
        course=course,
        setting=xapi.Setting(
            registration=enrolment.uuid,
            platform=program.name,
            language=enrolment.language,
            lesson=_lesson(course, content, lesson) if lesson else None,
        ),
        result=result,
        at=now,
    )
    Statement.objects.create(uuid=uuid, program=program, enrolment=enrolment, verb=verb, body=body, made_at=now)


def site() -> str:
    """The service's own address."""
    return str(settings.SITE_URL).rstrip("/")


def _course(enrolment: Enrolment, content: Content) -> xapi.Activity:
    address = site() + reverse("elearning:public-course", args=[enrolment.course.uuid])
    return xapi.Activity(address, xapi.COURSE, content.title, content.summary)


def _lesson(course: xapi.Activity, content: Content, key: str) -> xapi.Activity:
    title = next(one.title for one in content.lessons() if one.key == key)
    return xapi.Activity(f"{course.address}#{key}", xapi.LESSON, title, {})
