"""The number of an invoice or receipt, apart from the numbers of orders, customers, tills and cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.texts.candidates import Candidate, candidate, repeated
from extraction.texts.context import after, column_above
from extraction.texts.days import days_in
from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.roles import phrases

WEIGHTS = {
    "named invoice number": 3.0,
    "named receipt number": 2.4,
    "named document number": 1.8,
    "named number": 0.4,
    "behind": 0.6,
    "right": 0.4,
    "below": -0.2,
    "with digits and letters": 0.2,
    "short": -0.6,
    "looks like a day or a time": -2.5,
    "looks like an amount": -2.5,
    "card terminal": -1.5,
    "in the upper half": 0.4,
    "in the head of a till receipt": 1.4,
}
_NO = (
    r"(?:n ?[ro°0](?! ?\w*datum)|num+er|number|num|#|c(?=[. ]*:|\.| \d)|cislo|nummer|id|n°|numero"
    r"|n(?=[.] ?[a-z]{0,4}\d))"
)
_INVOICE = phrases(
    rf"(?:faktur[ay]?(?: vat| sprzedazy| koncowa| proforma| nr kolejny)*|f ?vat|\bfv\b"
    rf"|(?:fattura|factura|fatura|facture) (?:d[iea] (?:vendita|venta|venda|vente)|immediata|differita"
    rf"|simplificada|rectificativa)"
    rf"|(?:tax )?invoice|inv|rechnungs?|facture|fattura|factuur|factura|fatura|invois|credit note"
    rf"|gutschrift|nota (?:di )?credito"
    rf"|rechnungskor ?rektur ?[(]?\d*[)]?|rechnung des \w+|(?:handels|miet)rechnung ?[(]?\d*[)]?|korekty"
    rf"|danovy doklad|faktury|avoir) ?[(]?{_NO}|re nr|numer faktury|nr faktury|cislo (?:faktury|dokladu)"
    rf"|(?:n[o°]|num(?:ero)?|no|nr) (?:de |da |di |du |del |della )?(?:la )?(?:factur[ae]|fatura"
    rf"|fattura|avoir|documento|invois)"
    rf"|doklad (?:c|cislo)|(?:faktura|rechnung|invoice|avoir|facture|gutschrift|factuur"
    rf"|fattura|factura|fatura(?: recibo| simplificada)?)(?: vat)? (?=[a-z]{{0,4}}[/-]?\d)"
    rf"|(?:faktura(?: vat)?|fatura(?: recibo| simplificada)?) (?=[a-z]{{1,4}}[ /]\d)"
)
_RECEIPT = phrases(
    rf"(?:receipt|rcpt|resit|bill|bon|beleg|quittungs?|paragon|uctenka|uct|kassenbon|kassenbeleg"
    rf"|cash (?:bill|sales?|memo)|slip|doklad|stvrzenka|check|chk) ?{_NO}"
    r"|paragon(?= \d)|\buct(?:enka)?[. ]+(?=\d)|^bon$|^beleg$|nr (?:paragonu|wydruku|wydr)"
    r"|cash bill :|cash sale :|tax inv no|(?:ticket|tique|scontrino|ricevuta|recibo|talao|bonn?"
    r"|pokladnicny doklad) ?(?:n[or°.]|num)"
    r"|documento n[.°o]|no resit|no bil"
)
_DOCUMENT = phrases(
    rf"(?:document|doc|dokumentu?|booking|reservation|trx|trans(?:action)?|ref(?:erence)?) ?{_NO}|nr dok|nr dokumentu"
)
_TITLE = re.compile(
    r"(?:faktur|rechnung|invoice|facture|fattura|factuur|factura|fatura|gutschrift|avoir|invois"
    r"|cash (?:bill|sales?)|receipt|resit)[^:]{0,20}$"
)
# The rest of a name whose first word is the title: "FAKTURA VAT", and under it "Numer: 12/2027".
_MARKED = re.compile(r"(?:(?:nr|no|n[o°]|#)[. :]|(?:numer|numero|number|nummer|num|cislo)(?=\W*$|\W*[:.]| +\S*\d))")
_LABEL = re.compile(r"(?:tax )?(?:invoice|rechnung|faktura|facture|factuur|fattura|factura|fatura) ?:")
_DATE_HEAD = re.compile(r"(?:date|data|datum|fecha|tarikh)\W*$")
_ALONE = re.compile(r"^(?:factuur|faktura|invoice|rechnung|facture|fattura|factura|fatura|bon|beleg)$")
_PLAIN = re.compile(r"(?:(?<=[\s|])|^)(?:n|0)[ro]\s?[:.]")
_CARD = phrases(
    r"terminal|trace|kundenbeleg|handler|vu nr|ta nr|autoris|genehmig|visa|mastercard|girocard|karte"
    r"|kontaktlos|contactless|emv|pos info|bezahlung|aid\b"
)
_NOT_BEFORE = phrases(
    r"(?:order|bestell|auftrags?|kunden|customer|cust|klient|zamowien|lieferschein|delivery"
    r"|referen[zc]|vat|tax|steuer|ust|gst|sst|reg|account|konto|tel|fax|card|table|serien|serial|company|co"
    r"|original|korygowan|do (?:faktury|paragonu)|zur|fur|wz|seller|supplier|art|artikel|kasse|kassen"
    r"|phone|bank|po|member|staff|batch|approval|trace|objedn|smlouv|proj|pager|ausruf)"
    r"[ .:-]*$"
)
_VALUE = re.compile(
    r"[\s:.#=°)(-]*(?:nr\.?|no\.?)?[\s:.#=°)(-]*([a-z0-9#][\w/#\\.-]*(?:\s?[/-]\s?(?!id\b)[\w./-]+"
    r"|\s(?=\d|[a-z]+/|[a-z]{1,3}-?\d)[\w./-]+)*)"
)
_DATED = re.compile(
    r"\s+(?:vom|z dnia|z|dated|from|du|ze dne|/|data|date|datum|of)\b.*|\s*[/|]\s*\d\d[.]\d\d[.]\d{4}.*", re.IGNORECASE
)


def number_candidates(paper: Paper) -> list[Candidate]:
    """Every number behind, beside or under a name of document numbers."""
    found = [one for row, cell in paper.cells() for one in _at_names(paper, row, cell)]
    return repeated(found, weight=0.2)


def _at_names(paper: Paper, row: Row, cell: Strip) -> Iterator[Candidate]:
    for name, pattern in (
        ("named invoice number", _INVOICE),
        ("named receipt number", _RECEIPT),
        ("named document number", _DOCUMENT),
    ):
        for match in pattern.finditer(cell.folded):
            if not _NOT_BEFORE.search(cell.folded[: match.start()]):
                yield from _values(paper, row, cell, match.end(), name)
    yield from _at_titles(paper, row, cell)
    if not paper.is_wide:
        for match in _PLAIN.finditer(cell.folded):
            if _NOT_BEFORE.search(cell.folded[: match.start()]):
                continue
            yield from _values(paper, row, cell, match.end(), "named number")


def _at_titles(paper: Paper, row: Row, cell: Strip) -> Iterator[Candidate]:
    """A title that is the label, whose "Nr." stands in the next cell, or that heads a column."""
    at = row.cells.index(cell)
    if (label := _LABEL.match(cell.folded)) and not _near_card(paper, row):
        yield from _values(paper, row, cell, label.end(), "named invoice number")
    if marked := _MARKED.match(cell.folded):
        titles = [*row.cells[max(at - 1, 0) : at], *column_above(paper, row, cell, reach=3)]
        if any(_TITLE.search(title.folded) for title in titles):
            yield from _values(paper, row, cell, marked.end(), "named invoice number")
        elif any(_DATE_HEAD.match(other.folded) for other in row.cells):
            yield from _values(paper, row, cell, marked.end(), "named document number")
    if len(row.cells) > 2 and _ALONE.match(cell.folded):
        yield from _values(paper, row, cell, len(cell.folded), "named receipt number")


def _values(paper: Paper, row: Row, cell: Strip, end: int, name: str) -> Iterator[Candidate]:
    for place, offset, how in after(paper, row, cell, end):
        match = _VALUE.match(place.folded, offset)
        value = _cleaned(place.text[match.start(1) : match.end(1)]) if match else ""
        if match and any(letter.isdigit() for letter in value):
            names = [name, how, *_evidence(paper, row, place, value, name)]
            yield candidate(value, place, match.start(1), match.start(1) + len(value), names, WEIGHTS)
            return
        if how == "behind" and match and len(value) > 3 and not _INVOICE.search(place.folded[offset:]):
            return


def _cleaned(value: str) -> str:
    value = _DATED.sub("", value).strip(" .,:;-/")
    # A day or a time that an engine glued behind a number, or that stands behind it without a comma, is not part of it.
    days = [day for day in days_in(value.lower()) if day.start > 2 and day.form != "packed"]
    return value[: days[0].start].strip(" .,:;-/|") if days else value


def _evidence(paper: Paper, row: Row, place: Strip, value: str, name: str) -> Iterator[str]:
    if (days_in(value.lower()) and len(value) <= 10) or re.fullmatch(r"\d{1,2}:\d\d(?::\d\d)?", value):
        yield "looks like a day or a time"
    if re.fullmatch(r"\d+[.,]\d\d", value):
        yield "looks like an amount"
    if re.search(r"[A-Za-z]", value) or "/" in value:
        yield "with digits and letters"
    if len(value) < 3:
        yield "short"
    if row.box[1] < 0.5 and row.page == 1:
        yield "in the upper half"
    if name == "named number" and any("nip" in cell.folded for cell in row.cells):
        yield "in the head of a till receipt"
    if name == "named receipt number" and _near_card(paper, row):
        yield "card terminal"


def _near_card(paper: Paper, row: Row) -> bool:
    return any(_CARD.search(other.folded) for step in range(-3, 4) if (other := paper.around(row, step)))
