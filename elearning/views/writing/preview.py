"""A version as participants see it, for whoever writes it: nothing that is done here is written."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.markup import as_html
from elearning import answering, queries
from elearning.content import Content, said
from elearning.explaining import explained
from elearning.forms.languages import LONGEST_TEXT, language_name
from elearning.models import Attempt, Course, CourseVersion
from elearning.quizzes import as_stored, drawn, new_seed, score
from elearning.versions import content_of
from elearning.views.writing.opening import of_course

MOST_SEED = 2**31


def pictures_of(course: Course) -> Callable[[str], str]:
    """Gives the address of a kept picture, as admins may open it."""
    there = set(course.materials.values_list("key", flat=True))
    return partial(_picture, course, there)


def _picture(course: Course, there: set[str], key: str) -> str:
    return reverse("admin:course-material", args=[course.uuid, key]) if key in there else ""


@of_course
@require_POST
def text(request: HttpRequest, course: Course) -> HttpResponseBase:
    """How a text in Markdown looks, while it is typed."""
    typed = next((value for name, value in request.POST.items() if name.startswith("text-")), "")
    return HttpResponse(as_html(str(typed)[:LONGEST_TEXT], pictures_of(course)))


def _about(request: HttpRequest, course: Course, number: int) -> dict[str, object]:
    version = get_object_or_404(CourseVersion, course=course, number=number)
    content = content_of(version)
    usual = content.language((get_language() or "en")[:2], course.program.default_language)
    wanted = request.GET.get("language", usual)
    language = wanted if wanted in content.languages else usual
    return {
        "course": course,
        "version": version,
        "content": content,
        "language": language,
        "languages": [(one, language_name(one)) for one in content.languages],
        "course_title": said(content.title, language),
        "query": f"?language={language}",
    }


def _content(about: dict[str, object]) -> tuple[Content, str]:
    content, language = about["content"], about["language"]
    assert isinstance(content, Content) and isinstance(language, str)
    return content, language


@of_course
@require_safe
def whole(request: HttpRequest, course: Course, number: int) -> HttpResponseBase:
    """The course's page."""
    about = _about(request, course, number)
    content, language = _content(about)
    values = {"modules": queries.modules_of(content, None, language), "summary": said(content.summary, language)}
    return render(request, "elearning/preview/course.html", about | values)


@of_course
@require_safe
def lesson(request: HttpRequest, course: Course, number: int, key: str) -> HttpResponseBase:
    """One lesson."""
    about = _about(request, course, number)
    content, language = _content(about)
    rows = [row for module in queries.modules_of(content, None, language) for row in module.lessons]
    place = next((place for place, row in enumerate(rows) if row.lesson.key == key), None)
    if place is None:
        raise Http404
    shown = rows[place].lesson
    values = {
        "row": rows[place],
        "lesson": shown,
        "html": as_html(said(shown.text, language), pictures_of(course)),
        "before": rows[place - 1] if place else None,
        "after": rows[place + 1] if place + 1 < len(rows) else None,
        "count": len(rows),
    }
    return render(request, "elearning/preview/lesson.html", about | values)


@of_course
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, course: Course, number: int) -> HttpResponseBase:
    """A try of the quiz: drawn anew each time, scored when it is handed in, and forgotten."""
    about = _about(request, course, number)
    content, language = _content(about)
    quiz = content.quiz
    if quiz is None or not quiz.asks:
        raise Http404
    told = request.POST.get("seed", "")
    seed = int(told) if told.isascii() and told.isdecimal() and len(told) <= len(str(MOST_SEED)) else new_seed()
    asked = drawn(quiz, seed)
    if request.method != "POST":
        rows = answering.shown(asked, {}, language)
        return render(request, "elearning/preview/quiz.html", about | {"rows": rows, "seed": seed, "quiz": quiz})
    answers = answering.read(asked, request.POST)
    found = score(asked, answers)
    tried = Attempt(
        answers=as_stored(answers), points=found.points, of=found.of, is_passed=found.reaches(quiz.pass_mark)
    )
    values = {"attempt": tried, "rows": explained(tried, asked, language), "pass_mark": quiz.pass_mark}
    return render(request, "elearning/preview/result.html", about | values)
