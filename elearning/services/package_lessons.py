"""A package comes into the draft of a course: as what a lesson shows, or as a lesson of its own."""

from dataclasses import replace
from datetime import datetime

from elearning.content import Content, Lesson, Module, new_key, said
from elearning.models import Course, Material
from elearning.services import publishing
from elearning.versions import content_of
from participants.models import User


def put(*, course: Course, package: Material, lesson: str, by: User | None, now: datetime) -> str:
    """Into the lesson of this key, or into a new one at the end that has the package's title; gives its key.

    Raises ChangedMeanwhile if somebody else is writing the draft at this moment.
    """
    draft = publishing.begin_draft(course=course, by=by, now=now)
    content = content_of(draft)
    key = lesson if content.lesson(lesson) else new_key()
    written = _with(content, key, package) if key == lesson else _and_one_more(content, key, package)
    publishing.save(draft=draft, content=written, by=by, now=now)
    return key


def _with(content: Content, key: str, package: Material) -> Content:
    def changed(one: Lesson) -> Lesson:
        return replace(one, package=package.key) if one.key == key else one

    modules = tuple(replace(module, lessons=tuple(map(changed, module.lessons))) for module in content.modules)
    return replace(content, modules=modules)


def _and_one_more(content: Content, key: str, package: Material) -> Content:
    title = dict.fromkeys(content.languages, package.contents.title)
    lesson = Lesson(key, title, package=package.key)
    *before, last = content.modules or (Module(new_key(), content.title or title),)
    return replace(content, modules=(*before, replace(last, lessons=(*last.lessons, lesson))))


def lessons_of(course: Course) -> list[tuple[str, str]]:
    """Keys and titles of the lessons into which a package can be put, in the program's usual language."""
    version = publishing.draft_of(course) or course.current
    lessons = content_of(version).lessons() if version else ()
    return [(one.key, said(one.title, course.program.default_language)) for one in lessons]
