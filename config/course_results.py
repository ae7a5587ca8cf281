"""A course's page of numbers for the organizer, and the list of who passed it, for bodies that count such hours."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from common.cells import safe_cell
from config import course_results_page
from config.spans import span_of
from elearning.models import Comparison, Course, Enrolment
from elearning.results import results
from participants.admin_scope import programs_of

YEAR = timedelta(days=334)

COLUMNS = (
    "name",
    "company",
    "course",
    "version",
    "language",
    "enrolled",
    "passed",
    "points",
    "of",
    "certificate",
    "cpd_hours",
    "credits",
    "paid_by",
)


def course_results(request: HttpRequest, pk: int, context: dict[str, Any]) -> HttpResponseBase:
    """How the course goes."""
    course = _course(request, pk)
    span = span_of(request, usual=YEAR)
    if "csv" in request.GET:
        return completions(course)
    language = course_results_page.language_now()
    found = results(course, since=span.asked.since, until=span.asked.until, language=language)
    comparison = Comparison.objects.filter(course=course).first()
    own = {
        "title": course.name,
        "form": span.form,
        "course": course,
        "page": course_results_page.page(found, comparison, about_products=course.products.exists()),
    }
    return TemplateResponse(request, "admin/course_results.html", context | own)


def _course(request: HttpRequest, pk: int) -> Course:
    return get_object_or_404(Course.objects.filter(program__in=programs_of(request)).select_related("current"), pk=pk)


class _Line:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def completions(course: Course) -> StreamingHttpResponse:
    """Everybody who passed, one row each, however many they are."""
    writer = csv.writer(_Line())
    lines = (writer.writerow([safe_cell(cell) for cell in row]) for row in (COLUMNS, *_passed(course)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="completions-{course.pk}-{day}.csv"'
    return response


def _passed(course: Course) -> Iterator[tuple[object, ...]]:
    zone = course.program.zone
    passed = Enrolment.objects.filter(course=course, passed_at__isnull=False).order_by("passed_at", "pk")
    related = passed.select_related("participant__company", "version", "certificate", "paid_by").defer(
        "version__content"
    )
    for one in related.prefetch_related("attempts").iterator(chunk_size=500):
        best = next((attempt for attempt in one.attempts.all() if attempt.is_passed), None)
        yield (
            one.participant.name,
            one.participant.company or "",
            course.name,
            one.version.number,
            one.language,
            one.enrolled_at.astimezone(zone).date(),
            one.passed_at.astimezone(zone).date() if one.passed_at else "",
            best.points if best else "",
            best.of if best else "",
            one.certificate.number if hasattr(one, "certificate") else "",
            course.cpd_hours,
            one.paid,
            one.paid_by or "",
        )
