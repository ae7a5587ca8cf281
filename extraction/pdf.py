"""Opens PDF files: draws pages, reads the text layer with its places, takes out XML attachments. Child only."""

from __future__ import annotations

import contextlib
import ctypes
import itertools
from functools import cached_property
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from extraction.limits import DRAWN_SIDE, Limits
from extraction.pages import SYMBOL_SIDE, Drawn, at_most, reading_side, turned
from extraction.pdf_text import words_of
from extraction.refusals import Refusal
from extraction.words import Word

# Small print of till receipts needs 300 dpi; an A4 page reaches DRAWN_SIDE at 200.
_MOST_DPI = 300
_MOST_ATTACHMENTS = 10
# A page with fewer letters than this is a picture with a stamp on it.
_FEWEST_LETTERS = 20
_MOST_OBJECTS = 3000


class PdfFile:
    """An open PDF."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Reads the page tree only. Raises Refusal."""
        try:
            self._pdf = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as cause:
            asks = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(cause).lower()
            raise Refusal("encrypted" if asks else "damaged") from cause
        self._limits = limits
        self._kept: tuple[int, _OpenPage] | None = None
        self.count = len(self._pdf)
        if self.count > limits.pages:
            raise Refusal("too-many-pages")
        if not self.count:
            raise Refusal("damaged")
        # Filled-in form fields are drawn only then. No script engine is built in, so nothing active can run.
        with contextlib.suppress(pdfium.PdfiumError):
            self._pdf.init_forms()

    def draw(self, number: int, turn: int) -> Drawn:
        """See Pages.draw. Forms and annotations are drawn, nothing active is run."""
        page = self._page(number)
        if page.most_pixels > self._limits.page_pixels:
            raise Refusal("too-many-pixels")
        width, height = page.size
        if not 1 <= max(width, height) < float("inf"):
            raise Refusal("damaged")
        scale = min(_MOST_DPI / 72, reading_side(width, height, DRAWN_SIDE) / max(width, height))
        try:
            colour = turned(page.render(scale), turn)
        except (pdfium.PdfiumError, ValueError) as cause:
            raise Refusal("damaged") from cause
        words = () if page.is_scan or turn else tuple(word.box for word in page.words)
        return Drawn(colour, at_most(colour.convert("L"), SYMBOL_SIDE), is_crisp=not page.is_scan, words=words)

    def glance(self) -> Image.Image | None:
        """A PDF is no photo."""
        return None

    def words(self, number: int) -> list[Word]:
        """See Pages.words: none for a scan, even if a scanner's program hid its guesses behind the picture."""
        page = self._page(number)
        if page.is_scan:
            return []
        is_enough = not page.pictures or sum(len(word.text) for word in page.words) >= _FEWEST_LETTERS
        return page.words if is_enough and _is_readable(page.words) else []

    def attachments(self) -> list[bytes]:
        """See Pages.attachments."""
        found = []
        for index in range(min(self._pdf.count_attachments(), _MOST_ATTACHMENTS)):
            data = self._attachment(index)
            if data and len(data) <= self._limits.xml_bytes and b"<" in data[:200]:
                found.append(data)
        return found

    def programs(self) -> list[str]:
        """See Pages.programs."""
        with contextlib.suppress(pdfium.PdfiumError, UnicodeDecodeError):
            return [self._pdf.get_metadata_value(key) for key in ("Producer", "Creator")]
        return []

    def _attachment(self, index: int) -> bytes:
        try:
            attached = self._pdf.get_attachment(index)
            size = ctypes.c_ulong()
            # Its length is asked first: a small file can hold an attachment that unpacks to gigabytes.
            if not raw.FPDFAttachment_GetFile(attached, None, 0, size) or size.value > self._limits.xml_bytes:
                return b""
            return bytes(attached.get_data())
        except (pdfium.PdfiumError, ValueError):
            return b""

    def _page(self, number: int) -> _OpenPage:
        """The page, parsed once however much is asked about it."""
        if self._kept is None or self._kept[0] != number:
            try:
                self._kept = (number, _OpenPage(self._pdf[number - 1]))
            except (pdfium.PdfiumError, IndexError) as cause:
                raise Refusal("damaged") from cause
        return self._kept[1]


class _OpenPage:
    """What is known of one page, each thing found out when it is first asked for."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.size: tuple[float, float] = page.get_size()

    def render(self, scale: float) -> Image.Image:
        """The page in RGB, so many pixels to a point. Raises PdfiumError and ValueError."""
        drawn = self._page.render(scale=scale, fill_color=(255, 255, 255, 255), rev_byteorder=True)
        picture: Image.Image = drawn.to_pil()
        return picture.convert("RGB")

    @cached_property
    def things(self) -> list[Any]:
        """What stands on the page, up to a number that no scan comes near."""
        found: list[Any] = []
        with contextlib.suppress(pdfium.PdfiumError):
            found.extend(itertools.islice(self._page.get_objects(max_depth=2), _MOST_OBJECTS))
        return found

    @cached_property
    def pictures(self) -> list[Any]:
        """The pictures among the things."""
        return [thing for thing in self.things if thing.type == raw.FPDF_PAGEOBJ_IMAGE]

    @property
    def most_pixels(self) -> int:
        """The pixels of the largest picture, told before anything of it is unpacked."""
        return max((_pixels_of(picture) for picture in self.pictures), default=0)

    @cached_property
    def is_scan(self) -> bool:
        """True if pictures cover the page and no visible text was set over them."""
        width, height = self.size
        bounds = [picture.get_bounds() for picture in self.pictures]
        covered = sum(max(0.0, right - left) * max(0.0, top - bottom) for left, bottom, right, top in bounds)
        return covered > 0.5 * width * height and sum(_is_visible(thing) for thing in self.things) < 5

    @cached_property
    def words(self) -> list[Word]:
        """All words that the page states, readable or not."""
        return words_of(self._page)


def _is_visible(thing: Any) -> bool:
    """True for text that people see."""
    is_text = thing.type == raw.FPDF_PAGEOBJ_TEXT
    return is_text and bool(raw.FPDFTextObj_GetTextRenderMode(thing) != raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _pixels_of(picture: Any) -> int:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    is_known = raw.FPDFImageObj_GetImagePixelSize(picture, ctypes.byref(width), ctypes.byref(height))
    return width.value * height.value if is_known else 0


def _is_readable(words: list[Word]) -> bool:
    """False if the letters are codes of a font without a table: private characters, controls, replacement marks."""
    text = "".join(word.text for word in words)
    good = sum(character.isprintable() and not "\ue000" <= character <= "\uf8ff" for character in text)
    return good >= 0.9 * len(text)
