"""The demo's courses, in each language in which they are written."""

from datetime import datetime
from typing import Any

from django.core.files import File

from elearning.content import Choose, Content, Lesson, Module, Option, Pool, Quiz, from_json
from elearning.content.renaming import renamed
from elearning.models import Course, Material
from elearning.services import materials, publishing
from programs.models import Program
from samples.loading import HERE


def load_courses(program: Program, told: list[dict[str, Any]], *, now: datetime) -> None:
    """Courses as the campaign admin would write them."""
    for one in told:
        course = Course.objects.create(
            program=program,
            name=one["title"][program.default_language],
            price=one["credits_price"],
            points=one["points_on_passing"],
        )
        keys = {key: _picture(course, path, now=now).key for key, path in one.get("pictures", {}).items()}
        draft = publishing.begin_draft(course=course, by=None, now=now)
        publishing.save(draft=draft, content=renamed(_content(one), keys), by=None, now=now)
        publishing.publish(draft=draft, by=None, now=now)


def _picture(course: Course, path: str, *, now: datetime) -> Material:
    file = HERE / path
    with file.open("rb") as content:
        return materials.add(
            course=course, kind=Material.Kind.PICTURE, content=File(content), name=file.name, by=None, now=now
        )


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
        cover=told.get("cover", ""),
        quiz=Quiz(
            (Pool("pool-1", told["title"], tuple(questions)), *_practice(told)), pass_mark=told["pass_mark_percent"]
        ),
    )


def _practice(told: dict[str, Any]) -> tuple[Pool, ...]:
    """A pool as files of courses write it, with questions of all kinds."""
    if "practice" not in told:
        return ()
    quiz = from_json({"languages": ["en"], "title": {}, "quiz": {"pools": [told["practice"]]}}).quiz
    return quiz.pools if quiz else ()


def _question(number: int, told: dict[str, Any]) -> Choose:
    options = (
        Option(f"option-{place}", one["text"], one["right"]) for place, one in enumerate(told["choices"], start=1)
    )
    return Choose(key=f"question-{number}", text=told["question"], why=told["why"], options=tuple(options))
