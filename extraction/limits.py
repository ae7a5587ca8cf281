"""How much of the machine one untrusted file may take."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000

# What an engine gets of a photo: it reads no better with more, and a phone's 4000 pixels are halved while decoding.
PHOTO_SIDE = 2000
# As many dots as A4 has at 200 dpi: small codes on drawn pages need them.
DRAWN_SIDE = 2340


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file. Memory, CPU and waiting are those of decoding and drawing, not of the engines."""

    file_bytes: int = 25 * MEGABYTE
    xml_bytes: int = 10 * MEGABYTE
    page_pixels: int = 40_000_000
    # Pillow holds a WebP four times over while decoding, so fewer pixels fit into the same memory.
    webp_pixels: int = 20_000_000
    pages: int = 20
    # 512 MB less what the asking process holds of a page: its pixels and its clean copy.
    memory_bytes: int = 448 * MEGABYTE
    cpu_seconds: int = 10
    wall_seconds: int = 20
    # Looking for codes ends after this much CPU for a page, and for all pages together.
    symbol_seconds: float = 1.5
    symbol_seconds_in_all: float = 4.0
    # No further page is given to an engine once a document has cost this much CPU in the engines.
    ocr_seconds: float = 40.0
