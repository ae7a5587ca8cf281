"""Names of columns, as programs of three languages write them."""

import pytest

from distributors.reading.facts import Fact, guessed, lacking, signature

POLISH = ["Nr dokumentu", "Data wystawienia", "NIP", "Kod klienta", "Indeks towaru", "Kod kreskowy", "Nazwa towaru"]
POLISH += ["Ilość", "J.m.", "Wartość netto", "Wartość brutto dokumentu", "Waluta", "Numer faktury korygowanej"]
ENGLISH = ["Invoice number", "Invoice date", "Buyer VAT ID", "Customer number", "Article number", "GTIN", "Description"]
ENGLISH += ["Quantity", "Unit", "Net amount", "Invoice gross total", "Currency", "Corrected invoice"]
GERMAN = ["Rechnungsnummer", "Rechnungsdatum", "USt-IdNr.", "Kundennummer", "Artikelnummer", "EAN", "Bezeichnung"]
GERMAN += ["Menge", "Einheit", "Nettobetrag", "Rechnungsbetrag brutto", "Währung", "Korrigierte Rechnung"]
MEANT = [Fact.NUMBER, Fact.DAY, Fact.BUYER_TAX_ID, Fact.BUYER_NUMBER, Fact.SKU, Fact.GTIN, Fact.DESCRIPTION]
MEANT += [Fact.QUANTITY, Fact.UNIT, Fact.NET, Fact.GROSS, Fact.CURRENCY, Fact.CORRECTS]


@pytest.mark.parametrize("names", [POLISH, ENGLISH, GERMAN])
def test_usual_names_are_understood(names):
    assert guessed(names) == {fact: position for position, fact in enumerate(MEANT)}


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("Numer faktury", Fact.NUMBER),
        ("Faktura", Fact.NUMBER),
        ("Belegnr", Fact.NUMBER),
        ("Data sprzedaży", Fact.DAY),
        ("NIP nabywcy", Fact.BUYER_TAX_ID),
        ("SKU", Fact.SKU),
        ("Symbol", Fact.SKU),
        ("EAN13", Fact.GTIN),
        ("Qty", Fact.QUANTITY),
        ("jm", Fact.UNIT),
        ("Netto", Fact.NET),
    ],
)
def test_short_names_are_understood(name, fact):
    assert guessed([name]) == {fact: 0}


@pytest.mark.parametrize(
    "name",
    ["Cena netto", "NIP sprzedawcy", "Termin płatności", "Data płatności", "Nazwa klienta", "Grupa towarowa", "VAT %"],
)
def test_names_of_something_else_are_left_alone(name):
    assert guessed([name]) == {}


def test_the_same_form_has_the_same_signature_however_it_is_written():
    assert signature(POLISH) == signature([name.upper() for name in POLISH])
    assert signature(POLISH) != signature(POLISH[::-1])


def test_what_is_lacking_is_told():
    assert lacking({Fact.NUMBER: 0, Fact.DAY: 1, Fact.QUANTITY: 2, Fact.DESCRIPTION: 3}) == []
    assert lacking({Fact.NUMBER: 0, Fact.QUANTITY: 2}) == [Fact.DAY, Fact.SKU]
