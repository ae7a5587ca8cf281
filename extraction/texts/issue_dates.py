"""The day a document was issued, apart from the days of delivery, payment, order and print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extraction.texts.candidates import Candidate, candidate, repeated
from extraction.texts.context import Context, context_of
from extraction.texts.days import Day, days_in
from extraction.texts.layout import Paper, Row, Strip
from extraction.texts.roles import phrases

WEIGHTS = {
    "a day": 0.0,
    "named issue day": 3.0,
    "named date": 1.6,
    "behind the document number": 2.2,
    "named as another day": -2.2,
    "beside a time": 1.3,
    "in the upper half": 0.4,
    "first on the paper": 0.5,
    "year first": 0.3,
    "day first": 0.3,
    "named month": 0.5,
    "short year": -0.3,
    "blanks": -2.0,
    "packed": -2.0,
    "half read": -1.0,
    "day and month could turn": -0.2,
}

_ISSUE = phrases(
    r"wystawi|rechnungs ?datum|rechnungsnr[^a-z]*datum|beleg ?datum|ausstell|invoice date|inv date"
    r"|bill date|receipt date|date of (?:issue|invoice)"
    r"|issued?(?: on| date)?\b|issue date|factuurdatum|vystav|date (?:de la )?facture"
    r"|date d'?emission|datum der rechnung|data faktury|dokument ?datum"
    r"|document date|doc date|transaction date|trans date|kassenbon|sales date|date issued|data doc"
    r"|fecha (?:de )?(?:la )?(?:factura|emision|expedicion)|data (?:de |di |della )?(?:emiss|fattura|fatura)|vyhotov"
    r"|emessa il|emis le|fait le|tarikh (?:invois|resit|bil)"
)
_DATE = phrases(r"\bdate\b|datum|\bdata\b|\bdnia\b|\bdt\b|\bdat[ec]?:|fecha|\bdatun\b|^da?te?$|\bdne\b|tarikh")
_OTHER = phrases(
    r"\bdue\b|termin|platn|fallig|dostaw|dostarcz|sprzedaz|liefer|leistung|bestell|zamow|\border\b"
    r"|exp(?:ir|iry|\b)|valid|waz[nm]|gultig|\bduzp\b"
    r"|plneni|splatn|delivery|deliver|period|zeitraum|okres|geboren|birth|stylesheet|version|codelist"
    r"|skonto|zahlbar|until|\bbis\b|zaplac"
    r"|warranty|gwaranc|return|exchange|promo|angebot|printed|print date|wydruk|payment|vom bis"
    r"|stand:|\bab\b|ref\b|\bwz\b|gedruckt"
    r"|echeance|livraison|commande|a payer avant|vencim|\bvence|entrega|pedido|encomenda|scadenz|consegna|ordine"
    r"|verval|lever(?:ing|datum)|bestel|dodan|splatnost|jatuh tempo|penghantaran|pago|pagament|paiement|betaal"
)
_NUMBERED = re.compile(
    r"(?:nr|no|n[o°]|number|#)[^a-z]{0,4}\S*\d\S*\s*(?:vom|z dnia|dated|from|of|du|ze dne|date"
    r"|/)?\s*[:.]?$"
)
# Countries that pay in dollars of their own and write the day first.
_OTHER_DOLLARS = re.compile(r"\b(?:singapore|australia|abn|new zealand|hong ?kong|jamaica|pte|gst)\b")
TIME = re.compile(r"(?<![\d.,])([01]?\d|2[0-3])\s?[:.]\s?([0-5]\d)(?:\s?[:.]\s?([0-5]\d))?(?!\d|\.\d)")


def date_candidates(paper: Paper, *, currency: str | None) -> list[Candidate]:
    """Every day on the paper as a candidate for the issue day."""
    month_first = _is_month_first(paper, currency)
    found: list[Candidate] = []
    for row, cell in paper.cells():
        for day in days_in(cell.folded, month_first=month_first):
            names = list(_evidence(paper, row, cell, day, is_first=not found))
            found.append(candidate(day.day.isoformat(), cell, day.start, day.end, names, WEIGHTS))
    return repeated(found, weight=0.5)


def _is_month_first(paper: Paper, currency: str | None) -> bool:
    """Whether the paper writes the month first: another day on it shows the order, else dollars of the States do."""
    days = [day for row in paper.rows for day in days_in(row.folded) if day.form in ("day first", "short year")]
    fixed = [day.is_turned for day in days if not day.could_turn]
    if fixed:
        return all(fixed)
    return currency == "USD" and not any(_OTHER_DOLLARS.search(row.folded) for row in paper.rows)


def _evidence(paper: Paper, row: Row, cell: Strip, day: Day, *, is_first: bool) -> Iterator[str]:
    yield "a day"
    yield day.form
    yield from _names(context_of(paper, row, cell, day.start))
    if TIME.search(cell.folded[day.end :]) or _time_follows(row, cell):
        yield "beside a time"
    if row.box[1] < 0.5 and row.page == 1:
        yield "in the upper half"
    if is_first:
        yield "first on the paper"
    if day.could_turn:
        yield "day and month could turn"


def _time_follows(row: Row, cell: Strip) -> bool:
    return any(TIME.search(other.folded) for other in row.cells if other is not cell and other.box[0] > cell.box[0])


def _names(context: Context) -> Iterator[str]:
    """The nearest words that name a day decide; words further away count only if the nearer ones are silent."""
    for words in (context.before, context.left, context.above):
        named = list(_name(words))
        if named:
            yield from named
            return


def _name(words: str) -> Iterable[str]:
    # Words in front of another value belong to that value: "Order time 10:15 Date".
    last = re.split(r"\d[\d:./-]*", words)[-1]
    words = last if re.search(r"[a-z]{2}", last) and not _NUMBERED.search(words) else words
    if _NUMBERED.search(words):
        yield "behind the document number"
    if _ISSUE.search(words):
        yield "named issue day"
    elif _OTHER.search(words):
        yield "named as another day"
    elif _DATE.search(words):
        yield "named date"
