"""What an amount is, by the words printed beside it: total, net, tax, paid, change, rounding or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from extraction.texts.amounts import Amount, amounts_in
from extraction.texts.layout import Paper, Row, Strip


class Role(Enum):
    """Kinds of amount, named as evidence."""

    PAYABLE = "named as the sum to pay"
    STRONG = "named as the full total"
    TOTAL = "named total"
    NETT = "named net total"
    SUBTOTAL = "named subtotal"
    NET = "named net"
    TAX = "named tax"
    PAID = "named as paid"
    CHANGE = "named change"
    ROUNDING = "named rounding"
    OTHER = "named as something else"
    NONE = "without a name"


def phrases(text: str) -> re.Pattern[str]:
    """A pattern for phrases set apart by |, in which every blank may be missing, doubled or a hyphen."""
    return re.compile(re.sub(r"\[[^]]*]| ", lambda found: r"[\s._-]*" if found[0] == " " else found[0], text))


_TAX_NAME = (
    r"(?:gst|vat|s?tax|mw ?st|\bu ?st\b|umsatzsteuer|mehrwertsteuer|steuer|ptu|dph|btw|tva|iva|sst|podatek|moms)"
)
_ALL = (
    r"(?:total|totaal|summe|suma|razem|ogolem|celkem|gesamt|amount|betrag|wartosc|sales|montant|importe|bedrag"
    r"|valor|spolu)"
)

_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.PAYABLE,
        phrases(
            r"total (?:amt|amount|sales?)? ?(?:after )?round(?!ing)|total after adj|rounded total|total after round"
            r"|after rounding|do zaplaty|zu zahlen|zahlbetrag|(?:k|na) uhrad[eu]"
            r"|(?:total|amount|balance|sum) (?:due|payable|to pay)|te betalen|net a payer|a payer"
            r"|due payable|payable\b|^due\b|fallig(?:er betrag|e summe)"
            r"|netto a pagare"
        ),
    ),
    (
        Role.TAX,
        phrases(
            rf"includ?ed? {_TAX_NAME}|{_TAX_NAME}(?: @?\d%)? (?:is )?includ?ed?|hierin|enthalten|w tym"
            rf"|included in total"
        ),
    ),
    (
        Role.OTHER,
        phrases(
            r"supplies|total (?:no|qty|quantity|items?|disc|sav|points?|units?|weight|pcs|paid by|rabat)"
            r"|(?:qty|item|quantity) count|no of items?"
            r"|discount|saving|rabatt?\b|you save|points|deposit|service ch|serv ch|sc \d|kaucja|nachlass"
            r"|skonto|upust|sleva|zuschlage|abschlage"
            r"|total tendered|accepted total|gratuity|\btip\b|anzahlung|outstanding|fracht|versand"
        ),
    ),
    (Role.CHANGE, phrases(r"\bchange|chg\b|reszta|ruckgeld|\bzuruck|vraceno|vratit|wisselgeld|\brendu|baki|kembali")),
    (Role.ROUNDING, phrases(r"round|rndg|rouding|zaokr|rundung|pembundaran|bill adj|adjustment")),
    (
        Role.SUBTOTAL,
        phrases(
            r"sub ?t[o0]t|subtl|zwischen ?summe|mezisoucet|subtotaal|sous total|suma czesciowa"
            r"|positions ?summe|warenwert"
        ),
    ),
    (
        Role.STRONG,
        phrases(
            rf"{_ALL}[^|]{{0,22}}(?:\bincl|inclusive|inc\b|including|with|w/|\bz|brutto|inkl|ttc|vcetne|com|con|vratane"
            rf"|s dph)(?: of| \d+%?)? ?[(]? ?(?:{_TAX_NAME}|tax|\d|rm|$)"
            r"|rechnungs ?(?:gesamt)? ?betrag|gesamt ?betrag(?! netto)|gesamt ?summe(?! netto)|end ?betrag|end ?summe"
            r"|brutto ?(?:summe|betrag)|grand t ?otal|total (?:amount|amt|sales?|price|payable|bill|rm|myr|eur|pln)\b"
            r"|final total|invoice (?:total|amount)|total invoice|celkova castka|celkem kc|total ttc|suma pln|suma eur"
            r"|naleznosc|razem brutto|wartosc brutto|kwota brutto|ogolem|total [(]?(?:gst|vat|tax)s? inc"
            r"|total includes|total in[ce][l1]|total (?:factura|facture|fattura|fatura|do documento)|factuur totaal"
            r"|totaalbedrag|gesamt\b[^|]{0,6}brutto|totale documento"
        ),
    ),
    (Role.NETT, phrases(r"nett? (?:total|amt|amount|payable)")),
    (
        Role.NET,
        phrases(
            r"\bexcl|exclud|exclus|\bnett?o?\b|netto|hors tax|total ht|before (?:gst|tax|vat)|ohne (?:u"
            r"|mw)|bez (?:dph|vat|dane)|sem (?:iva|imposto)|sin iva|senza iva|iliquid|grondslag"
            r"|taxable|imponibile|zaklad"
            r"|steuer ?basis|ex gst|exc gst|opodatk"
        ),
    ),
    (Role.TAX, phrases(rf"{_TAX_NAME}|\b\d\d?(?:[.,]\d\d?)? ?%")),
    (
        Role.TOTAL,
        phrases(
            r"\bt[o0]ta?l|totaal|summe\b|\bsuma\b|razem|lacznie|celkem|gesamt|betrag\b|totale|\bsum\b|jumlah"
            r"|spolu"
        ),
    ),
    (
        Role.PAID,
        phrases(
            r"\bcash|tunai|gotowk|\bbar\b|visa|master|amex|maestro|karta|karte|girocard|\bec\b|credit"
            r"|debit|\btend(?:er|ered)?\b|payment|\bpaid|\bpay\b|platn|zaplac"
            r"|hotov|gegeben|\bgeg\b|\bcard|bezahlt|paypal|bankcard|\bblik|przelew|received|pobrane"
        ),
    ),
)

_SUMMARY = phrases(
    r"(?:gst|tax|vat|sst) (?:sum+ary|summ|analysis|breakdown|code)|g ?ummary|\bummary|tax amount sum"
    r"|stawka|satz\b|steuer ?satz|sazba"
    r"|gst rate|amount \(?rm\)? ?tax|amt ?\(?rm\)? ?tax|umsatzsteuer ?aufschl|rekap dph|specyfikacja|gst @|code % amt"
)


@dataclass(frozen=True, slots=True)
class Named:
    """An amount, its role, the row it stands in, and whether that row is part of a summary by tax rate."""

    amount: Amount
    role: Role
    row: Row
    in_summary: bool


@lru_cache(maxsize=2048)
def role_of(label: str) -> Role:
    """The role that a folded label gives to the amounts after it."""
    return next((role for role, pattern in _ROLES if pattern.search(label)), Role.NONE)


def named_amounts(paper: Paper) -> list[Named]:
    """Every amount of the paper with its role."""
    found: list[Named] = []
    summary_until = -1
    for row in paper.rows:
        if _SUMMARY.search(row.folded):
            summary_until = row.index + (8 if paper.is_wide else 6)
        for amount in _amounts(row):
            label = label_of(paper, row, amount)
            role = role_of(label)
            # A rounding is a few cents; a larger amount with that name is the sum after it.
            if role is Role.ROUNDING and abs(amount.value) > 1:
                role = Role.TOTAL
            found.append(
                Named(amount, role, row, row.index <= summary_until and role not in (Role.STRONG, Role.PAYABLE))
            )
    return found


def _amounts(row: Row) -> list[Amount]:
    return [amount for cell in row.cells for amount in amounts_in(cell)]


def label_of(paper: Paper, row: Row, amount: Amount) -> str:
    """The folded words that name an amount: before it in its cell, else to its left, else in the row above or below."""
    own = _without_amounts(amount.strip, amount.start)
    if _has_word(own):
        return own
    left = " | ".join(_left_cells(row, amount.strip))
    if _has_word(left):
        return f"{left} {own}".strip()
    return _beside(paper, row) or own


def _left_cells(row: Row, cell: Strip) -> list[str]:
    """The words of the nearest wordy cells to the left, up to the first that holds an amount with words of its own."""
    found: list[str] = []
    for other in reversed(row.cells[: row.cells.index(cell)]):
        text = _without_amounts(other, len(other.folded))
        if found and amounts_in(other):
            return found
        if _has_word(text):
            found.insert(0, text)
            if amounts_in(other):
                return found
    return found


def _without_amounts(strip: Strip, end: int) -> str:
    text = strip.folded
    before = [amount.end for amount in amounts_in(strip) if amount.end <= end]
    if before and _has_word(text[before[-1] : end]):
        return text[before[-1] : end].strip()
    for amount in reversed(amounts_in(strip)):
        if amount.end <= end:
            text = text[: amount.start] + " " + text[amount.end :]
            end -= amount.end - amount.start - 1
    return text[:end].strip()


def _has_word(text: str) -> bool:
    return bool(re.search(r"[a-z]{2}", re.sub(r"\b(?:rm|myr|eur|pln|czk|zl|kc|sr|usd)\b", "", text)))


def _beside(paper: Paper, row: Row) -> str:
    """The label of a row of amounts only: the row above, else the one below, if that has words and no amount."""
    if _has_word(re.sub(r"\d", "", row.folded)):
        return ""
    for step in (-1, 1):
        other = paper.around(row, step)
        if other and not _amounts(other) and role_of(other.folded) not in (Role.NONE, Role.OTHER):
            return other.folded
    return ""
