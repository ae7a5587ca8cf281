"""Admin pages of courses: written as they are read, no raw data to type."""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from elearning.models import Choice, Course, CourseText, Lesson, Question
from participants.admin_columns import truth
from participants.admin_scope import Inline, ProgramAdmin, own


class TextRows(Inline):
    """The languages in which the course is written."""

    model = CourseText
    show_change_link = True


PUBLISHED = truth("is_published", _("state"), yes=_("published"), no=_("not published"))


@admin.register(Course)
class CoursePage(ProgramAdmin):
    """Courses: what they cost, what they ask, what they give."""

    list_display = ("name", "program", "price", "pass_mark", "points", PUBLISHED, "begun", "passed")
    list_select_related = ("program",)
    list_filter = ("is_published", own("program"))
    search_fields = ("name", "texts__title")
    search_help_text = _("Name in lists, or a title in any language")
    ordering = ("name", "pk")
    inlines = (TextRows,)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.annotate(
            begun_count=Count("enrolments", distinct=True),
            passed_count=Count("enrolments__certificate", distinct=True),
        )

    @admin.display(description=_("begun"), ordering="begun_count")
    def begun(self, course: Any) -> int:
        return int(course.begun_count)

    @admin.display(description=_("passed"), ordering="passed_count")
    def passed(self, course: Any) -> int:
        return int(course.passed_count)


class LessonRows(Inline):
    """Lessons in order."""

    model = Lesson
    template = "admin/edit_inline/stacked.html"


class QuestionRows(Inline):
    """Questions in order; each leads to its answers."""

    model = Question
    show_change_link = True


@admin.register(CourseText)
class CourseTextPage(ProgramAdmin):
    """A course in one language: lessons and questions."""

    program_path = "course__program"
    list_display = ("title", "language", "course")
    list_filter = ("language",)
    list_select_related = ("course",)
    search_fields = ("title", "course__name")
    search_help_text = _("A title, or a course")
    ordering = ("course__name", "language", "pk")
    autocomplete_fields = ("course",)
    inlines = (LessonRows, QuestionRows)


class ChoiceRows(Inline):
    """The answers to choose from."""

    model = Choice
    min_num = 2


@admin.register(Question)
class QuestionPage(ProgramAdmin):
    """One question with its answers."""

    program_path = "course_text__course__program"
    list_display = ("text", "course_text", "position")
    list_select_related = ("course_text",)
    list_filter = (own("course_text"),)
    search_fields = ("text",)
    search_help_text = _("Words of the question")
    ordering = ("course_text", "position", "pk")
    autocomplete_fields = ("course_text",)
    inlines = (ChoiceRows,)
