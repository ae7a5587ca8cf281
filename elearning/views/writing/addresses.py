"""Addresses of the pages on which courses are written, under /admin/courses/."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from elearning.views.writing import adding, cancelling, dates, exchanging, outline, parts, people, preview, versions

ONE = "<uuid:uuid>/"
VERSION = f"{ONE}versions/<int:number>/"
DATE = f"{ONE}dates/<uuid:date>/"

PAGES: tuple[tuple[str, Any, str], ...] = (
    ("import/", exchanging.import_new, "course-import-new"),
    (ONE, outline.outline, "course-write"),
    (f"{ONE}arrange/", outline.arrange, "course-arrange"),
    (f"{ONE}about/", parts.about, "course-about"),
    (f"{ONE}quiz/", parts.quiz, "course-quiz"),
    (f"{ONE}quiz/leave-out/", parts.leave_quiz_out, "course-leave-quiz-out"),
    (f"{ONE}new/<slug:kind>/", parts.new, "course-new"),
    (f"{ONE}parts/<slug:key>/", parts.written, "course-part"),
    (f"{ONE}parts/<slug:key>/remove/", parts.remove, "course-remove"),
    (f"{ONE}text/", preview.text, "course-text"),
    (f"{ONE}materials/", adding.listed, "course-materials"),
    (f"{ONE}materials/<slug:key>/", adding.material, "course-material"),
    (f"{ONE}dates/", dates.listed, "course-dates"),
    (f"{ONE}dates/new/", dates.new, "course-date-new"),
    (DATE, dates.change, "course-date"),
    (f"{DATE}cancel/", dates.cancel, "course-date-cancel"),
    (f"{DATE}people/", people.people, "course-date-people"),
    (f"{DATE}people.csv", people.as_csv, "course-date-people-csv"),
    (f"{DATE}room/", people.room, "course-date-room"),
    (f"{ONE}cancel/", cancelling.cancel, "course-cancel"),
    (f"{ONE}import/", exchanging.import_into, "course-import"),
    (f"{VERSION}publish/", versions.publish, "course-publish"),
    (f"{VERSION}discard/", versions.discard, "course-discard"),
    (f"{VERSION}file/", exchanging.export, "course-export"),
    (f"{VERSION}preview/", preview.whole, "course-preview"),
    (f"{VERSION}preview/quiz/", preview.quiz, "course-preview-quiz"),
    (f"{VERSION}preview/<slug:key>/", preview.lesson, "course-preview-lesson"),
)


def addresses(opened: Callable[[Any], Any]) -> list[URLPattern]:
    """All of them; `opened` lets only those in who may enter the admin."""
    return [path(address, opened(view), name=name) for address, view, name in PAGES]
