"""Files as browsers send them, drawn or written on the spot."""

import io
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

KINDS = ("jpeg", "png", "webp", "heif", "tiff", "pdf", "xml")
_MEDIA_TYPES = {"pdf": "application/pdf", "xml": "application/xml"}


@cache
def picture(text: str = "FV/2026/11/0457", kind: str = "jpeg") -> bytes:
    """A small sheet with one line of text; another text makes other bytes."""
    sheet = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(sheet).text((20, 80), text, fill="black")
    written = io.BytesIO()
    if kind == "heif":
        import pillow_heif  # noqa: PLC0415 - a heavy library that few tests need

        pillow_heif.from_pillow(sheet).save(written)
    else:
        sheet.save(written, format=kind)
    return written.getvalue()


def content(kind: str, text: str = "FV/2026/11/0457") -> bytes:
    """Bytes of each kind that the service takes."""
    return f'<?xml version="1.0"?><Faktura>{text}</Faktura>'.encode() if kind == "xml" else picture(text, kind)


def an_upload(
    data: bytes | None = None, *, name: str = "invoice.jpg", text: str = "FV/2026/11/0457"
) -> SimpleUploadedFile:
    """What a form's file field brings."""
    return SimpleUploadedFile(name, picture(text) if data is None else data)
