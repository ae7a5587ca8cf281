"""The page of a course as it is written: what it says, in order; what lacks; its versions."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elearning import queries
from elearning.content import Lesson, Module, lacking
from elearning.content.editing import Group, Item, items, moved, rearranged
from elearning.forms.languages import language_name
from elearning.forms.questions import KINDS, kind_of
from elearning.models import Course
from elearning.services import editing
from elearning.versions import content_of
from elearning.views.writing.lacks import missing
from elearning.views.writing.opening import edited, of_course, shown, titled, to


@dataclass(frozen=True, slots=True)
class Line:
    """One lesson or question in the list."""

    key: str
    title: str
    note: str
    is_lesson: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One module or pool with what it holds."""

    key: str
    title: str
    note: str
    lines: list[Line]


@of_course
@require_safe
def outline(request: HttpRequest, course: Course) -> HttpResponseBase:
    """The whole course at a glance."""
    last = editing.last_version(course)
    content = content_of(last) if last else editing.written(course)
    there = dict(course.materials.values_list("key", "kind"))
    lacks = lacking(content, materials=there, needs_lessons=not course.needs_date)
    values = {
        "title": titled(content.title, course, course.name),
        "course": course,
        "content": content,
        "languages": [language_name(one) for one in content.languages],
        "summary": titled(content.summary, course, ""),
        "modules": [_block(one, course) for one in content.modules],
        "pools": [_block(one, course) for one in content.quiz.pools] if content.quiz else [],
        "kinds": [(kind, words) for kind, (words, _make) in KINDS.items()],
        "missing": missing(course, content, lacks),
        "last": last,
        "draft": last if last and last.published_at is None else None,
        "versions": queries.versions_of(course),
        "materials": len(there),
        "cover": content.cover if content.cover in there else "",
    }
    return shown(request, "admin/course/outline.html", values)


def _block(group: Group, course: Course) -> Block:
    lines = [_line(one, course) for one in items(group)]
    return Block(group.key, titled(group.title, course, _("(no title yet)")), _note(group), lines)


def _note(group: Group) -> str:
    if isinstance(group, Module):
        minutes = sum(lesson.minutes for lesson in group.lessons)
        return _("Minutes: %(minutes)s") % {"minutes": minutes}
    asked = {"asks": group.asks, "all": len(group.questions)}
    return _("Asked: %(asks)s of %(all)s") % asked


def _line(item: Item, course: Course) -> Line:
    if isinstance(item, Lesson):
        note = _("Minutes: %(minutes)s") % {"minutes": item.minutes}
        return Line(item.key, titled(item.title, course, _("(no title yet)")), note, is_lesson=True)
    note = str(KINDS[kind_of(item)][0])
    if item.points != 1:
        note += " · " + _("Points: %(points)s") % {"points": item.points}
    return Line(item.key, titled(item.text, course, _("(no words yet)")), note, is_lesson=False)


@of_course
@require_POST
def arrange(request: HttpRequest, course: Course) -> HttpResponseBase:
    """One part a place up or down, or all in the order into which they were dragged."""
    sent = request.POST
    if key := sent.get("up") or sent.get("down"):
        step = -1 if "up" in sent else 1
        edited(request, course, lambda content: moved(content, key, step))
        return to("course-write", course, at=f"part-{key}")
    wanted = list(_order(sent.get("order", "")))
    edited(request, course, lambda content: rearranged(content, wanted))
    return to("course-write", course, at=f"part-{sent.get('dragged', '')}")


def _order(told: str) -> Iterator[tuple[str, list[str]]]:
    """`m1:l1,l2;m2:` as the script writes it."""
    for group in filter(None, told.split(";")):
        key, _colon, held = group.partition(":")
        yield key, [one for one in held.split(",") if one]
