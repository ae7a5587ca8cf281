"""What the reading of a document is doing, in words for the person who waits."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.models import Document
from claims.states import ReadingState

# Shares of the whole by experience: most of the time goes into reading the print.
_SHARES = {
    "open": 0.05,
    "e-invoice": 0.1,
    "draw": 0.15,
    "text-layer": 0.25,
    "symbols": 0.28,
    "ocr": 0.3,
    "symbols-found": 0.9,
}
_LAST = 0.9


@dataclass(frozen=True, slots=True)
class Stage:
    """A sentence, and how much of the whole is done (None while it waits for its turn)."""

    text: str
    share: float | None


def stage_words(document: Document) -> Stage:
    """From the stage as the reading writes it down: `ocr 2/3`, page and number of pages."""
    if document.reading_state == ReadingState.WAITING or not document.stage:
        return Stage(_("Your document has arrived. It is read in a moment."), None)
    name, _space, progress = document.stage.partition(" ")
    page, _slash, pages = progress.partition("/")
    if name not in _SHARES:
        return Stage(_("Looking for seller, date and products."), _LAST)
    if not page.isdigit() or not pages.isdigit() or int(pages) < 2:
        return Stage(_("Reading the document."), _SHARES[name])
    share = (max(int(page), 1) - 1 + _SHARES[name]) / int(pages)
    return Stage(_("Reading page %(page)s of %(pages)s.") % {"page": max(int(page), 1), "pages": pages}, share * _LAST)
