"""Courses written row by row become the first version of themselves, and whoever takes them stays on the way.

Courses had their own lessons and questions in each language. What stands at the same place in all languages becomes one
lesson, or one question; a course that has more of them in one language is offered in the languages that are whole.
"""

import hashlib
import mimetypes
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.core.files.storage import default_storage
from django.db import migrations
from django.utils import timezone

A_DAY = 24 * 60


def forwards(apps: Any, _editor: Any) -> None:
    Course = apps.get_model("elearning", "Course")
    for course in Course.objects.select_related("program").order_by("pk"):
        texts = list(apps.get_model("elearning", "CourseText").objects.filter(course=course).order_by("pk"))
        if texts:
            _convert(apps, course, texts)


def _convert(apps: Any, course: Any, texts: Any) -> None:
    usual = course.program.default_language
    texts.sort(key=lambda text: text.language != usual)
    lessons = {text.pk: list(text.lessons.order_by("position")) for text in texts}
    questions = {text.pk: list(text.questions.order_by("position").prefetch_related("choices")) for text in texts}
    first = texts[0]
    whole = [
        text
        for text in texts
        if len(lessons[text.pk]) == len(lessons[first.pk])
        and [len(one.choices.all()) for one in questions[text.pk]]
        == [len(one.choices.all()) for one in questions[first.pk]]
    ]
    now = timezone.now()
    content = {
        "languages": [text.language for text in whole],
        "title": {text.language: text.title for text in whole},
        "summary": {text.language: text.summary for text in whole if text.summary},
        "modules": [
            {
                "key": "module-1",
                "title": {text.language: text.title for text in whole},
                "lessons": [
                    _lesson(apps, course, number, rows, now)
                    for number, rows in enumerate(_rows(whole, lessons), start=1)
                ],
            }
        ],
        "quiz": {
            "pass_mark": course.pass_mark,
            "attempts": course.attempts_a_day,
            "pause_minutes": A_DAY,
            "pools": [
                {
                    "key": "pool-1",
                    "title": {text.language: text.title for text in whole},
                    "questions": [
                        _question(number, rows) for number, rows in enumerate(_rows(whole, questions), start=1)
                    ],
                }
            ],
        },
    }
    version = _version(apps, course, content, now)
    _carry_over(apps, course, version, texts, lessons, questions)


def _version(apps: Any, course: Any, content: Any, now: Any) -> Any:
    made = [lesson for module in content["modules"] for lesson in module["lessons"]]
    version = apps.get_model("elearning", "CourseVersion").objects.create(
        uuid=uuid4(),
        course=course,
        number=1,
        content=content,
        card={
            "languages": content["languages"],
            "title": content["title"],
            "summary": content["summary"],
            "cover": "",
            "minutes": sum(lesson["minutes"] for lesson in made),
            "lessons": len(made),
        },
        changed_at=now,
        published_at=now,
    )
    course.current = version
    course.save(update_fields=["current"])
    return version


def _rows(texts: Any, rows: Any) -> Iterator[dict[str, Any]]:
    """What stands at one place, by language."""
    for number in range(len(rows[texts[0].pk])):
        yield {text.language: rows[text.pk][number] for text in texts}


def _lesson(apps: Any, course: Any, number: int, rows: Any, now: Any) -> dict[str, Any]:
    some = next(iter(rows.values()))
    texts = {}
    for language, row in rows.items():
        picture = _material(apps, course, row.picture, "picture", now)
        shown = f"![{row.picture_text}](material:{picture})\n\n" if picture else ""
        film = f"\n\n<{row.video_url}>" if row.video_url else ""
        texts[language] = shown + row.text + film
    return {
        "key": f"lesson-{number}",
        "title": {language: row.title for language, row in rows.items()},
        "minutes": some.minutes,
        "text": texts,
        "file": next((key for row in rows.values() if (key := _material(apps, course, row.file, "file", now))), ""),
    }


def _material(apps: Any, course: Any, kept: Any, kind: str, now: Any) -> str:
    if not kept or not kept.name:
        return ""
    try:
        with default_storage.open(kept.name) as file:
            content = file.read()
    except OSError:
        content = b""
    digest = hashlib.sha256(content or kept.name.encode()).hexdigest()
    Material = apps.get_model("elearning", "Material")
    if known := Material.objects.filter(course=course, sha256=digest, kind=kind).first():
        return str(known.key)
    name = kept.name.rpartition("/")[2]
    made = Material.objects.create(
        key=uuid4().hex[:12],
        course=course,
        kind=kind,
        name=name,
        storage_key=kept.name,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=len(content),
        sha256=digest,
        added_at=now,
    )
    return str(made.key)


def _question(number: int, rows: Any) -> dict[str, Any]:
    choices = {language: sorted(row.choices.all(), key=lambda choice: choice.pk) for language, row in rows.items()}
    some = next(iter(choices.values()))
    return {
        "kind": "choose",
        "key": f"question-{number}",
        "text": {language: row.text for language, row in rows.items()},
        "why": {language: row.why for language, row in rows.items() if row.why},
        "options": [
            {
                "key": f"option-{place + 1}",
                "text": {language: theirs[place].text for language, theirs in choices.items()},
                "is_right": choice.is_right,
            }
            for place, choice in enumerate(some)
        ],
    }


def _carry_over(apps: Any, course: Any, version: Any, texts: Any, lessons: Any, questions: Any) -> None:
    languages = {text.pk: text.language for text in texts}
    keys = {row.pk: f"lesson-{n}" for rows in lessons.values() for n, row in enumerate(rows, start=1)}
    answers = {}
    for rows in questions.values():
        for number, row in enumerate(rows, start=1):
            places = sorted(row.choices.all(), key=lambda choice: choice.pk)
            answers[str(row.uuid)] = (
                f"question-{number}",
                {str(choice.uuid): f"option-{place}" for place, choice in enumerate(places, start=1)},
            )
    offered = version.content["languages"]
    for enrolment in apps.get_model("elearning", "Enrolment").objects.filter(course=course).order_by("pk").iterator():
        language = languages[enrolment.course_text_id]
        enrolment.version = version
        enrolment.language = language if language in offered else offered[0]
        done = list(enrolment.lessons_done.all())
        for one in done:
            one.key = keys[one.lesson_id]
            one.save(update_fields=["key"])
        if len(done) == len(lessons[enrolment.course_text_id]) and done:
            enrolment.finished_at = max(one.done_at for one in done)
        enrolment.save(update_fields=["version", "language", "finished_at"])
        for number, attempt in enumerate(enrolment.attempts.order_by("handed_in_at", "pk"), start=1):
            _attempt(attempt, number, answers)


def _attempt(attempt: Any, number: int, answers: Any) -> None:
    attempt.number, attempt.seed, attempt.started_at = number, 0, attempt.handed_in_at
    attempt.points, attempt.of = attempt.right, attempt.questions
    told: dict[str, list[str]] = {}
    for question, ticked in attempt.answers.items():
        if question in answers:
            key, options = answers[question]
            told[key] = [options[choice] for choice in ticked if choice in options]
    attempt.answers = told
    attempt.save(update_fields=["number", "seed", "started_at", "points", "of", "answers"])


class Migration(migrations.Migration):
    dependencies = [("elearning", "0003_versions_of_courses")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
