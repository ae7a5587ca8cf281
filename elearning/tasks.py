"""Later work of learning: sweeping up after packages, and comparing what is claimed before and after a course."""

from datetime import timedelta

from django.utils import timezone

from elearning.comparing import as_json, compared
from elearning.models import Comparison, Course
from elearning.services import packages
from jobs.registry import job


@job(every=timedelta(hours=1))
def sweep_unpacked_files() -> None:
    """Take away what packages left behind that were never wholly unpacked."""
    packages.sweep(now=timezone.now())


@job(every=timedelta(days=1), longest=timedelta(hours=2))
def compare_courses() -> None:
    """Work out the comparison of every course that is about some products."""
    now = timezone.now()
    for course in Course.objects.filter(products__isnull=False).distinct().select_related("program").order_by("pk"):
        result = as_json(compared(course, today=now.astimezone(course.program.zone).date()))
        Comparison.objects.update_or_create(course=course, defaults={"result": result, "made_at": now})
