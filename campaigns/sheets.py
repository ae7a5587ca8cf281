"""Sheets of symbols to be printed and stuck on: one label to a code, forty to a page, as PDF."""

from collections.abc import Callable, Iterable
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from campaigns.codes import printed
from extraction.symbol_writing import QUIET, Run, gs1_datamatrix, qr

COLUMNS, ROWS = 4, 10
WIDTH, HEIGHT = A4
MARGIN = 8 * mm
LABEL = ((WIDTH - 2 * MARGIN) / COLUMNS, (HEIGHT - 2 * MARGIN) / ROWS)
MODULE = 0.7 * mm
"""Read from an arm's length by any phone: a QR code of 21 modules is 14.7 mm wide."""

Symbol = Callable[[str], tuple[int, list[Run]]]


def qr_sheet(first: int, codes: Iterable[str]) -> bytes:
    """Each code as a QR code that holds the code and nothing else: it is never part of an address."""
    return _sheet(first, codes, qr)


def datamatrix_sheet(first: int, codes: Iterable[str], *, gtin: str) -> bytes:
    """Each code as GS1 DataMatrix: the product's GTIN (14 digits), and the code as serial number."""
    return _sheet(first, codes, lambda code: gs1_datamatrix(f"(01){gtin}(21){code}"))


def _sheet(first: int, codes: Iterable[str], symbol: Symbol) -> bytes:
    sink = BytesIO()
    canvas = Canvas(sink, pagesize=A4, pageCompression=1)
    for place, code in enumerate(codes):
        on_page = place % (COLUMNS * ROWS)
        if place and not on_page:
            canvas.showPage()
        row, column = divmod(on_page, COLUMNS)
        left, top = MARGIN + column * LABEL[0], HEIGHT - MARGIN - row * LABEL[1]
        _label(canvas, left, top, first + place, code, symbol)
    canvas.save()
    return sink.getvalue()


def _label(canvas: Canvas, left: float, top: float, serial: int, code: str, symbol: Symbol) -> None:
    side, runs = symbol(code)
    # In the middle of the label's height: printers and sheets are never quite true to each other.
    x, y = left + QUIET * MODULE, top - (LABEL[1] - side * MODULE) / 2
    path = canvas.beginPath()
    for row, start, length in runs:
        path.rect(x + start * MODULE, y - (row + 1) * MODULE, length * MODULE, MODULE)
    canvas.drawPath(path, stroke=0, fill=1)
    beside = x + (side + QUIET) * MODULE
    canvas.setFont("Courier-Bold", 7)
    for line, part in enumerate(_halves(printed(code))):
        canvas.drawString(beside, y - 9 - 9 * line, part)
    canvas.setFont("Helvetica", 5)
    canvas.drawString(beside, y - 9 - 20, f"{serial}")


def _halves(text: str) -> tuple[str, str]:
    """In two lines, broken after a group."""
    groups = text.split("-")
    middle = (len(groups) + 1) // 2
    return "-".join(groups[:middle]), "-".join(groups[middle:])
