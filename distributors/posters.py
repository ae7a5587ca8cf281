"""What hangs at a counter: a poster and cards as PDF, in the program's colour, with the code of an invitation link.

A4 poster, one A6 card, or four of these on an A4 page with marks where to cut.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, A6
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from common.colours import palette
from common.pdf_pages import BOLD, INK, PLAIN, SOFT, draw_qr, fitted, register_fonts
from distributors.models import JoinLink
from distributors.services.inviting import join_address

CUT_MARK = 5 * mm


@dataclass(frozen=True, slots=True)
class Sheet:
    """A design drawn on a page of the size that `scale` times A6 has; lengths of the design are those of an A6 card."""

    width: float
    height: float
    scale: float


POSTER = Sheet(A4[0], A4[1], A4[0] / A6[0])
CARD = Sheet(A6[0], A6[1], 1.0)
MARGIN, BAND = 8 * mm, 24 * mm
WIDE = CARD.width - 2 * MARGIN
CODE = 66 * mm
"""Side of the code on a card, read from half a metre; on the poster it is twice as large and read from across a shop.

A code is read from about ten times its own width.
"""


def poster(link: JoinLink, *, language: str) -> bytes:
    """One A4 page."""
    return _pdf(link, POSTER, language, lambda canvas: _design(canvas, link, POSTER))


def card(link: JoinLink, *, language: str) -> bytes:
    """One A6 page."""
    return _pdf(link, CARD, language, lambda canvas: _design(canvas, link, CARD))


def cards(link: JoinLink, *, language: str) -> bytes:
    """Four cards on an A4 page, to be cut along its middles."""

    def draw(canvas: Canvas) -> None:
        for column in (0, 1):
            for row in (0, 1):
                canvas.saveState()
                canvas.translate(column * A4[0] / 2, row * A4[1] / 2)
                _design(canvas, link, CARD)
                canvas.restoreState()
        _cut_marks(canvas)

    return _pdf(link, POSTER, language, draw)


KINDS: dict[str, Callable[..., bytes]] = {"poster": poster, "card": card, "cards": cards}
"""By the word that stands in the address."""


def _pdf(link: JoinLink, sheet: Sheet, language: str, draw: Callable[[Canvas], None]) -> bytes:
    register_fonts()
    page = BytesIO()
    with translation.override(language):
        canvas = Canvas(page, pagesize=(sheet.width, sheet.height), pageCompression=1)
        canvas.setTitle(f"{link.distributor.program.name} – {link.distributor.name}")
        draw(canvas)
        canvas.save()
    return page.getvalue()


def _design(canvas: Canvas, link: JoinLink, sheet: Sheet) -> None:
    canvas.saveState()
    canvas.scale(sheet.scale, sheet.scale)
    _head(canvas, link)
    top = _steps(canvas, link, top=CARD.height - BAND - 5 * mm)
    _code(canvas, link, top=top)
    canvas.restoreState()


def _head(canvas: Canvas, link: JoinLink) -> None:
    """The program on its colour, corrected until it can be read, and what it is about."""
    program = link.distributor.program
    colours = palette(program.brand_colour)
    canvas.setFillColor(HexColor(colours.accent))
    canvas.rect(0, CARD.height - BAND, CARD.width, BAND, stroke=0, fill=1)
    canvas.setFillColor(HexColor(colours.on_accent))
    name = fitted(program.name, font=PLAIN, size=8, width=WIDE, height=20)
    below = name.draw(canvas, x=MARGIN, top=CARD.height - 5 * mm) - 3
    title = _("%(points)s for what you fit") % {"points": program.points_name}
    room = below - (CARD.height - BAND) - 2.5 * mm
    fitted(title[:1].upper() + title[1:], font=BOLD, size=15, width=WIDE, height=room).draw(canvas, x=MARGIN, top=below)


def _steps(canvas: Canvas, link: JoinLink, *, top: float) -> float:
    """How it works, in three steps; returns where the next part begins."""
    seller, program = link.distributor.name, link.distributor.program
    told = (
        _("Scan the code and sign up: it takes a minute and costs nothing."),
        _("Buy at %(seller)s and photograph the invoice or receipt.") % {"seller": seller},
        _("Collect %(points)s for each product that takes part.") % {"points": program.points_name},
    )
    for number, text in enumerate(told, start=1):
        canvas.setFillColor(HexColor(palette(program.brand_colour).ink))
        fitted(f"{number}", font=BOLD, size=13, width=20, height=20).draw(canvas, x=MARGIN, top=top + 2)
        canvas.setFillColor(INK)
        words = fitted(text, font=PLAIN, size=8.5, width=WIDE - 7 * mm, height=ROOM_OF_A_STEP)
        words.draw(canvas, x=MARGIN + 7 * mm, top=top)
        top -= max(words.height, 13) + 4
    return top


ROOM_OF_A_STEP = 33.0
"""Three lines of usual size; longer names are written smaller."""


def _code(canvas: Canvas, link: JoinLink, *, top: float) -> None:
    """The code, its address to be typed, and whose counter this is, from the foot of the page up."""
    middle, foot = CARD.width / 2, 6 * mm
    seller = fitted(link.distributor.name, font=BOLD, size=9, width=WIDE, height=22)
    typed = fitted(spoken(join_address(link)), font=PLAIN, size=8, width=WIDE, height=20)
    canvas.setFillColor(SOFT)
    at = foot + seller.height
    seller.draw(canvas, x=middle, top=at, centred=True)
    canvas.setFillColor(INK)
    at += typed.height + 3
    typed.draw(canvas, x=middle, top=at, centred=True)
    side = min(CODE, top - at - 4)
    draw_qr(canvas, join_address(link), x=middle - side / 2, y=at + (top - at - side) / 2, side=side)


def spoken(address: str) -> str:
    """As people type it: without the protocol, and without the last slash, which the service adds itself."""
    return address.partition("://")[2].rstrip("/")


def _cut_marks(canvas: Canvas) -> None:
    """Short lines at the edges and a cross in the middle, on the lines where the page is cut."""
    width, height = A4
    canvas.setStrokeColor(SOFT)
    canvas.setLineWidth(0.4)
    across, up = width / 2, height / 2
    canvas.line(across, 0, across, CUT_MARK)
    canvas.line(across, height - CUT_MARK, across, height)
    canvas.line(0, up, CUT_MARK, up)
    canvas.line(width - CUT_MARK, up, width, up)
    canvas.line(across - CUT_MARK / 2, up, across + CUT_MARK / 2, up)
    canvas.line(across, up - CUT_MARK / 2, across, up + CUT_MARK / 2)
