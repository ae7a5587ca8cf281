"""What a file is, told from its content and never from its name."""

from __future__ import annotations

from enum import StrEnum

from extraction.einvoices.envelope import is_envelope
from extraction.refusals import Refusal

# A PDF may begin within its first kilobyte; some senders put mail headers or blanks before it.
HEAD_BYTES = 4096


class Kind(StrEnum):
    """The kinds of file that are read."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIF = "heif"
    TIFF = "tiff"
    PDF = "pdf"
    XML = "xml"
    JSON = "json"
    SIGNED = "p7m"


PHOTOS = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.HEIF})
STRUCTURED = frozenset({Kind.XML, Kind.JSON, Kind.SIGNED})

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_TIFF_STARTS = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")


def kind_of(head: bytes) -> Kind:
    """The kind of the file that begins with `head` (its first HEAD_BYTES). Raises Refusal for all else."""
    if not head:
        raise Refusal("empty-file")
    kind = _picture_kind(head) or _text_kind(head)
    if kind is None:
        raise Refusal("not-a-document")
    return kind


def _picture_kind(head: bytes) -> Kind | None:
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp" and _is_heif(head):
        return Kind.HEIF
    return Kind.TIFF if head.startswith(_TIFF_STARTS) else None


def _is_heif(head: bytes) -> bool:
    size = min(int.from_bytes(head[:4], "big"), 256)
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, size, 4)}
    # AVIF carries the general brand mif1 too; its own brand comes first and it is not read here.
    return head[8:12] not in (b"avif", b"avis") and bool(brands & _HEIF_BRANDS)


def _text_kind(head: bytes) -> Kind | None:
    if b"%PDF-" in head[:1029]:
        return Kind.PDF
    if is_envelope(head):
        return Kind.SIGNED
    text = _as_ascii(head).lstrip()
    if text.startswith("<?xml"):
        return Kind.XML
    if text.startswith("{"):
        return Kind.JSON
    opens_element = text.startswith("<") and text[1:2].isalpha()
    return Kind.XML if opens_element and not text[:5].lower().startswith(("<html", "<svg")) else None


def _as_ascii(head: bytes) -> str:
    """The letters of the beginning, whatever the encoding: byte order marks and the NULs of UTF-16 dropped."""
    return head[:200].removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\0", b"").decode("ascii", "replace")
