"""The demo's courses, in each language in which they are written."""

from datetime import datetime
from typing import Any

from elearning.content import Choose, Content, Lesson, Module, Option, Pool, Quiz
from elearning.models import Course
from elearning.services import publishing
from programs.models import Program


def load_courses(program: Program, told: list[dict[str, Any]], *, now: datetime) -> None:
    """Courses as the campaign admin would write them."""
    for one in told:
        course = Course.objects.create(
            program=program,
            name=one["title"][program.default_language],
            price=one["credits_price"],
            points=one["points_on_passing"],
        )
        draft = publishing.begin_draft(course=course, by=None, now=now)
        publishing.save(draft=draft, content=_content(one), by=None, now=now)
        publishing.publish(draft=draft, by=None, now=now)


def _content(told: dict[str, Any]) -> Content:
    lessons = (
        Lesson(f"lesson-{number}", title=one["title"], minutes=one["minutes"], text=one["text"])
        for number, one in enumerate(told["lessons"], start=1)
    )
    questions = (_question(number, one) for number, one in enumerate(told["quiz"], start=1))
    return Content(
        languages=tuple(told["title"]),
        title=told["title"],
        summary=told["summary"],
        modules=(Module("module-1", told["title"], tuple(lessons)),),
        quiz=Quiz((Pool("pool-1", told["title"], tuple(questions)),), pass_mark=told["pass_mark_percent"]),
    )


def _question(number: int, told: dict[str, Any]) -> Choose:
    options = (
        Option(f"option-{place}", one["text"], one["right"]) for place, one in enumerate(told["choices"], start=1)
    )
    return Choose(key=f"question-{number}", text=told["question"], why=told["why"], options=tuple(options))
