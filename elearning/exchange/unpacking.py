"""Reading a file that comes from strangers: everything is checked before anything of it is used."""

import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from elearning.content import Content
from elearning.exchange.manifest import Listed, read
from elearning.exchange.packing import MANIFEST, MATERIALS
from elearning.exchange.refusing import BadFile, Fault

MEGABYTE = 1_000_000
MOST_BYTES = 1000 * MEGABYTE
"""Of the file as it is sent."""
MOST_UNPACKED = 2000 * MEGABYTE
MOST_PARTS = 500
MOST_MANIFEST = 5 * MEGABYTE
MOST_RATIO = 100
"""Text shrinks to a twentieth at most; what shrinks to less was made to fill disks."""
CHUNK = 1 << 16
BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Packed:
    """What the file says, and where its materials lie in it."""

    content: Content
    listed: tuple[Listed, ...]
    file: ZipFile

    def size(self, one: Listed) -> int:
        """Of the material, in bytes."""
        return self.file.getinfo(MATERIALS + one.key).file_size

    def chunks(self, one: Listed) -> Iterator[bytes]:
        """The bytes of a material. Raises BadFile where they are damaged."""
        yield from _chunks(self.file, MATERIALS + one.key)


def unpack(source: IO[bytes], *, languages: Sequence[str]) -> Packed:
    """The file, looked over but for what its materials are. Raises BadFile.

    `languages`: codes of those that are spoken here.
    """
    source.seek(0, os.SEEK_END)
    if source.tell() > MOST_BYTES:
        raise BadFile(Fault.TOO_LARGE, MOST_BYTES // MEGABYTE)
    source.seek(0)
    try:
        file = ZipFile(source)
    except BROKEN as bad:
        raise BadFile(Fault.NOT_ZIP) from bad
    entries = [one for one in file.infolist() if one.orig_filename != MATERIALS]
    if len(entries) > MOST_PARTS:
        raise BadFile(Fault.TOO_MANY, MOST_PARTS)
    _check_names(entries)
    _check_sizes(entries)
    names = {one.filename for one in entries}
    if MANIFEST not in names:
        raise BadFile(Fault.NO_MANIFEST)
    content, listed = read(b"".join(_chunks(file, MANIFEST)), languages=languages)
    _check_list(listed, names - {MANIFEST})
    return Packed(content, listed, file)


def _check_names(entries: Sequence[ZipInfo]) -> None:
    seen: set[str] = set()
    for one in entries:
        # The library cuts a name at its first zero byte; what it was is what counts.
        name = one.orig_filename
        if name.startswith(("/", "\\")) or ":" in name or "\\" in name or ".." in name.split("/") or "\0" in name:
            raise BadFile(Fault.PATH, name)
        if stat.S_ISLNK(one.external_attr >> 16):
            raise BadFile(Fault.LINK, name)
        if name in seen:
            raise BadFile(Fault.TWICE, name)
        if one.flag_bits & 1:
            raise BadFile(Fault.LOCKED)
        if name != MANIFEST and (not name.startswith(MATERIALS) or "/" in name.removeprefix(MATERIALS)):
            raise BadFile(Fault.STRANGE, name)
        seen.add(name)


def _check_sizes(entries: Sequence[ZipInfo]) -> None:
    """What is said of sizes is kept to when they are read: never more comes out of a part than it says."""
    for one in entries:
        most = MOST_MANIFEST if one.filename == MANIFEST else MOST_UNPACKED
        if one.file_size > most or one.file_size > MOST_RATIO * one.compress_size + CHUNK:
            raise BadFile(Fault.BOMB, one.filename)
    if sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise BadFile(Fault.TOO_LARGE, MOST_UNPACKED // MEGABYTE)


def _check_list(listed: Sequence[Listed], there: set[str]) -> None:
    names = {MATERIALS + one.key: one.name for one in listed}
    for name in sorted(names.keys() - there):
        raise BadFile(Fault.ABSENT, name)
    for name in sorted(there - names.keys()):
        raise BadFile(Fault.UNLISTED, name)


def _chunks(file: ZipFile, name: str) -> Iterator[bytes]:
    try:
        with file.open(name) as part:
            while chunk := part.read(CHUNK):
                yield chunk
    except BROKEN as bad:
        raise BadFile(Fault.DAMAGED, name) from bad
