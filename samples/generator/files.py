"""Writes pictures and pages in the formats that people send."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import pikepdf
import pillow_heif
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

LIMITS = {"jpg": 540_000, "webp": 330_000, "heic": 330_000}
"""Most bytes of a photo. Phones save ten times that; the samples travel with the project."""
_ORIENTATION, _MAKE, _MODEL, _TAKEN = 0x0112, 0x010F, 0x0110, 0x0132

pillow_heif.register_heif_opener()


def pages_of(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Every page as a picture."""
    return [page.render(scale=dpi / 72).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def photo_file(picture: Image.Image, suffix: str, taken_at: datetime, *, is_lying: bool) -> bytes:
    """A photo as the phone stores it: with its date, and sometimes on its side with a note how to turn it."""
    exif = Image.Exif()
    exif[_MAKE], exif[_MODEL], exif[_TAKEN] = "Kwit", "Sample phone", f"{taken_at:%Y:%m:%d %H:%M:%S}"
    exif[_ORIENTATION] = 6 if is_lying else 1
    stored = picture.rotate(90, expand=True) if is_lying else picture
    save = {"jpg": _as_jpeg, "webp": _as_webp, "heic": _as_heic}[suffix]
    return _largest_within(LIMITS[suffix], lambda quality: save(stored, quality, exif.tobytes()))


def _largest_within(limit: int, save: Callable[[int], bytes]) -> bytes:
    written = b""
    for quality in range(78, 20, -6):
        written = save(quality)
        if len(written) <= limit:
            return written
    return written


def _as_jpeg(picture: Image.Image, quality: int, exif: bytes) -> bytes:
    return _saved(picture, "JPEG", quality=quality, exif=exif, optimize=True)


def _as_webp(picture: Image.Image, quality: int, exif: bytes) -> bytes:
    return _saved(picture, "WEBP", quality=quality, exif=exif, method=4)


def _as_heic(picture: Image.Image, quality: int, exif: bytes) -> bytes:
    return _saved(picture, "HEIF", quality=quality - 20, exif=exif)


def png_file(picture: Image.Image, dpi: int) -> bytes:
    """A grey scan; near-white becomes white, as scanning programs do with paper."""
    cleaned = picture.point(lambda level: 255 if level > 228 else level // 12 * 12)
    return _saved(cleaned, "PNG", optimize=True, dpi=(dpi, dpi))


def fax_file(pages: list[Image.Image], dpi: int) -> bytes:
    """All pages in one TIFF, black and white, compressed as fax is."""
    return _saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(dpi, dpi))


def scan_pdf(pages: list[Image.Image]) -> bytes:
    """A PDF that holds nothing but a picture for each page."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=1)
    for page in pages:
        jpeg = io.BytesIO(_saved(page, "JPEG", quality=58))
        canvas.drawImage(ImageReader(jpeg), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def with_xml(pdf: bytes, xml: bytes, name: str) -> bytes:
    """The PDF with an e-invoice attached as ZUGFeRD asks: named, related as an alternative, listed in the catalogue.

    It is not PDF/A-3: its fonts are the reader's own. Readers of e-invoices look only at the attachment.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        attached = pikepdf.AttachedFileSpec(
            document, xml, filename=name, mime_type="text/xml", description="", creation_date="", mod_date=""
        )
        attached.relationship = pikepdf.Name.Alternative
        document.attachments[name] = attached
        document.Root.AF = pikepdf.Array([attached.obj])
        written = io.BytesIO()
        document.save(written, deterministic_id=True)
    return written.getvalue()


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    written = io.BytesIO()
    picture.save(written, form, **options)
    return written.getvalue()
