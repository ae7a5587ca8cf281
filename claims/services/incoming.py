"""Files as they come in: told by content, bounded, and hashed before anything is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.services import storing
from common.files import put_once
from common.refusals import Refused
from extraction.limits import Limits
from extraction.refusals import Refusal
from extraction.sniff import HEAD_BYTES, STRUCTURED, Kind, kind_of
from programs.models import Program

LIMITS = Limits()
MOST_FILES = LIMITS.pages
"""Files of one claim: as many as a document may have pages."""

MEDIA_TYPES = {
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.HEIF: "image/heic",
    Kind.TIFF: "image/tiff",
    Kind.PDF: "application/pdf",
    Kind.XML: "application/xml",
    Kind.JSON: "application/json",
    Kind.SIGNED: "application/pkcs7-mime",
}


EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "image/tiff": ".tif",
    "application/pdf": ".pdf",
    "application/xml": ".xml",
    "application/json": ".json",
    "application/pkcs7-mime": ".p7m",
}


class IntakeRefused(Refused):
    """The files were not taken, and nothing of them was kept."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file that may be kept."""

    file: File[bytes]
    name: str
    kind: Kind
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        """The type told from the content, whatever the sender said."""
        return MEDIA_TYPES[self.kind]

    def key(self, program: Program) -> str:
        """Where the bytes are kept."""
        return f"documents/{program.uuid}/{self.sha256[:2]}/{self.sha256}"


def checked(files: Sequence[File[bytes]], *, beside: int = 0) -> list[Incoming]:
    """The files in their order, each content once; refuses with a sentence. `beside` counts those already there."""
    if not files:
        raise IntakeRefused(_("Take a picture or choose a file first."))
    if len(files) + beside > MOST_FILES:
        few = ngettext(
            "A claim takes %(most)s file. Send fewer at once.",
            "A claim takes %(most)s files. Send fewer at once.",
            MOST_FILES,
        )
        raise IntakeRefused(few % {"most": MOST_FILES})
    told = [_checked(file, alone=len(files) == 1) for file in files]
    return list({one.sha256: one for one in reversed(told)}.values())[::-1]


def keep(incoming: Sequence[Incoming], *, program: Program, now: datetime) -> None:
    """Store the bytes; called before the transaction that speaks of them, so that no claim lacks its evidence."""
    storing.announce([one.key(program) for one in incoming], now=now)
    for one in incoming:
        put_once(one.key(program), one.file)


def _checked(file: File[bytes], *, alone: bool) -> Incoming:
    name = plain_name(file.name or "")
    try:
        kind = _kind(file)
    except Refusal as refusal:
        sentence = _(refusal.text)
        raise IntakeRefused(sentence if alone or not name else f"{name}: {sentence}") from refusal
    return Incoming(file, name, kind, file.size, _digest(file))


def _kind(file: File[bytes]) -> Kind:
    if file.size > settings.UPLOAD_MAX_BYTES:
        raise Refusal("too-large")
    file.seek(0)
    kind = kind_of(file.read(HEAD_BYTES))
    if kind in STRUCTURED and file.size > LIMITS.xml_bytes:
        raise Refusal("too-large")
    return kind


def _digest(file: File[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def plain_name(name: str) -> str:
    """The last part of a sender's file name, without what does not print; it is shown, never used as a path."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return re.sub(r"[^\w .,()\[\]+&@=-]", "", last).strip()[-200:]
