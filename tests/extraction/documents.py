"""Documents drawn and written on the spot: pages with print, codes, and PDF files with just what a test needs."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

RECEIPT = (
    "KLIMA-BUD SP. Z O.O.",
    "ul. Polna 7, 00-950 Warszawa",
    "NIP 5260250274",
    "Faktura VAT FV/2026/11/0457",
    "Data wystawienia 2026-11-14",
    "Kolanko 22 mm      4 szt   12,50   50,00",
    "Trojnik 15 mm      2 szt   36,73   73,46",
    "RAZEM PLN 123,46",
)


def page(
    lines: Sequence[str] = RECEIPT, *, size: tuple[int, int] = (1000, 1000), letters: int = 32, font: Font | None = None
) -> Image.Image:
    """A white sheet with one printed line below the other."""
    sheet = Image.new("RGB", size, "white")
    pen, font = ImageDraw.Draw(sheet), font or ImageFont.load_default(letters)
    for row, line in enumerate(lines):
        pen.text((60, 60 + row * letters * 2), line, fill="black", font=font)
    return sheet


def polish_font() -> Font:
    """A font with Polish letters; the one inside Pillow has none."""
    try:
        return ImageFont.truetype("DejaVuSans.ttf", 32)
    except OSError:
        pytest.skip("no font with Polish letters on this machine")


def with_code(
    sheet: Image.Image, text: str, kind: zxingcpp.BarcodeFormat, *, at: tuple[int, int] = (60, 700)
) -> Image.Image:
    """The sheet with a printed code on it, three pixels for a module."""
    drawn = zxingcpp.create_barcode(text, kind).to_image(scale=3)
    sheet.paste(Image.fromarray(np.asarray(drawn)), at)
    return sheet


def saved(sheet: Image.Image, path: Path, **how: object) -> Path:
    """The sheet as a file of the kind that the name says."""
    sheet.save(path, **how)
    return path


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises so many pixels and brings none."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects; the first is the catalogue."""
    written, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (extra, len(content), content)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
_FONT = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"


def printed_pdf(lines: Sequence[str] = RECEIPT, *, pages: int = 1, rotate: int = 0) -> bytes:
    """A born-digital PDF: the same lines as text on each of its A4 pages."""
    text = b"BT /F 12 Tf 50 780 Td 20 TL " + b" ".join(b"(%s) Tj T*" % line.encode("ascii") for line in lines) + b" ET"
    kids = b" ".join(b"%d 0 R" % (4 + number) for number in range(pages))
    sheet = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents 3 0 R/Resources%s>>" % (rotate, _FONT)
    return pdf(CATALOGUE, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages), stream(text), *[sheet] * pages)


def scanned_pdf(sheet: Image.Image, *, hidden: str = "") -> bytes:
    """A PDF with one picture over the page, and a scanner's invisible guess at its text."""
    written = io.BytesIO()
    sheet.convert("RGB").save(written, "JPEG", quality=90)
    picture = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
    guess = b"BT 3 Tr /F 12 Tf 50 780 Td (%s) Tj ET" % hidden.encode("ascii")
    drawn = b"q 595 0 0 842 0 0 cm /I Do Q " + guess
    resources = b"<</XObject<</I 5 0 R>>" + _FONT[2:]
    return pdf(
        CATALOGUE,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources%s>>" % resources,
        stream(drawn),
        stream(written.getvalue(), picture % sheet.size),
    )


def nested_forms_pdf() -> bytes:
    """Three kilobytes that ask for 10^8 drawings: each form draws the next one ten times."""
    sheet = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    forms = []
    for depth in range(9):
        inside = b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + depth) if depth < 8 else b""
        form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + inside
        forms.append(stream(b"/F Do " * 10 if depth < 8 else b"0 0 10 10 re f", form))
    return pdf(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", sheet, stream(b"/F Do"), *forms)
