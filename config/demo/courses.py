"""The demo's courses, in each language in which they are written."""

from typing import Any

from elearning.models import Choice, Course, CourseText, Lesson, Question
from programs.models import Program


def load_courses(program: Program, told: list[dict[str, Any]]) -> None:
    """Courses as the campaign admin would write them."""
    for one in told:
        course = Course.objects.create(
            program=program,
            name=one["title"][program.default_language],
            price=one["credits_price"],
            pass_mark=one["pass_mark_percent"],
            points=one["points_on_passing"],
            is_published=True,
        )
        for language, title in one["title"].items():
            text = CourseText.objects.create(
                course=course, language=language, title=title, summary=one["summary"][language]
            )
            _lessons(text, one["lessons"])
            _questions(text, one["quiz"])


def _lessons(text: CourseText, told: list[dict[str, Any]]) -> None:
    Lesson.objects.bulk_create(
        Lesson(
            course_text=text,
            position=position,
            title=one["title"][text.language],
            minutes=one["minutes"],
            text=one["text"][text.language],
        )
        for position, one in enumerate(told, start=1)
    )


def _questions(text: CourseText, told: list[dict[str, Any]]) -> None:
    for position, one in enumerate(told, start=1):
        question = Question.objects.create(
            course_text=text,
            position=position,
            text=one["question"][text.language],
            why=one["why"][text.language],
        )
        Choice.objects.bulk_create(
            Choice(question=question, text=choice["text"][text.language], is_right=choice["right"])
            for choice in one["choices"]
        )
