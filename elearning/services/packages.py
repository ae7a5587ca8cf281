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
from elearning.packages import Archive, Contents, Part, contents_of, opened
from elearning.packages.archive import folded
from elearning.refusals import PackageRefused
from elearning.services.materials import digest_of
from participants.models import User

MEGABYTE = 1_000_000
MOST_BYTES = 250 * MEGABYTE
GRACE = timedelta(hours=3)
"""Longer than any upload takes from its first file to its last."""


def add(*, course: Course, upload: File[bytes], by: User | None, now: datetime) -> Material:
    """Check and keep a package; its `contents` say what lies in it. The same bytes once more are the same material.

    Raises PackageRefused, with nothing kept.
    """
    if upload.size > MOST_BYTES:
        raise PackageRefused(
            _("This is larger than %(most)s MB. Make it smaller, please.") % {"most": MOST_BYTES // MEGABYTE}
        )
    digest = digest_of(upload)
    if known := _known(course, digest):
        return known
    key = f"courses/{course.uuid}/{digest}"
    with opened(cast("IO[bytes]", upload)) as archive:
        contents = contents_of(archive)
        _announce(key, archive.names, now=now)
        put_once(key, upload)
        for name in archive.names:
            with archive.open(name) as file:
                put_once(file_key(key, name), File(file))
        material = Material(
            key=new_key(),
            course=course,
            kind=Material.Kind.PACKAGE,
            name=(upload.name or "").replace("\\", "/").rpartition("/")[2][:200],
            storage_key=key,
            media_type="application/zip",
            size=upload.size,
            sha256=digest,
            added_by=by,
            added_at=now,
        )
        return _name(material, contents, archive)


def _known(course: Course, digest: str) -> Material | None:
    return Material.objects.filter(course=course, sha256=digest, kind=Material.Kind.PACKAGE).first()


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


def _name(material: Material, contents: Contents, archive: Archive) -> Material:
    """From here on the package is there."""
    try:
        with transaction.atomic():
            material.save(force_insert=True)
            Package.objects.create(
                material=material,
                standard=contents.standard,
                title=contents.title,
                parts=[asdict(part) for part in contents.parts],
                files=len(archive.names),
                unpacked_bytes=archive.unpacked_bytes,
            )
            gone, _rows = Unpacking.objects.filter(storage_key=material.storage_key, is_going=False).delete()
            if not gone:
                raise _is_going()
    except IntegrityError:
        # Somebody else sent the same package at this moment; the sweep sees that its files are named.
        return Material.objects.get(course=material.course, sha256=material.sha256, kind=material.kind)
    return material


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
