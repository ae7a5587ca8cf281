"""The kind of document, by its title."""

from __future__ import annotations

from collections.abc import Iterator

from extraction import document_types
from extraction.texts.candidates import Candidate, candidate
from extraction.texts.layout import Paper, Row
from extraction.texts.roles import phrases

WEIGHTS = {
    "the title": 1.5,
    "printed large": 1.0,
    "in the upper third": 0.8,
    "inside a sentence": -1.5,
    "a particular kind": 0.7,
    "a word of receipts": -0.2,
    "in the lower half": -1.0,
}

# More particular kinds first: "faktura korygująca" is a credit note although it says "faktura".
_KINDS = (
    (document_types.PRO_FORMA, phrases(r"pro ?forma|proforma rechnung|faktura pro")),
    (
        document_types.CORRECTION,
        phrases(r"rechnungs ?korrektur|korygujac|korekta faktury|opravny danovy|corrected invoice"),
    ),
    (
        document_types.CREDIT_NOTE,
        phrases(r"credit note|gutschrift|storno ?rechnung|dobropis|\bavoir\b|nota (?:di )?credito|creditnota"),
    ),
    (
        document_types.ADVANCE,
        phrases(r"faktura zaliczk|anzahlungs ?rechnung|abschlags ?rechnung|advance invoice|zalohova faktura"),
    ),
    (
        document_types.DELIVERY_NOTE,
        phrases(
            r"delivery (?:note|order)|lieferschein\b(?![-./ ]*(?:nr|nummer|datum))|wydanie zewnetrzne"
            r"|dodaci list|\bwz nr"
        ),
    ),
    (
        document_types.OTHER,
        phrases(r"auftragsbestatigung|order confirmation|potwierdzenie zamowienia|\bquotation\b|niefiskalny"),
    ),
    (
        document_types.RECEIPT,
        phrases(
            r"paragon|\breceipt\b|kassenbon|kassenbeleg|quittung|uctenka|\bbon\b|kaufbeleg|barverkauf"
            r"|cash (?:bill|sales?)|kvitan"
        ),
    ),
    (
        document_types.INVOICE,
        phrases(
            r"faktura|invoice|rechnung(?! ?(?:s ?(?:datum|empf|adresse|anschrift|betrag)| ?an\b))|facture"
            r"|factuur|fattura|danovy doklad|\bbill\b|factura"
        ),
    ),
)


def kind_candidates(paper: Paper) -> list[Candidate]:
    """Every title word as a candidate for the kind of document."""
    return [found for row in paper.rows if row.page == 1 for found in _in_row(paper, row)]


def _in_row(paper: Paper, row: Row) -> Iterator[Candidate]:
    for kind, pattern in _KINDS:
        match = pattern.search(row.folded)
        if match:
            yield candidate(kind, row, match.start(), match.end(), _evidence(paper, row, kind, match.start()), WEIGHTS)
            return


def _evidence(paper: Paper, row: Row, kind: str, start: int) -> Iterator[str]:
    if kind not in (document_types.INVOICE, document_types.RECEIPT):
        yield "a particular kind"
    if start <= 12 and len(row.text) < 70:
        yield "the title"
    if row.height > 1.3 * paper.line_height:
        yield "printed large"
    if row.box[1] < 0.34:
        yield "in the upper third"
    if row.box[1] > 0.5:
        yield "in the lower half"
    if len(row.text) > 55 and not any(letter.isdigit() for letter in row.text):
        yield "inside a sentence"
    if kind == document_types.RECEIPT:
        yield "a word of receipts"
