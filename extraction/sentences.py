"""Every sentence that reading a file can say to a person, by its stable code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from extraction.reading import E_INVOICE, FISCAL_CODE, OCR, TEXT_LAYER, Said, Warning


def gettext_noop(message: str) -> str:
    """Marks a sentence for translation; whoever shows it translates it, for extraction knows no Django."""
    return message


REFUSALS = {
    "missing-file": gettext_noop("The file is not there any more. Please send it again."),
    "empty-file": gettext_noop("The file is empty. Please choose it again and send it once more."),
    "not-a-document": gettext_noop("This kind of file cannot be read. Send a photo, a PDF or an e-invoice (XML)."),
    "not-an-invoice": gettext_noop("This XML file is not an invoice known here. Send the invoice as a PDF or a photo."),
    "too-large": gettext_noop("The file is too large. Send a smaller photo, or only the pages of the purchase."),
    "too-many-pages": gettext_noop("The file has too many pages. Send only the pages of the purchase."),
    "too-many-pixels": gettext_noop("The picture is too large to open. Take the photo at a lower resolution."),
    "too-heavy": gettext_noop("Opening this file takes more memory than any document should. Send a photo of it."),
    "took-too-long": gettext_noop("Opening this file takes too long. Send a photo of the document instead."),
    "encrypted": gettext_noop("The PDF asks for a password. Save it without a password, or send a photo."),
    "damaged": gettext_noop("The file is damaged or incomplete. Send it again, or take a new photo."),
    "try-again-later": gettext_noop("The document could not be read just now. It will be tried again."),
}

ADVICE = frozenset(
    {
        "nothing-found",
        "blurred",
        "small-print",
        "too-dark",
        "glare",
        "cut-top",
        "cut-right",
        "cut-bottom",
        "cut-left",
        "cut-edge",
        "two-receipts",
    }
)
"""Warnings about a photo: another one would cure what they name."""

HINTS = frozenset({"edited-file", "screen-photo"})
"""Warnings for whoever decides, and not for whoever sent the file: they may be wrong, and nothing is to be done."""

WARNINGS = {
    "nothing-found": gettext_noop("No text was found. Take the photo in good light, with the whole document in view."),
    "blurred": gettext_noop("The photo is blurred. Hold still and tap on the text before you take it."),
    "small-print": gettext_noop("The text is very small in this photo. Move closer, so that the document fills it."),
    "glare": gettext_noop(
        "Light is mirrored on the print. Hold the phone a little aslant, or step out of the lamp's light."
    ),
    "cut-top": gettext_noop("The upper edge is cut off. Photograph it again so that the whole paper is visible."),
    "cut-right": gettext_noop("The right edge is cut off. Photograph it again so that the whole paper is visible."),
    "cut-bottom": gettext_noop("The lower edge is cut off. Photograph it again so that the whole paper is visible."),
    "cut-left": gettext_noop("The left edge is cut off. Photograph it again so that the whole paper is visible."),
    "cut-edge": gettext_noop("Part of the document seems to lie outside the photo. Take it with all edges in view."),
    "two-receipts": gettext_noop(
        "Two documents are in one photo. Photograph them one at a time, each as its own claim."
    ),
    "too-dark": gettext_noop("The photo is dark. Take it again with more light."),
    "sources-disagree": gettext_noop("Two sources do not say the same. Please check."),
    "page-unreadable": gettext_noop("One page of the file could not be opened. The others were read."),
    "pages-unread": gettext_noop("Only the first pages were read, because reading all of them takes too long."),
    "file-skipped": gettext_noop("One of the files could not be read. The others were."),
    "edited-file": gettext_noop("The file was saved by a program that edits pictures or PDF files."),
    "screen-photo": gettext_noop("The photo seems to be of a screen, not of paper."),
    "engine-missing": gettext_noop(
        "The program that reads printed text is not installed here. Please type the values."
    ),
    "engine-failed": gettext_noop("The printed text could not be read. Please type the values."),
}

SIDE_READ = {
    "left": gettext_noop(
        "Two documents are in one photo. Only the left one was read: photograph the other one for a claim of its own."
    ),
    "right": gettext_noop(
        "Two documents are in one photo. Only the right one was read: photograph the other one for a claim of its own."
    ),
    "upper": gettext_noop(
        "Two documents are in one photo. Only the upper one was read: photograph the other one for a claim of its own."
    ),
    "lower": gettext_noop(
        "Two documents are in one photo. Only the lower one was read: photograph the other one for a claim of its own."
    ),
}
SEVERAL = gettext_noop(
    "Several documents are in one photo, and only one of them was read. Photograph the others for claims of their own."
)
"""What `two-receipts` says once they were told apart."""

_SOURCES = {E_INVOICE: "e-invoice", FISCAL_CODE: "code", TEXT_LAYER: "text of the PDF", OCR: "print"}
_FIELDS = {"issue_date": "date", "issuer_tax_id": "issuer's tax number"}


_PRINT = "print"
_DISAGREEMENTS = {
    frozenset({E_INVOICE, _PRINT}): gettext_noop(
        "The e-invoice and the printed text do not say the same. Please check."
    ),
    frozenset({FISCAL_CODE, _PRINT}): gettext_noop(
        "The code on the document and the printed text do not say the same. Please check."
    ),
    frozenset({E_INVOICE, FISCAL_CODE}): gettext_noop(
        "The e-invoice and the code on the document do not say the same. Please check."
    ),
    frozenset({E_INVOICE, FISCAL_CODE, _PRINT}): gettext_noop(
        "The e-invoice, the code on the document and the printed text do not say the same. Please check."
    ),
}


def who_disagrees(sources: Iterable[str]) -> str:
    """The plain sentence that these sources do not say the same; two of one kind are not told apart."""
    kinds = frozenset(_PRINT if source in (TEXT_LAYER, OCR) else source for source in sources)
    return _DISAGREEMENTS.get(kinds, WARNINGS["sources-disagree"])


def disagreement(said: Sequence[Said]) -> Warning:
    """The warning that sources differ, with what each says.

    Its text names fields and sources in English, for `bin/read`. Whoever shows the values beside their fields, in
    another language, takes the plain sentence and `values`.
    """
    fields = (
        f"{_FIELDS.get(name, name)}: {', '.join(f'{_SOURCES[one.source]} {one.value}' for one in values)}"
        for name, values in groupby(said, lambda one: one.field)
    )
    sentence = who_disagrees(one.source for one in said)
    return Warning("sources-disagree", f"{sentence} ({'; '.join(fields)})", values=tuple(said))
