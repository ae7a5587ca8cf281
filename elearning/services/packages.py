"""Packages of other authoring tools come in: checked as a whole, unpacked, and there only when every file is.

The files are announced before the first of them is written. Whatever dies in between, they are found by the sweep, as
long as no package names them; the same package sent again writes the same files under the same names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import IO, cast

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.files import put_once
from elearning.content import new_key
from elearning.models import Course, Material, Package, Unpacking
from elearning.packages import Archive, Part, contents_of, opened
from elearning.packages.archive import folded
from elearning.refusals import PackageRefused
from elearning.services.materials import digest_of
from participants.models import User

MEGABYTE = 1_000_000
MOST_BYTES = 250 * MEGABYTE
MEDIA_TYPE = "application/zip"
GRACE = timedelta(hours=3)
"""Longer than any upload takes from its first file to its last."""


def add(*, course: Course, upload: File[bytes], by: User | None, now: datetime) -> Material:
    """Check and keep a package; its `contents` say what lies in it. The same bytes once more are the same material.

    Raises PackageRefused, with nothing kept.
    """
    material = kept(course=course, content=upload, name=upload.name or "", by=by, now=now)
    if material.pk is None:
        try:
            with transaction.atomic():
                write(material)
        except IntegrityError:
            # Somebody else sent the same package at this moment; the sweep sees that its files are named.
            return Material.objects.get(course=course, sha256=material.sha256, kind=material.kind)
    return material


def check(content: File[bytes]) -> str:
    """The media type of what is a package throughout. Raises PackageRefused."""
    _check_size(content)
    with opened(cast("IO[bytes]", content)) as archive:
        contents_of(archive)
    return MEDIA_TYPE


def _check_size(content: File[bytes]) -> None:
    if content.size > MOST_BYTES:
        raise PackageRefused(
            _("This is larger than %(most)s MB. Make it smaller, please.") % {"most": MOST_BYTES // MEGABYTE}
        )


def kept(*, course: Course, content: File[bytes], name: str, by: User | None, now: datetime, key: str = "") -> Material:
    """The files are kept; the row is the one that there is, or one for `write`, its `contents` with it.

    `key`: the one that a new row is to have; else a fresh one. Raises PackageRefused.
    """
    _check_size(content)
    digest = digest_of(content)
    kind = Material.Kind.PACKAGE
    if course.pk and (known := Material.objects.filter(course=course, sha256=digest, kind=kind).first()):
        return known
    material = Material(
        key=key or new_key(),
        course=course,
        kind=kind,
        name=name.replace("\\", "/").rpartition("/")[2][:200],
        storage_key=f"courses/{course.uuid}/{digest}",
        media_type=MEDIA_TYPE,
        size=content.size,
        sha256=digest,
        added_by=by,
        added_at=now,
    )
    with opened(cast("IO[bytes]", content)) as archive:
        material.contents = _described(archive)
        _unpack(archive, content, material.storage_key, now=now)
    return material


def _described(archive: Archive) -> Package:
    contents = contents_of(archive)
    return Package(
        standard=contents.standard,
        title=contents.title,
        parts=[asdict(part) for part in contents.parts],
        files=len(archive.names),
        unpacked_bytes=archive.unpacked_bytes,
    )


def _unpack(archive: Archive, content: File[bytes], storage_key: str, *, now: datetime) -> None:
    _announce(storage_key, archive.names, now=now)
    put_once(storage_key, content)
    for name in archive.names:
        with archive.open(name) as file:
            put_once(file_key(storage_key, name), File(file))


def file_key(package_key: str, name: str) -> str:
    """Where a file of a package is kept; told from its name alone."""
    return f"{package_key}.files/{hashlib.sha256(folded(name).encode()).hexdigest()}"


def _announce(key: str, names: Iterable[str], *, now: datetime) -> None:
    """Outside of any transaction, before the bytes. Renews the grace of those that another try left behind."""
    row = Unpacking(storage_key=key, files=[key, *(file_key(key, name) for name in names)], since=now)
    # The update waits for a sweep that is just taking the row, and the sweep for this one: never both get it.
    Unpacking.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["storage_key"], update_fields=["since", "files"]
    )
    if Unpacking.objects.filter(storage_key=key, is_going=True).exists():
        raise _is_going()


def write(material: Material) -> None:
    """From here on the package that `kept` gave is there. Part of the caller's transaction. Raises PackageRefused."""
    material.save(force_insert=True)
    material.contents.save(force_insert=True)
    gone, _rows = Unpacking.objects.filter(storage_key=material.storage_key, is_going=False).delete()
    if not gone:
        raise _is_going()


def _is_going() -> PackageRefused:
    return PackageRefused(_("This could not be kept just now. Please send it again in a minute."))


def parts_of(package: Package) -> list[Part]:
    """What can be opened by itself, in order."""
    return [Part(**part) for part in package.parts]


def sweep(*, now: datetime) -> int:
    """Delete files of packages that were begun and never came to their end; says how many packages that were."""
    left = Unpacking.objects.filter(since__lt=now - GRACE).order_by("pk")
    return sum(_delete(row, now=now) for row in list(left))


def _delete(row: Unpacking, *, now: datetime) -> bool:
    still = Unpacking.objects.filter(pk=row.pk, since__lt=now - GRACE)
    if Material.objects.filter(storage_key=row.storage_key).exists():
        # Sent twice at one time: the other one named the files.
        still.delete()
        return False
    # The condition is the lock. One that is going already was left by a sweep that died, or is a twin's: no harm.
    if not still.update(is_going=True):
        return False
    for key in row.files:
        default_storage.delete(key)
    Unpacking.objects.filter(pk=row.pk, is_going=True).delete()
    return True
