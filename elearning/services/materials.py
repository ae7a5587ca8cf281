"""Pictures, films, captions and files of a course: what they are is told from their content, never from their name."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.files import put_once
from elearning.content import new_key
from elearning.models import Course, Material
from elearning.refusals import LearningRefused
from participants.models import User

HEAD_BYTES = 64
MEGABYTE = 1_000_000

Kind = Material.Kind

MOST_BYTES = {
    Kind.PICTURE: 10 * MEGABYTE,
    Kind.VIDEO: 500 * MEGABYTE,
    Kind.CAPTIONS: MEGABYTE,
    Kind.FILE: 50 * MEGABYTE,
}

WANTED = {
    Kind.PICTURE: gettext_lazy("A picture is a JPEG, PNG or WebP."),
    Kind.VIDEO: gettext_lazy("A film is an MP4 or WebM."),
    Kind.CAPTIONS: gettext_lazy("Captions are a WebVTT text file."),
    Kind.FILE: gettext_lazy("A file to take along is a PDF."),
}


def add(*, course: Course, kind: Kind, content: File[bytes], name: str, by: User | None, now: datetime) -> Material:
    """Keep it with the course; the same bytes once more are the same material. Raises LearningRefused."""
    media_type = media_type_of(_head(content), kind)
    if media_type is None:
        raise LearningRefused(str(WANTED[kind]))
    if content.size > MOST_BYTES[kind]:
        most = MOST_BYTES[kind] // MEGABYTE
        raise LearningRefused(_("This is larger than %(most)s MB. Make it smaller, please.") % {"most": most})
    digest = digest_of(content)
    if known := Material.objects.filter(course=course, sha256=digest, kind=kind).first():
        return known
    material = Material(
        key=new_key(),
        course=course,
        kind=kind,
        name=name.replace("\\", "/").rpartition("/")[2][:200],
        storage_key=f"courses/{course.uuid}/{digest}",
        media_type=media_type,
        size=content.size,
        sha256=digest,
        added_by=by,
        added_at=now,
    )
    put_once(material.storage_key, content)
    try:
        with transaction.atomic():
            material.save(force_insert=True)
    except IntegrityError:
        return Material.objects.get(course=course, sha256=digest, kind=kind)
    return material


def media_type_of(head: bytes, kind: Kind) -> str | None:
    """What begins so, if it is of this kind; None else."""
    match kind:
        case Kind.PICTURE:
            return _picture(head)
        case Kind.VIDEO:
            return _film(head)
        case Kind.CAPTIONS:
            return "text/vtt" if head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT") else None
        case _:
            return "application/pdf" if head.startswith(b"%PDF-") else None


def _picture(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return "image/webp" if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else None


def _film(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return "video/mp4"
    return "video/webm" if head.startswith(b"\x1a\x45\xdf\xa3") else None


def _head(content: File[bytes]) -> bytes:
    content.seek(0)
    return bytes(content.read(HEAD_BYTES))


def digest_of(content: File[bytes]) -> str:
    """What the bytes are known by."""
    content.seek(0)
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    return digest.hexdigest()
