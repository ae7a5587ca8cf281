"""Pages on which one part is written: what the course is called, a module, a lesson, a pool, a question, the quiz."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from elearning.content import Content, Lesson, Module, Pool, Quiz, new_key
from elearning.content.editing import Group, Item, NotThere, home, part, with_group, with_item, with_part, without
from elearning.content.wire import mark
from elearning.forms.parts import AboutForm, GroupForm, LessonForm, QuizForm
from elearning.forms.questions import KINDS, kind_of
from elearning.forms.spots import FORMS
from elearning.models import Course, Material
from elearning.services import editing
from elearning.views.writing.adding import take_files
from elearning.views.writing.opening import edited, of_course, offered, shown, titled, to

Part = Group | Item
page = require_http_methods(["GET", "HEAD", "POST"])


@of_course
@page
def about(request: HttpRequest, course: Course) -> HttpResponseBase:
    """Title, summary, cover and languages."""
    content = editing.written(course)
    form = AboutForm(request.POST or None, content=content, offered=offered(course))
    if form.is_bound and form.is_valid() and edited(request, course, form.value, _about):
        messages.success(request, _("Saved."))
        return to("course-write", course)
    values = {"title": _("What the course is called"), "mark": mark(_about(editing.written(course)))}
    groups = [form.group("title"), form.group("summary")]
    return _form(request, course, form, values | {"groups": groups, "singles": [form["cover"], form["languages"]]})


def _about(content: Content) -> object:
    return [*content.languages, dict(content.title), dict(content.summary), content.cover]


@of_course
@page
def quiz(request: HttpRequest, course: Course) -> HttpResponseBase:
    """How the quiz is taken; or a course without one."""
    form = QuizForm(request.POST or None, quiz=editing.written(course).quiz or Quiz())
    if form.is_bound and form.is_valid():
        told = form.value()

        def taken_so(content: Content) -> Content:
            return replace(content, quiz=replace(told, pools=content.quiz.pools if content.quiz else ()))

        if edited(request, course, taken_so, _quiz):
            messages.success(request, _("Saved."))
            return to("course-write", course, at="quiz")
    values = {"title": _("How the quiz is taken"), "mark": mark(_quiz(editing.written(course))), "singles": list(form)}
    return _form(request, course, form, values | {"at": "quiz"})


def _quiz(content: Content) -> object:
    return replace(content.quiz, pools=()) if content.quiz else None


@of_course
@page
def leave_quiz_out(request: HttpRequest, course: Course) -> HttpResponseBase:
    """Asks once more; then the course has no quiz, and its questions are gone from the draft."""
    content = editing.written(course)
    if request.method == "POST":
        if edited(request, course, lambda content: replace(content, quiz=None), lambda content: content.quiz):
            messages.success(request, _("The course has no quiz any more."))
        return to("course-write", course, at="quiz")
    values = {
        "title": _("A course without a quiz?"),
        "course": course,
        "mark": mark(content.quiz),
        "held": len(list(content.quiz.questions())) if content.quiz else 0,
        "act": _("Leave the quiz out"),
        "words": _("It goes from the draft only. Who is on a published version keeps it.")
        + " "
        + _("Without a quiz, whoever works through all lessons passes."),
    }
    return shown(request, "admin/course/sure.html", values)


def _form(request: HttpRequest, course: Course, form: forms.Form, values: dict[str, Any]) -> HttpResponseBase:
    status = 422 if form.is_bound else 200
    return shown(request, "admin/course/form.html", {"course": course, "form": form} | values, status=status)


@of_course
@page
def new(request: HttpRequest, course: Course, kind: str) -> HttpResponseBase:
    """One more module, lesson, pool or question. Sent twice it is one."""
    content, into = editing.written(course), request.GET.get("into", "")
    key = request.POST.get("key", "")
    begun = _begun(kind, key if key.isalnum() and key.isascii() else new_key())
    if into and part(content, into) is None:
        raise Http404

    def change(content: Content, new: Part) -> Content:
        if there := part(content, new.key):
            if there != new:
                raise NotThere(new.key)
            return content
        return with_group(content, new) if isinstance(new, Module | Pool) else with_item(content, new, into=into)

    return _part(request, course, begun, change, is_new=True)


def _begun(kind: str, key: str) -> Part:
    if kind in KINDS:
        return KINDS[kind][1](key)
    made: dict[str, Part] = {"module": Module(key, {}), "pool": Pool(key, {}), "lesson": Lesson(key, {})}
    if kind not in made:
        raise Http404
    return made[kind]


@of_course
@page
def written(request: HttpRequest, course: Course, key: str) -> HttpResponseBase:
    """A module, lesson, pool or question that there is."""
    found = part(editing.written(course), key)
    if found is None and request.method == "POST" and request.GET.get("kind"):
        # Removed meanwhile: what was typed is shown once more.
        found = _begun(request.GET["kind"], key)
    if found is None:
        raise Http404
    return _part(request, course, found, with_part)


def _part(
    request: HttpRequest,
    course: Course,
    given: Part,
    change: Callable[[Content, Part], Content],
    *,
    is_new: bool = False,
) -> HttpResponseBase:
    sent = request.POST if request.method == "POST" else None
    is_saving = sent is not None and not {"upload", "more"} & set(sent)
    if sent is not None and "upload" in sent:
        take_files(request, course)
    form = _form_of(given, course, sent)
    if is_saving and form.is_valid():
        value: Part = form.value()
        same = None if is_new else lambda content: part(content, given.key)
        if edited(request, course, lambda content: change(content, value), same):
            messages.success(request, _("Saved."))
            if "stay" in request.POST:
                return to("course-part", course, given.key)
            return to("course-write", course, at=f"part-{given.key}")
    if sent is not None and not is_saving:
        form = _unjudged(form)
    content = editing.written(course)
    values = {
        "title": _title(given, course, is_new=is_new),
        "course": course,
        "form": form,
        # A new part that was refused may be there already, written on since.
        "part_key": new_key() if is_new and is_saving else given.key,
        "kind": _kind(given),
        "is_new": is_new,
        "mark": "" if is_new else mark(part(content, given.key)),
        "pictures": course.materials.filter(kind=Material.Kind.PICTURE).order_by("name", "pk"),
        "home": home(content, given.key),
    }
    return shown(request, f"admin/course/{_template(given)}.html", values, status=422 if is_saving else 200)


def _form_of(given: Part, course: Course, sent: Any) -> Any:
    languages = editing.written(course).languages
    match given:
        case Module() | Pool():
            return GroupForm(sent, languages=languages, group=given)
        case Lesson():
            return LessonForm(sent, languages=languages, lesson=given, offered=offered(course))
        case _:
            told = sent.get("rows", "") if sent else ""
            rows = int(told) + (sent.get("more") == "1") if told.isdecimal() and len(told) < 3 else 0
            form = FORMS[kind_of(given)]
            return form(sent, languages=languages, question=given, offered=offered(course), rows=rows)


def _unjudged(form: Any) -> Any:
    """What was typed stands in the form; nothing is said about it yet."""
    form._errors = ErrorDict()
    return form


def _kind(given: Part) -> str:
    return type(given).__name__.lower()


def _template(given: Part) -> str:
    match given:
        case Module() | Pool():
            return "group"
        case Lesson():
            return "lesson"
        case _:
            return "question"


def _title(given: Part, course: Course, *, is_new: bool) -> str:
    named = {"module": _("New module"), "pool": _("New pool of questions"), "lesson": _("New lesson")}
    kind = _kind(given)
    if is_new:
        return named.get(kind) or _("New question: %(kind)s") % {"kind": KINDS[kind][0]}
    texts = given.title if isinstance(given, Module | Pool | Lesson) else given.text
    return titled(texts, course, _("(no title yet)"))


@of_course
@page
def remove(request: HttpRequest, course: Course, key: str) -> HttpResponseBase:
    """Asks once more; then the part is gone from the draft, with what it holds."""
    found = part(editing.written(course), key)
    if found is None:
        raise Http404
    if request.method == "POST":
        if edited(request, course, lambda content: without(content, key), lambda content: part(content, key)):
            messages.success(request, _("It was removed from the draft."))
        return to("course-write", course)
    held = len(found.lessons) if isinstance(found, Module) else len(found.questions) if isinstance(found, Pool) else 0
    values = {
        "title": _("Remove “%(title)s”?") % {"title": _title(found, course, is_new=False)},
        "course": course,
        "mark": mark(found),
        "held": held,
        "act": _("Remove it"),
        "words": _("It goes from the draft only. Who is on a published version keeps it."),
    }
    return shown(request, "admin/course/sure.html", values)
