"""What lists show of a version, and its content read once: published ones never change."""

from functools import lru_cache
from typing import Any, TypedDict

from elearning.content import Content, from_json
from elearning.models import CourseVersion


class Card(TypedDict):
    """What a list says of a course, so that it need not read the whole content."""

    languages: list[str]
    title: dict[str, str]
    summary: dict[str, str]
    cover: str
    minutes: int
    lessons: int


def card(content: Content) -> dict[str, Any]:
    """The card of a content, as it is kept beside it."""
    told = Card(
        languages=list(content.languages),
        title=dict(content.title),
        summary=dict(content.summary),
        cover=content.cover,
        minutes=content.minutes,
        lessons=sum(1 for _lesson in content.lessons()),
    )
    return dict(told)


def content_of(version: CourseVersion) -> Content:
    """What the version says."""
    if version.published_at is None:
        return from_json(version.content)
    return _published(version.pk, str(version.uuid))


@lru_cache(maxsize=64)
def _published(pk: int, _uuid: str) -> Content:
    return from_json(CourseVersion.objects.values_list("content", flat=True).get(pk=pk))
