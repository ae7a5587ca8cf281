"""Writing the file: the same version gives the same bytes, on every machine and at any time."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from elearning.content import Content
from elearning.exchange.manifest import Listed, written

MANIFEST = "course.json"
MATERIALS = "materials/"
BEGINNING = (1980, 1, 1, 0, 0, 0)
UNIX = 3
PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Kept:
    """A material, its size, and how its bytes are opened."""

    listed: Listed
    size: int
    opened: Callable[[], IO[bytes]]


def pack(target: IO[bytes], content: Content, kept: Sequence[Kept]) -> None:
    """Write the ZIP into `target`. Nothing is compressed: pictures and films are, and compressors differ."""
    with ZipFile(target, "w", ZIP_STORED) as file:
        file.writestr(_entry(MANIFEST), written(content, [one.listed for one in kept]))
        for one in sorted(kept, key=lambda one: one.listed.key):
            entry = _entry(MATERIALS + one.listed.key)
            entry.file_size = one.size
            with one.opened() as source, file.open(entry, "w") as part:
                shutil.copyfileobj(source, part)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, BEGINNING)
    entry.create_system, entry.external_attr = UNIX, PLAIN_FILE
    return entry
