"""The certificate as a PDF page: A4 across, in the program's colour, with a code that leads to the public check."""

from io import BytesIO

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from common.pdf_pages import INK, SOFT, draw_qr, register_fonts
from common.writing import quantity
from elearning.models import Certificate
from programs.models import Program

WIDTH, HEIGHT = landscape(A4)
MARGIN = 57.0
QR_SIZE = 96.0


def pdf_of(certificate: Certificate, *, check_address: str) -> bytes:
    """The page's bytes, in the language in which the course was taken."""
    register_fonts()
    page = BytesIO()
    enrolment = certificate.enrolment
    with translation.override(enrolment.language):
        canvas = Canvas(page, pagesize=(WIDTH, HEIGHT), pageCompression=1)
        canvas.setTitle(f"{certificate.title} – {certificate.name}")
        _frame(canvas, enrolment.course.program)
        _words(canvas, certificate)
        _proof(canvas, certificate, check_address)
        canvas.save()
    return page.getvalue()


def _frame(canvas: Canvas, program: Program) -> None:
    canvas.setFillColor(HexColor(program.brand_colour))
    canvas.rect(0, HEIGHT - 20, WIDTH, 20, stroke=0, fill=1)
    canvas.setFillColor(INK)
    canvas.setFont("Kwit-Bold", 14)
    canvas.drawString(MARGIN, HEIGHT - 70, program.name)
    canvas.setFillColor(SOFT)
    canvas.setFont("Kwit", 10)
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 70, program.organizer_name)


def _words(canvas: Canvas, certificate: Certificate) -> None:
    canvas.setFillColor(SOFT)
    canvas.setFont("Kwit", 14)
    canvas.drawString(MARGIN, HEIGHT - 180, _("Certificate"))
    canvas.setFillColor(INK)
    below = _text(canvas, certificate.name, size=34, top=HEIGHT - 230)
    canvas.setFillColor(SOFT)
    canvas.setFont("Kwit", 14)
    canvas.drawString(MARGIN, below - 8, _("has passed the course"))
    canvas.setFillColor(INK)
    below = _text(canvas, certificate.title, size=22, top=below - 44)
    if certificate.cpd_hours:
        canvas.setFillColor(SOFT)
        canvas.setFont("Kwit", 12)
        hours = quantity(certificate.cpd_hours, certificate.enrolment.language)
        canvas.drawString(MARGIN, below, _("%(hours)s CPD hours") % {"hours": hours})


def _text(canvas: Canvas, text: str, *, size: int, top: float) -> float:
    """Draw bold text in as many lines as it needs; returns where the next line would stand."""
    canvas.setFont("Kwit-Bold", size)
    for line in simpleSplit(text, "Kwit-Bold", size, WIDTH - 2 * MARGIN):
        canvas.drawString(MARGIN, top, line)
        top -= size * 1.25
    return top


def _proof(canvas: Canvas, certificate: Certificate, address: str) -> None:
    language = certificate.enrolment.language
    canvas.setFont("Kwit", 11)
    canvas.setFillColor(INK)
    canvas.drawString(MARGIN, 122, format_date(certificate.issued_on, "d MMMM y", locale=language))
    if certificate.expires_on:
        day = format_date(certificate.expires_on, "d MMMM y", locale=language)
        canvas.drawString(MARGIN, 104, _("Valid until %(day)s") % {"day": day})
    canvas.drawString(MARGIN, 86, _("Number %(number)s") % {"number": certificate.number})
    canvas.setFillColor(SOFT)
    canvas.setFont("Kwit", 9)
    canvas.drawString(MARGIN, 62, _("Anybody can check it at %(address)s") % {"address": address})
    draw_qr(canvas, address, x=WIDTH - MARGIN - QR_SIZE, y=50, side=QR_SIZE)
