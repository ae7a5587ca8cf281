"""An A4 page measured in millimetres from its upper left corner: text, lines, boxes, pictures and tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).resolve().parents[2] / "static" / "vendor" / "dejavu"
WIDTH, HEIGHT = A4[0] / mm, A4[1] / mm


@dataclass(frozen=True, slots=True)
class Face:
    """A pair of fonts and how narrow they are set, in per cent."""

    regular: str
    bold: str
    stretch: int = 100


SANS = Face("DejaVuSans", "DejaVuSans-Bold", 90)
MONO = Face("DejaVuSansMono", "DejaVuSansMono-Bold", 92)
# Built into every PDF reader; it has German letters but no Polish ones beyond ó.
HELVETICA = Face("Helvetica", "Helvetica-Bold")


def _register() -> None:
    for name in (SANS.regular, SANS.bold, MONO.regular, MONO.bold):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))


_register()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, width in millimetres and alignment (left, right or centre)."""

    title: str
    width: float
    align: str = "left"


@dataclass
class Sheet:
    """The document under the pen. `page` counts from 1."""

    title: str
    face: Face
    page: int = 1
    colour: str = "#000000"
    _file: io.BytesIO = field(default_factory=io.BytesIO)
    _canvas: Canvas = field(init=False)

    def __post_init__(self) -> None:
        # Invariant: no time and no random id in the file, so that it comes out the same each time.
        self._canvas = Canvas(self._file, pagesize=A4, invariant=1)
        self._canvas.setTitle(self.title)

    def text(self, x: float, y: float, text: str, size: float = 9, *, bold: bool = False, align: str = "left") -> None:
        """Text on the line `y`; `x` is its left end, right end or centre."""
        width = self.width_of(text, size, bold=bold)
        start = x - {"left": 0.0, "right": width, "centre": width / 2}[align]
        pen = self._canvas.beginText(start * mm, (HEIGHT - y) * mm)
        pen.setFont(self.face.bold if bold else self.face.regular, size)
        pen.setHorizScale(self.face.stretch)
        pen.setFillColor(self.colour)
        pen.textOut(text)
        self._canvas.drawText(pen)

    def block(self, x: float, y: float, lines: Sequence[str], size: float = 9, *, bold_first: bool = False) -> float:
        """Lines one below the other; returns where the next one would stand."""
        for number, line in enumerate(lines):
            self.text(x, y, line, size, bold=bold_first and number == 0)
            y += size * 0.46
        return y

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide the text is set, in millimetres."""
        name = self.face.bold if bold else self.face.regular
        return float(pdfmetrics.stringWidth(text, name, size) * self.face.stretch / 100 / mm)

    def wrapped(self, text: str, size: float, width: float) -> list[str]:
        """The text broken at its line ends, and at spaces into lines that fit."""
        lines: list[str] = []
        for part in text.split("\n"):
            lines.append("")
            for word in part.split(" "):
                longer = f"{lines[-1]} {word}".strip()
                if lines[-1] and self.width_of(longer, size) > width:
                    lines.append(word)
                else:
                    lines[-1] = longer
        return lines

    def line(self, x: float, y: float, to_x: float, to_y: float, thick: float = 0.2) -> None:
        """A straight line, `thick` in millimetres."""
        self._canvas.setStrokeColor(self.colour)
        self._canvas.setLineWidth(thick * mm)
        self._canvas.line(x * mm, (HEIGHT - y) * mm, to_x * mm, (HEIGHT - to_y) * mm)

    def box(self, x: float, y: float, width: float, height: float, fill: str | None = None) -> None:
        """A frame, or with `fill` a coloured area without one."""
        self._canvas.setStrokeColor(self.colour)
        self._canvas.setFillColor(fill or "#ffffff")
        self._canvas.setLineWidth(0.2 * mm)
        place = (x * mm, (HEIGHT - y - height) * mm, width * mm, height * mm)
        self._canvas.rect(*place, stroke=int(fill is None), fill=int(fill is not None))

    def shape(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        """A filled polygon: what the simple logos are made of."""
        path = self._canvas.beginPath()
        path.moveTo(points[0][0] * mm, (HEIGHT - points[0][1]) * mm)
        for x, y in points[1:]:
            path.lineTo(x * mm, (HEIGHT - y) * mm)
        path.close()
        self._canvas.setFillColor(fill)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def picture(self, image: Image.Image, x: float, y: float, width: float) -> None:
        """A picture scaled to `width`."""
        height = width * image.height / image.width
        self._canvas.drawImage(ImageReader(image), x * mm, (HEIGHT - y - height) * mm, width * mm, height * mm)

    def next_page(self) -> None:
        """Starts a new page."""
        self._canvas.showPage()
        self.page += 1

    def finished(self) -> bytes:
        """The PDF file. Call once, at the end."""
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()


@dataclass
class Table:
    """A table with its left edge at `x`. `on_full` starts a new page and returns where the table goes on."""

    sheet: Sheet
    x: float
    columns: Sequence[Column]
    size: float
    bottom: float
    on_full: Callable[[], float]
    padding: float = 1.9
    is_ruled: bool = True

    def heading(self, y: float, fill: str | None = "#e8e8e8") -> float:
        """The row of column titles, which may have two lines; returns where the first row starts."""
        height = self.size * 0.46 * max(column.title.count("\n") + 1 for column in self.columns) + 1.6
        if fill:
            self.sheet.box(self.x, y, self.width, height, fill)
        for column, left in self._places():
            for number, part in enumerate(column.title.split("\n")):
                self._cell(part, column, left, y + (number + 1) * self.size * 0.46, bold=True)
        self._frame(y, height)
        return y + height

    def row(self, y: float, cells: Sequence[str], *, bold: bool = False) -> float:
        """One row; the widest column wraps. Returns where the next one starts, maybe on a new page."""
        widest = max(range(len(self.columns)), key=lambda number: self.columns[number].width)
        lines = self.sheet.wrapped(cells[widest], self.size, self.columns[widest].width - 1.6)
        height = len(lines) * self.size * 0.44 + self.padding
        if y + height > self.bottom:
            y = self.on_full()
        for number, (column, left) in enumerate(self._places()):
            for count, text in enumerate(lines if number == widest else [cells[number]]):
                self._cell(text, column, left, y + (count + 1) * self.size * 0.44 + (self.padding - 1.5) / 2, bold=bold)
        self._frame(y, height)
        return y + height

    @property
    def width(self) -> float:
        """All columns together."""
        return sum(column.width for column in self.columns)

    def _places(self) -> list[tuple[Column, float]]:
        starts = [self.x + sum(column.width for column in self.columns[:number]) for number in range(len(self.columns))]
        return list(zip(self.columns, starts, strict=True))

    def _cell(self, text: str, column: Column, left: float, y: float, *, bold: bool) -> None:
        at = {"left": left + 0.8, "right": left + column.width - 0.8, "centre": left + column.width / 2}
        self.sheet.text(at[column.align], y, text, self.size, bold=bold, align=column.align)

    def _frame(self, y: float, height: float) -> None:
        if self.is_ruled:
            for column, left in self._places():
                self.sheet.box(left, y, column.width, height)
