"""A date of a course as people read it: when by the program's clock, and where."""

from datetime import date

from django.utils import timezone
from django.utils.translation import get_language

from common import writing
from elearning.content import said
from elearning.models import CourseDate


def when(one: CourseDate) -> str:
    """`Tuesday, 24 November, 10:00–14:00 CET` in the language of the moment."""
    zone = one.program.zone
    begins, ends = one.begins_at.astimezone(zone), one.ends_at.astimezone(zone)
    text = writing.span(begins, ends, get_language() or "en", today=_today(one))
    return f"{text} {begins.tzname()}"


def short(one: CourseDate) -> str:
    """`24 Nov, 10:00`"""
    return writing.moment(one.begins_at.astimezone(one.program.zone), get_language() or "en", today=_today(one))


def closes(one: CourseDate) -> str:
    """Until when seats can be taken, if that is earlier than the beginning."""
    if one.closes_at is None:
        return ""
    return writing.moment(one.closes_at.astimezone(one.program.zone), get_language() or "en", today=_today(one))


def words(one: CourseDate, language: str) -> str:
    """What else to know, in the language of the course, or in the one in which it was said."""
    return said(one.words, language)


def _today(one: CourseDate) -> date:
    return timezone.now().astimezone(one.program.zone).date()
