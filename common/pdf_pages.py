"""What pages that we draw as PDF stand on: the project's own fonts, and text that fits into its place however long."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

INK, SOFT = HexColor("#1b1f24"), HexColor("#59636e")
PLAIN, BOLD = "Kwit", "Kwit-Bold"
FONTS = Path(settings.BASE_DIR) / "static/vendor/dejavu"
LEADING = 1.22
SMALLER = 0.94
"""By how much a text shrinks at a time until it fits."""


def register_fonts() -> None:
    """Both fonts know every letter of the languages we write; registering them again is no harm."""
    if PLAIN not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(PLAIN, FONTS / "DejaVuSans.ttf"))
        pdfmetrics.registerFont(TTFont(BOLD, FONTS / "DejaVuSans-Bold.ttf"))


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text in lines, each as wide as its place at most; `size` in points."""

    lines: tuple[str, ...]
    font: str
    size: float

    @property
    def height(self) -> float:
        """Of all lines together."""
        return len(self.lines) * self.size * LEADING

    def draw(self, canvas: Canvas, *, x: float, top: float, centred: bool = False) -> float:
        """From `top` down; returns where the next text begins."""
        canvas.setFont(self.font, self.size)
        for number, line in enumerate(self.lines):
            baseline = top - self.size * (0.95 + number * LEADING)
            (canvas.drawCentredString if centred else canvas.drawString)(x, baseline, line)
        return top - self.height


def fitted(text: str, *, font: str, size: float, width: float, height: float) -> Fitted:
    """The text as large as fits, at most `size`: in more lines, then smaller. Nothing is left out."""
    while True:
        found = Fitted(tuple(_wrapped(text, font, size, width)), font, size)
        if found.height <= height or size < 1:
            return found
        size *= SMALLER


def _wrapped(text: str, font: str, size: float, width: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if pdfmetrics.stringWidth(longer, font, size) <= width:
            line = longer
            continue
        if line:
            yield line
        *whole, line = _pieces(word, font, size, width)
        yield from whole
    if line:
        yield line


def _pieces(word: str, font: str, size: float, width: float) -> Iterator[str]:
    """A word that is wider than its place is broken anywhere."""
    piece = ""
    for letter in word:
        if piece and pdfmetrics.stringWidth(piece + letter, font, size) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def draw_qr(canvas: Canvas, text: str, *, x: float, y: float, side: float) -> None:
    """A QR code of the text, black, its lower left corner there; the quiet zone is inside of `side`."""
    code = QrCodeWidget(text, barLevel="M", barWidth=side, barHeight=side)
    drawing = Drawing(side, side)
    drawing.add(code)
    renderPDF.draw(drawing, canvas, x, y)
