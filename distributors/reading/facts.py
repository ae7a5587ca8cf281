"""What columns may mean, and what usual Polish, English and German names of columns mean."""

import hashlib
import re
from collections.abc import Mapping, Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from common.texts import fold


class Fact(TextChoices):
    """The meaning of a column."""

    NUMBER = "number", _("document number")
    DAY = "day", _("date")
    BUYER_TAX_ID = "buyer_tax_id", _("buyer's tax id")
    BUYER_NUMBER = "buyer_number", _("customer number")
    SKU = "sku", _("article number")
    GTIN = "gtin", _("GTIN")
    DESCRIPTION = "description", _("description")
    QUANTITY = "quantity", _("quantity")
    UNIT = "unit", _("unit")
    NET = "net", _("net amount of the line")
    GROSS = "gross", _("gross amount of the document")
    CURRENCY = "currency", _("currency")
    CORRECTS = "corrects", _("number of the corrected document")


NEEDED = (Fact.NUMBER, Fact.DAY, Fact.QUANTITY)
ARTICLES = (Fact.SKU, Fact.GTIN, Fact.DESCRIPTION)
"""At least one of them says what was sold."""

# From the most telling to the least: a column takes the first meaning whose words fit it, each meaning one column.
_WORDS: tuple[tuple[Fact, str], ...] = (
    (Fact.CORRECTS, r"korygowan|dotyczy (faktury|dokumentu)|korekta do|correct|original (invoice|document)"),
    (Fact.CORRECTS, r"ursprung|korrigiert|bezug(sbeleg)?|storno zu"),
    (Fact.GTIN, r"\b(gtin|ean|ean ?13|kod kreskowy|barcode|bar code|strichcode)\b"),
    (
        Fact.BUYER_TAX_ID,
        r"\b(nip|vat (id|no|number|reg)|tax (id|no|number)|ust ?id( ?nr)?|uid|ust idnr|steuernummer)\b",
    ),
    (Fact.BUYER_NUMBER, r"(nr|numer|kod|id|symbol|indeks) (klienta|kontrahenta|nabywcy|odbiorcy)|kunden ?(nr|nummer)"),
    (Fact.BUYER_NUMBER, r"(customer|client|buyer|account) (no|number|code|id|nr)|debitor"),
    (Fact.CURRENCY, r"\b(waluta|currency|waehrung|wahrung|kod waluty)\b"),
    (Fact.UNIT, r"^(jm|j m|jedn|jednostka|jednostka miary|unit|uom|unit of measure|einheit|me|mengeneinheit)$"),
    (Fact.QUANTITY, r"\b(ilosc|il|liczba|szt|quantity|qty|menge|anzahl|stuck|stueck)\b"),
    (Fact.GROSS, r"(brutto|gross).*(dokumentu|faktury|document|invoice|total|beleg|rechnung)|do zaplaty|total gross"),
    (Fact.GROSS, r"(dokument|faktur|razem|suma|invoice|document|total|gesamt|rechnungs?|beleg).*(brutto|gross)"),
    (Fact.NET, r"(wartosc|kwota|suma) netto|netto (wartosc|betrag|wert)?|net (amount|value|total|sum)|line net"),
    (Fact.NET, r"netto(betrag|wert|summe)|^netto?$|^net$"),
    (Fact.DAY, r"\b(data|date|datum|dzien|day)\b|(rechnungs|beleg)datum"),
    (
        Fact.SKU,
        r"\b(sku|indeks|kod (towaru|produktu|artykulu)|symbol( towaru| produktu)?|nr (kat|katalogowy|artykulu))\b",
    ),
    (
        Fact.SKU,
        r"(article|item|product|part|material|artikel|katalog) ?(no|nr|number|nummer|code|id)\b|^(kod|code|index)$",
    ),
    (Fact.DESCRIPTION, r"\b(nazwa( towaru| produktu)?|opis|towar|produkt|artykul|description|item|product|name)\b"),
    (Fact.DESCRIPTION, r"bezeichnung|beschreibung|artikel(text|name)?|warenbezeichnung"),
    (
        Fact.NUMBER,
        r"(nr|numer|no|number|nummer|symbol) ?(dok|dokumentu|faktury|fv|paragonu)|^(dokument|faktura|invoice|beleg)$",
    ),
    (
        Fact.NUMBER,
        r"(invoice|document|doc|receipt|voucher) (no|nr|number|id)|(rechnungs?|beleg|dokumenten?) ?(nr|nummer)",
    ),
    (Fact.NUMBER, r"^(nr|numer|number|nummer|no)$"),
)
_NOT = {
    # A firm's column about the seller, a price of one unit or a tax says nothing that is asked for.
    Fact.BUYER_TAX_ID: r"sprzedaw|wystaw|seller|issuer|verkaufer",
    Fact.NET: r"\bcena|price|preis|brutto|gross|vat\b.*stawka",
    Fact.DAY: r"platnosci|termin|due|payment|fallig|zahlung",
    Fact.DESCRIPTION: r"klient|kontrahent|nabyw|odbior|customer|client|buyer|kund|grup|group|gruppe|firm",
}
_NAMES = tuple((fact, re.compile(words)) for fact, words in _WORDS)
_NOT_NAMES = {fact: re.compile(words) for fact, words in _NOT.items()}


def guessed(names: Sequence[str]) -> dict[Fact, int]:
    """By meaning, the column whose name says so; a suggestion that somebody looks over once."""
    found: dict[Fact, int] = {}
    taken: set[int] = set()
    for fact, words in _NAMES:
        for position, name in enumerate(map(fold, names)):
            if fact not in found and position not in taken and words.search(name) and not _is_not(fact, name):
                found[fact] = position
                taken.add(position)
    return found


def _is_not(fact: Fact, name: str) -> bool:
    return fact in _NOT_NAMES and bool(_NOT_NAMES[fact].search(name))


def signature(names: Sequence[str]) -> str:
    """The same for files of the same form: the names of all columns in their order, however they are written."""
    return hashlib.sha256("\x1f".join(map(fold, names)).encode()).hexdigest()


def lacking(facts: Mapping[Fact, int]) -> list[Fact]:
    """What is needed and has no column; where no column says what was sold, the article number stands for them."""
    missing = [fact for fact in NEEDED if fact not in facts]
    return missing if any(fact in facts for fact in ARTICLES) else [*missing, Fact.SKU]
