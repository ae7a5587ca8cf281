"""A version of a course as one file, and such a file as a new course or a new draft: wholly, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from elearning.content import Content, new_key
from elearning.content.renaming import named_materials, renamed
from elearning.exchange import BadFile, Fault, Kept, Listed, Packed, pack, unpack
from elearning.models import Course, CourseVersion, Material
from elearning.refusals import LearningRefused
from elearning.services import materials, packages, publishing
from elearning.versions import content_of
from participants.models import User
from programs.models import Program

Kind = Material.Kind

LONGEST_NAME = 200


def export(version: CourseVersion, target: IO[bytes]) -> None:
    """Write the version, and the materials that it names, into `target`."""
    content = content_of(version)
    named = Material.objects.filter(course=version.course_id, key__in=named_materials(content))
    pack(target, content, [_kept(one) for one in named])


def _kept(one: Material) -> Kept:
    listed = Listed(one.key, one.kind, one.media_type, one.name)
    return Kept(listed, one.size, lambda: default_storage.open(one.storage_key))


def import_new(*, program: Program, source: IO[bytes], by: User | None, now: datetime) -> Course:
    """A new course with this draft; free, and not published. Raises BadFile."""
    packed = _checked(source)
    course = Course(program=program, name=_name(program, packed.content))
    with _kept_materials(course, packed, by, now) as rows, _once(), transaction.atomic():
        course.save(force_insert=True)
        _write(course, packed, rows, by=by, now=now)
    return course


def import_into(*, course: Course, source: IO[bytes], by: User | None, now: datetime) -> None:
    """The file is the course's next draft. Raises BadFile; LearningRefused where somebody is writing one."""
    _refuse_if_written(course)
    packed = _checked(source)
    with _kept_materials(course, packed, by, now) as rows, _once(), transaction.atomic():
        Course.objects.select_for_update().get(pk=course.pk)
        _refuse_if_written(course)
        _write(course, packed, rows, by=by, now=now)


@contextmanager
def _once() -> Iterator[None]:
    """The same file, brought in by two people at the same moment, wants the same name and keys twice."""
    try:
        yield
    except IntegrityError as taken:
        raise LearningRefused(_("Somebody brought in such a course a moment ago. Bring the file in again.")) from taken


def _refuse_if_written(course: Course) -> None:
    if publishing.draft_of(course):
        raise LearningRefused(
            _("This course has a draft. Publish or discard it first, so that nobody's work is written over.")
        )


def _checked(source: IO[bytes]) -> Packed:
    """Looked over to its last byte."""
    packed = unpack(source, languages=[code for code, _name in settings.LANGUAGES])
    for one in packed.listed:
        with _content(packed, one) as content:
            _check(one, content)
    return packed


def _check(one: Listed, content: File[bytes]) -> None:
    try:
        if one.kind == Kind.PACKAGE:
            media_type = packages.check(content)
        else:
            _content_kept, media_type = materials.check(Kind(one.kind), content)
    except LearningRefused as refused:
        raise LearningRefused(f"{one.name[:80]}: {refused}") from refused
    if media_type != one.media_type:
        raise BadFile(Fault.NOT_WHAT_IT_SAYS, one.name)


def _most_bytes(one: Listed) -> int:
    if one.kind == Kind.PACKAGE:
        return packages.MOST_BYTES
    if one.kind not in materials.MOST_BYTES:
        raise BadFile(Fault.NOT_WHAT_IT_SAYS, one.name)
    return materials.MOST_BYTES[Kind(one.kind)]


@contextmanager
def _content(packed: Packed, one: Listed) -> Iterator[File[bytes]]:
    if packed.size(one) > _most_bytes(one):
        raise BadFile(Fault.TOO_LARGE, _most_bytes(one) // materials.MEGABYTE)
    with TemporaryFile() as unpacked:
        for chunk in packed.chunks(one):
            unpacked.write(chunk)
        unpacked.seek(0)
        yield File(unpacked, name=one.key)


@contextmanager
def _kept_materials(course: Course, packed: Packed, by: User | None, now: datetime) -> Iterator[dict[str, Material]]:
    """The bytes are kept before the rows are written; if those never are, the bytes of a new course go again."""
    taken = set(Material.objects.filter(key__in=[one.key for one in packed.listed]).values_list("key", flat=True))
    is_new = course.pk is None
    rows: dict[str, Material] = {}
    try:
        for one in packed.listed:
            with _content(packed, one) as content:
                key = new_key() if one.key in taken else one.key
                keep = packages.kept if one.kind == Kind.PACKAGE else partial(materials.kept, kind=Kind(one.kind))
                rows[one.key] = keep(course=course, content=content, name=one.name, by=by, now=now, key=key)
        yield rows
    except BaseException:
        # Into a course that there is, somebody else may be bringing the same bytes.
        for row in rows.values() if is_new else ():
            # Files of a package are announced: the sweep finds them.
            if row.kind != Kind.PACKAGE:
                default_storage.delete(row.storage_key)
        raise


def _write(course: Course, packed: Packed, rows: dict[str, Material], *, by: User | None, now: datetime) -> None:
    keys: dict[str, str] = {}
    saved: dict[tuple[str, str], str] = {}
    for key, row in rows.items():
        # Two of the same bytes and kind are one.
        same = (row.sha256, row.kind)
        if row.pk is None and same not in saved:
            row.course = course
            if row.kind == Kind.PACKAGE:
                packages.write(row)
            else:
                row.save(force_insert=True)
        keys[key] = saved.setdefault(same, row.key)
    draft = publishing.begin_draft(course=course, by=by, now=now)
    publishing.save(draft=draft, content=renamed(packed.content, keys), by=by, now=now)


def _name(program: Program, content: Content) -> str:
    """The title; with a number if there is such a course already."""
    title = (content.title.get(program.default_language) or next(iter(content.title.values()), "")).strip()
    title = title[: LONGEST_NAME - 6] or _("Course from a file")
    names = set(Course.objects.filter(program=program, name__startswith=title).values_list("name", flat=True))
    if title not in names:
        return title
    return next(name for number in range(2, len(names) + 3) if (name := f"{title} ({number})") not in names)
