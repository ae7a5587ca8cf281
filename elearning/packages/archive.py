"""A ZIP file from a stranger: everything is checked before one byte of it is kept, memory and time bounded."""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from elearning.packages.media import is_server_code
from elearning.refusals import PackageRefused

MEGABYTE = 1_000_000
MOST_UNPACKED = 1_000 * MEGABYTE
MOST_FILES = 5_000
MOST_RATIO = 200
"""Pictures and films hardly shrink, and text by a factor of ten; only a trap shrinks by this much."""
RATIO_FROM = 20 * MEGABYTE
MOST_LISTING = 4 * MEGABYTE
LONGEST_NAME = 240
DEEPEST = 20
CHUNK = 1 << 20

_LEFT_OUT = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_END = b"PK\x05\x06"
_END_BYTES = 22
_LONG_LOCATOR = b"PK\x06\x07"
_LOCATOR_BYTES = 20
_LONGEST_COMMENT = 65_535
_ENCRYPTED = 0x1
_CONTROL = 32


@dataclass(frozen=True)
class Archive:
    """A checked archive: files by their names, which lie below the package's folder and differ in more than case."""

    names: dict[str, zipfile.ZipInfo]
    source: zipfile.ZipFile

    @property
    def unpacked_bytes(self) -> int:
        """All files together, as they will be kept."""
        return sum(info.file_size for info in self.names.values())

    def named(self, name: str) -> str | None:
        """The file of this name as it is really written; authoring tools on Windows do not mind the case."""
        wanted = folded(name)
        return next((one for one in self.names if folded(one) == wanted), None)

    def read(self, name: str, *, most: int) -> bytes:
        """The file's bytes, at most so many."""
        with self.source.open(self.names[name]) as file:
            return file.read(most)

    def open(self, name: str) -> IO[bytes]:
        """The file's bytes as a stream."""
        return self.source.open(self.names[name])


def folded(name: str) -> str:
    """Names that differ only in case or in how letters are composed are one."""
    return unicodedata.normalize("NFC", name).casefold()


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Archive]:
    """The archive, after every check. Raises PackageRefused."""
    _check_listing(file)
    try:
        source = zipfile.ZipFile(file)
        archive = Archive(dict(_checked(source.infolist())), source)
        _check_sizes(archive)
        _check_bytes(archive)
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError) as broken:
        raise _damaged() from broken
    except (ValueError, OSError) as broken:
        # It names places before its beginning or beyond its end.
        raise _damaged() from broken
    with source:
        yield archive


def _check_listing(file: IO[bytes]) -> None:
    """The listing of files is read into memory as a whole, so its size is looked at before."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT - _LOCATOR_BYTES))
    tail = file.read()
    file.seek(0)
    end = tail.rfind(_END)
    if end < 0 or end + _END_BYTES > len(tail):
        raise PackageRefused(_("This is no ZIP file. A package is one ZIP file as the authoring tool made it."))
    if tail[max(0, end - _LOCATOR_BYTES) : end].startswith(_LONG_LOCATOR):
        raise _damaged()
    count, listing = struct.unpack_from("<HI", tail, end + 10)
    if count > MOST_FILES * 2 or listing > MOST_LISTING:
        raise _too_many()


def _checked(infos: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    seen: set[str] = set()
    for info in infos:
        name = _name(info)
        _check_kind(info, name)
        if name.endswith("/") or any(part in name for part in _LEFT_OUT):
            continue
        if is_server_code(name):
            raise PackageRefused(
                _("%(name)s is a program for a server. Packages may only hold what a browser shows.") % {"name": name}
            )
        if folded(name) in seen:
            raise PackageRefused(_("Two files of this package have the name %(name)s.") % {"name": name})
        seen.add(folded(name))
        yield name, info


def _name(info: zipfile.ZipInfo) -> str:
    """The name below the package's folder. Raises PackageRefused for one that leads anywhere else."""
    name = unicodedata.normalize("NFC", info.filename.replace("\\", "/")).removeprefix("./")
    parts = name.removesuffix("/").split("/")
    leads_out = any(part.strip() in {"", ".", ".."} or ":" in part for part in parts)
    is_odd = any(ord(sign) < _CONTROL for sign in name)
    if leads_out or is_odd or len(name) > LONGEST_NAME or len(parts) > DEEPEST:
        raise PackageRefused(
            _("A file of this package has a name that cannot be kept: %(name)s") % {"name": repr(name[:LONGEST_NAME])}
        )
    return name


def _check_kind(info: zipfile.ZipInfo, name: str) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise PackageRefused(
            _("%(name)s is a link to another file. Packages may only hold files.") % {"name": name[:LONGEST_NAME]}
        )
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise _damaged()
    if info.flag_bits & _ENCRYPTED:
        raise PackageRefused(_("This ZIP file is locked by a password. Make it again without one."))


def _check_sizes(archive: Archive) -> None:
    """What the listing says; what it says falsely is found when the bytes are read."""
    if len(archive.names) > MOST_FILES:
        raise _too_many()
    packed = sum(info.compress_size for info in archive.names.values())
    if archive.unpacked_bytes > MOST_UNPACKED:
        most = MOST_UNPACKED // MEGABYTE
        raise PackageRefused(_("Unpacked, this package is larger than %(most)s MB.") % {"most": most})
    if archive.unpacked_bytes > max(RATIO_FROM, packed * MOST_RATIO):
        raise PackageRefused(_("This ZIP file unpacks to far more than a package ever holds. It is not accepted."))


def _check_bytes(archive: Archive) -> None:
    """Every byte is unpacked once: a file never gives more than its listed size, and fails if the sum differs."""
    for name in archive.names:
        with archive.open(name) as file:
            while file.read(CHUNK):
                pass


def _damaged() -> PackageRefused:
    return PackageRefused(_("This ZIP file is damaged or made in an unusual way. Make it again."))


def _too_many() -> PackageRefused:
    return PackageRefused(_("This package has more than %(most)s files.") % {"most": MOST_FILES})
