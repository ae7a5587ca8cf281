"""What of a course a phone keeps for reading without signal: copies of pages, pictures, films and files if wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from elearning.content import Content, said
from elearning.content.renaming import NAMED
from elearning.models import Enrolment, Material
from participants.models import Participant

FILMS, FILES, PICTURES = "films", "files", "pictures"
_GROUPS = {Material.Kind.VIDEO: FILMS, Material.Kind.CAPTIONS: FILMS, Material.Kind.FILE: FILES}

PAGE_BYTES, LOOK_BYTES = 10_000, 200_000
"""About what one page takes, and what all pages share; what was really kept is counted on the phone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A material that lessons show. `group` says to which choice it belongs: pictures always come along."""

    key: str
    group: str
    size: int


def pieces(content: Content, enrolment: Enrolment) -> list[Piece]:
    """Materials of the lessons in the language of the way: nothing of the quiz, and no packages."""
    found = Material.objects.filter(course=enrolment.course_id, key__in=set(_named(content, enrolment.language)))
    rows = found.exclude(kind=Material.Kind.PACKAGE).order_by("pk").values_list("key", "kind", "size")
    return [Piece(key, _GROUPS.get(Material.Kind(kind), PICTURES), size) for key, kind, size in rows]


def _named(content: Content, language: str) -> Iterator[str]:
    yield content.cover
    for lesson in content.lessons():
        yield lesson.file
        if lesson.video:
            yield lesson.video.material
            yield from (one.material for one in lesson.video.captions)
        yield from NAMED.findall(said(lesson.text, language))


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the page of a course or lesson tells its script: which way it is, what is done, and what keeping would take.

    Sizes in bytes; `films` and `files` are 0 where there are none.
    """

    way: dict[str, str]
    done: list[str]
    lessons: int = 0
    least: int = 0
    films: int = 0
    files: int = 0

    @property
    def done_text(self) -> str:
        """The keys of the lessons that are done, with a space between them."""
        return " ".join(self.done)


def kept(enrolment: Enrolment, done: list[str]) -> Keeping:
    """For a lesson's page, which says nothing of sizes."""
    return Keeping(stamps(enrolment), sorted(done))


def keeping(content: Content, enrolment: Enrolment, done: list[str]) -> Keeping:
    """For the page of the course, before anything is fetched."""
    sums = dict.fromkeys((PICTURES, FILMS, FILES), 0)
    for piece in pieces(content, enrolment):
        sums[piece.group] += piece.size
    lessons = sum(1 for _lesson in content.lessons())
    least = sums[PICTURES] + LOOK_BYTES + PAGE_BYTES * (lessons + 1)
    return Keeping(stamps(enrolment), sorted(done), lessons, least, sums[FILMS], sums[FILES])


def ways(participant: Participant) -> QuerySet[Enrolment]:
    """Every way of the participant whose lessons may lie on a phone."""
    mine = Enrolment.objects.filter(participant=participant, is_current=True)
    return mine.select_related("version", "course").defer("version__content").order_by("pk")


def stamps(enrolment: Enrolment) -> dict[str, str]:
    """How a phone knows whether what it keeps is still right.

    `lessons` changes with what the lessons say, `look` with what the service makes of them.
    """
    made = getattr(staticfiles_storage, "manifest_hash", "")
    return {
        "course": str(enrolment.course.uuid),
        "enrolment": str(enrolment.uuid),
        "lessons": f"{enrolment.version.uuid}:{enrolment.language}",
        "look": f"{made}:{get_language()}",
    }


def told(content: Content, enrolment: Enrolment) -> dict[str, Any]:
    """All that a phone fetches: each page and material by the address it has, and where its copy is."""
    course = enrolment.course.uuid
    pages = [_copy("elearning:course", "elearning:kept-page", course)]
    pages += [_copy("elearning:lesson", "elearning:kept-lesson", course, one.key) for one in content.lessons()]
    materials = [
        _copy("elearning:material", "elearning:kept-material", course, one.key)
        | {"group": one.group, "bytes": one.size}
        for one in pieces(content, enrolment)
    ]
    return stamps(enrolment) | {
        "title": said(content.title, enrolment.language),
        "count": sum(1 for _lesson in content.lessons()),
        "done": sorted(enrolment.lessons_done.values_list("lesson", flat=True)),
        "home": _copy("learn", "elearning:kept-home"),
        "pages": pages,
        "materials": materials,
    }


def _copy(name: str, copy: str, *arguments: object) -> dict[str, str]:
    return {"address": reverse(name, args=arguments), "copy": reverse(copy, args=arguments)}
