"""Fields and items of A4 invoices."""

from decimal import Decimal

from extraction.texts import find_fields, find_lines
from tests.extraction.printed import lines, loose

FAKTURA = """
                                                                Data wystawienia: 08.10.2026
    RURKA HURT                                                  Termin płatności: 22.10.2026

    Faktura VAT nr FV 4127/10/2026/KR

    Sprzedawca                                      Nabywca
    Hurtownia Rurka sp. z o.o.                      Nowak Instalacje Marek Nowak
    ul. Miedziana 4                                 ul. Wielicka 118/4
    30-552 Kraków                                   33-300 Nowy Sącz
    NIP: 7349712035                                 NIP: 6779382404

    Lp.  Indeks     Nazwa towaru lub usługi           Ilość  J.m.    Cena   Rabat    Cena     Wartość     VAT
                                                                     kat.     %      netto     netto       %
    1    RUR-1016   Kolano zapr. 90st. 16x16            60   szt.    9,40    18      7,71     462,60      23
    2    RUR-2116   Rura wielowarstwowa 16x2,0         200   m       2,95    18      2,42     484,00      23
                    zwój 200 m
    3    9031111    Taśma teflonowa 12 mm                2   szt.    2,40             2,40       4,80     23
    Razem                                                                                    951,40

    Stawka VAT          Netto         VAT          Brutto
    23%                951,40      218,82        1 170,22
    Razem              951,40      218,82        1 170,22
    Do zapłaty: 1 170,22 PLN
"""

RECHNUNG = """
    Bender Haustechnik
    Bender Haustechnik Großhandel GmbH · Zittauer Straße 61 · 02827 Görlitz

    Hartmann Sanitär, Inh. Jens Hartmann               Rechnungs-Nr.     RE-2026-30418
    Rothenburger Straße 12                             Rechnungsdatum    06.10.2026
    02826 Görlitz                                      Lieferdatum       05.10.2026
                                                       Ihre USt-IdNr.    DE958204179

    Rechnung RE-2026-30418

    Pos.  Art.-Nr.   Bezeichnung                      Menge   ME     E-Preis     Betrag EUR
    1     740 1016   Pressbogen 90° 16 mm                50   Stk       2,00         100,00
                     EAN 5909999100164
    2     742 0116   Verbundrohr 16 x 2,0               200   m         0,62         124,00
    Übertrag 224,00
    3     990 1000   Zement 25 kg                     1.000   Stk       3,58       3.580,00
    Nettobetrag                                                                    3.804,00
    zzgl. 19 % MwSt.                                                                 722,76
    Rechnungsbetrag                                                              4.526,76 EUR

    Bender Haustechnik Großhandel GmbH      Geschäftsführer: Jörg Lehnert     IBAN DE59 9995 0100 0012 3456 78
    02827 Görlitz                           USt-IdNr. DE136695976             Steuer-Nr. 207/123/45678
"""

INVOICE = """
    Invoice No          Date              Customer No
    INV/2026/0815       4 November 2026   D82404

    Supplier:                                       Bill to:
    Thames Pipe Supplies Ltd                        Marek Nowak
    12 Dock Road                                    7 High Street
    London SE1 7PB                                  Leeds LS1 4AP
    VAT No: GB980780684

    Description                    Qty      Unit Price      Amount
    Copper elbow 15 mm              40            1.74       69.60
    Delivery                         1           13.78       13.78

                                   Subtotal                  83.38
                                   VAT 20%                   16.68
                                   Amount due              £100.06
"""


def fields(text, **options):
    return {name: found.value for name, found in find_fields(lines(text, **options), known={}).items()}


def rows(text, **options):
    found = find_lines(lines(text, **options))
    return [(one.sku, one.description, one.quantity, one.unit, one.unit_price, one.amount) for one in found]


def test_a_polish_invoice_is_read():
    assert fields(FAKTURA) == {
        "issuer_name": "Hurtownia Rurka sp. z o.o.",
        "issuer_address": "ul. Miedziana 4 30-552 Kraków",
        "issuer_tax_id": "7349712035",
        "buyer_name": "Nowak Instalacje Marek Nowak",
        "buyer_tax_id": "6779382404",
        "document_number": "FV 4127/10/2026/KR",
        "document_type": "invoice",
        "issue_date": "2026-10-08",
        "total": "1170.22",
        "net_total": "951.40",
        "tax_total": "218.82",
        "currency": "PLN",
    }


def test_items_take_the_price_after_the_discount():
    assert rows(FAKTURA) == [
        ("RUR-1016", "Kolano zapr. 90st. 16x16", "60", "szt", "7.71", "462.60"),
        ("RUR-2116", "Rura wielowarstwowa 16x2,0 zwój 200 m", "200", "m", "2.42", "484.00"),
        ("9031111", "Taśma teflonowa 12 mm", "2", "szt", "2.40", "4.80"),
    ]


def test_a_text_layer_of_single_words_reads_the_same():
    assert fields(FAKTURA, single=True) == fields(FAKTURA)
    assert rows(FAKTURA, single=True) == rows(FAKTURA)
    assert find_lines(loose(lines(FAKTURA, single=True))) == find_lines(lines(FAKTURA, single=True))


def test_a_german_letter_is_read_without_headings_of_parties():
    found = fields(RECHNUNG)

    assert found["issuer_name"] == "Bender Haustechnik Großhandel GmbH"
    assert found["issuer_address"] == "Zittauer Straße 61, 02827 Görlitz"
    assert found["issuer_tax_id"] == "DE136695976", "the other one is the customer's"
    assert found["buyer_name"] == "Hartmann Sanitär, Inh. Jens Hartmann"
    assert found["buyer_tax_id"] == "DE958204179"
    assert found["document_number"] == "RE-2026-30418"
    assert found["issue_date"] == "2026-10-06", "not the day of delivery"
    assert (found["total"], found["net_total"], found["tax_total"]) == ("4526.76", "3804.00", "722.76")


def test_items_go_on_after_a_sum_carried_forward():
    found = find_lines(lines(RECHNUNG))

    assert [one.quantity for one in found] == ["50", "200", "1000"], "1.000 is a thousand, for it multiplies out"
    assert found[0].gtin == "5909999100164"
    assert sum(Decimal(one.amount) for one in found) == Decimal("3804.00")


def test_items_go_on_over_pages():
    second = lines(RECHNUNG.split("Übertrag 224,00")[0].replace("16", "18"), page=2)
    found = find_lines([*lines(RECHNUNG), *second])

    assert [one.page for one in found] == [1, 1, 1, 2, 2]


def test_an_english_invoice_with_a_table_of_facts_is_read():
    found = fields(INVOICE)

    assert found["document_number"] == "INV/2026/0815"
    assert found["issue_date"] == "2026-11-04"
    assert found["issuer_name"] == "Thames Pipe Supplies Ltd"
    assert found["issuer_tax_id"] == "GB980780684"
    assert found["buyer_name"] == "Marek Nowak"
    assert (found["total"], found["currency"]) == ("100.06", "GBP")
    assert (found["net_total"], found["tax_total"]) == ("83.38", "16.68")


def test_every_field_says_where_it_stands():
    for name, found in find_fields(lines(FAKTURA), known={}).items():
        left, top, right, bottom = found.box
        assert found.page == 1, name
        assert 0 <= left < right <= 1, name
        assert 0 <= top < bottom <= 1, name
        assert 0 < found.confidence < 1, name
        assert found.source == "ocr", name


def test_the_box_is_that_of_the_value_not_of_its_name():
    printed = lines(FAKTURA)
    number = find_fields(printed, known={})["document_number"]
    title = next(line for line in printed if "Faktura VAT" in line.text)

    assert number.box[0] > title.box[0] + 0.1
    assert title.box[1] <= number.box[1] < number.box[3] <= title.box[3]


def test_what_is_known_is_not_found_again():
    found = find_fields(lines(FAKTURA), known={"total": "1170.22", "issuer_tax_id": "7349712035"})

    assert "total" not in found
    assert "issuer_tax_id" not in found
    assert found["net_total"].value == "951.40", "the known total is an anchor for it"


def test_an_empty_page_says_nothing():
    assert find_fields([], known={}) == {}
    assert find_lines([]) == ()
    assert find_fields(lines("~ ~\n\n.  ,"), known={}) == {}
