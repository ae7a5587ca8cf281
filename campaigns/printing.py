"""Print files: lines of serials and codes, in ZIP archives that 7-Zip, WinZip and macOS open (AES-256)."""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pyzipper

from campaigns.codes import printed

CODES = "codes.csv"
"""The file inside the archive: `serial;code`, one pair to a line."""

RECEIVED = "received.txt"
"""Codes that another system made, one to a line, until their digests are written."""

LABELS = "labels.pdf"
"""Beside it for a small batch: the codes as symbols, to print and stick on."""

FASTEST = 1
"""Random characters shrink little, however long one tries."""


class WrongPassword(Exception):
    """The archive is not what was written, or is opened with another key."""


def lines(first: int, codes: Iterable[str]) -> bytes:
    """What the printer prints from: `1;ABCD-EFGH-JKMN-P`."""
    return "".join(f"{serial};{printed(code)}\r\n" for serial, code in enumerate(codes, start=first)).encode("ascii")


def codes_in(content: bytes) -> Iterator[str]:
    """The codes of `lines`, as they were made."""
    for line in content.decode("ascii").splitlines():
        yield line.partition(";")[2].replace("-", "")


def pack(files: Mapping[str, bytes], *, password: str) -> bytes:
    """An encrypted archive of these files."""
    sink = BytesIO()
    with pyzipper.AESZipFile(
        sink, "w", compression=pyzipper.ZIP_DEFLATED, compresslevel=FASTEST, encryption=pyzipper.WZ_AES
    ) as archive:
        archive.setpassword(password.encode())
        for name, content in files.items():
            archive.writestr(name, content)
    return sink.getvalue()


def unpack(content: bytes, name: str, *, password: str) -> bytes:
    """One file of an encrypted archive; raises WrongPassword."""
    try:
        with pyzipper.AESZipFile(BytesIO(content)) as archive:
            archive.setpassword(password.encode())
            opened: bytes = archive.read(name)
            return opened
    except (RuntimeError, pyzipper.BadZipFile) as wrong:
        raise WrongPassword(name) from wrong


def bundled(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """One archive of archives, byte by byte as it grows: no more than one of them is in memory."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(name, content)
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """A file that only grows, and whose bytes can be taken away."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing waits anywhere."""

    def close(self) -> None:
        """Nothing is held open."""

    def taken(self) -> bytes:
        taken, self.parts = b"".join(self.parts), []
        return taken
