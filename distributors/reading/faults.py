"""What is told of a file that does not fit: of single rows as values, of the whole file as a refusal."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common import writing
from common.refusals import Refused

MOST_SHOWN = 60
"""Letters of a value that a report repeats."""


class Fault(TextChoices):
    """Why a row, or an e-invoice among many, was left out."""

    NO_NUMBER = "no-number", _("the document number is missing")
    NUMBER = "number", _("no letter or digit in the document number, or more than 100 signs")
    NO_DAY = "no-day", _("the date is missing")
    DAY = "day", _("not a date between 2000 and 2099")
    NO_QUANTITY = "no-quantity", _("the quantity is missing or zero")
    QUANTITY = "quantity", _("not a number, or too large for a quantity")
    AMOUNT = "amount", _("not an amount, or too large for one")
    NO_ARTICLE = "no-article", _("neither article number, GTIN nor description says what was sold")
    TOO_LONG = "too-long", _("longer than this column allows")
    CURRENCY = "currency", _("not a currency of three letters, such as PLN")
    NOT_TEXT = "not-text", _("holds a sign that is no text")
    TOO_WIDE = "too-wide", _("more cells than the columns have names")
    OTHERWISE = "otherwise", _("says something else than the first row of the same document")
    TOO_MANY_LINES = "too-many-lines", _("the document has more than 5,000 lines and was left out")
    NO_INVOICE = "no-invoice", _("not an e-invoice that can be read: KSeF, UBL or CII as XML")
    NOT_OWN = "not-own", _("the seller's tax id is not yours")
    NO_SALE = "no-sale", _("not a sale: a pro forma, an advance, or a paper for bookkeeping only")
    INCOMPLETE = "incomplete", _("the e-invoice lacks number, date or lines with quantities")
    NO_CHANGE = "no-change", _("corrects no quantity, so that nothing was sold or came back")
    TWICE = "twice", _("the same document stands in the file twice; the first one counts")
    CORRECTS_MANY = "corrects-many", _("corrects several documents at once, so that no line says which")


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row that was left out. `line` counts as an editor counts, from 1; among e-invoices it counts those."""

    line: int
    column: str
    value: str
    fault: Fault


class BadCell(Exception):
    """Raised on the way; becomes a BadRow where the line and the column's name are known."""

    def __init__(self, fault: Fault, value: object = "") -> None:
        super().__init__(fault)
        self.fault, self.value = fault, value


class NotReadable(Refused):
    """Nothing of the file can be taken; the sentence says what to do."""


def counted(number: int) -> str:
    """As the reader's language groups it."""
    return writing.count(number, get_language() or "en")


def shortened(value: object) -> str:
    """As a report repeats it: one line, printable, not long."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)[: 2 * MOST_SHOWN]).split())
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
