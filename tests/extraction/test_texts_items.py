"""Line items of tables: what stands in which column, in which language, and what is taken off."""

import pytest

from extraction.texts import find_lines
from extraction.texts.items import read_items
from extraction.texts.items.headings import find_headings
from extraction.texts.items.kinds import AMOUNT
from extraction.texts.layout import rebuild
from tests.extraction.printed import lines


def items(text, **options):
    return [(line.description, line.quantity, line.amount) for line in find_lines(lines(text, **options))]


ITALIAN = """
    Codice    Descrizione                   U.M.   Q.tà   Prezzo    Sconto    Importo   IVA
    RAM1612   Raccordo a pressare 16x1/2    PZ       10     4,20      10%       37,80    22
    TUB2020   Tubo multistrato 20x2,0       M        50     1,90                95,00    22
              rotolo da 100 m
    Totale imponibile                                                          132,80
"""
SPANISH = """
    Referencia   Descripción                   Cantidad   Precio      Dto.    Importe
    CODO-16      Codo prensar 16 mm            12 ud        2,15     5,00       24,51
    VAL-34       Válvula de esfera 3/4          3 ud       11,40                34,20
    Base imponible                                                             58,71
"""
PORTUGUESE = """
    Código    Descrição                      Qtd.   Unidade   Preço unit.    Desconto     Valor
    JOE22     Joelho de cobre 22 mm             8   un               1,35                 10,80
    FITA12    Fita de vedação 12 mm            20   un               0,55                 11,00
    Total                                                                                21,80
"""
FRENCH = """
    Réf.      Désignation                    Qté    P.U. HT     Remise     Montant HT
    COU-18    Coude cuivre 18 mm              25       0,84        20 %         16,80
    A reporter                                                                  16,80
    ROB-12    Robinet d'arrêt 1/2              4       6,30                     25,20
    Total HT                                                                    42,00
"""
SWEDISH = """
    Artikelnr   Benämning                     Antal   Enhet   À-pris     Belopp
    204417      Kopparrör 15 mm                  30   m        62,00   1 860,00
    118203      Kulventil DN20                    2   st      149,50     299,00
    Summa                                                              2 159,00
"""
SLOVAK = """
    Názov                         Množstvo   MJ     Cena za MJ    Zľava    Spolu bez DPH
    Koleno lisovacie 20 mm              14   ks           1,45                     20,30
    Rúrka viacvrstvová 16x2             40   m            0,98                     39,20
    Spolu                                                                         59,50
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            ITALIAN,
            [
                ("Raccordo a pressare 16x1/2", "10", "37.80"),
                ("Tubo multistrato 20x2,0 rotolo da 100 m", "50", "95.00"),
            ],
        ),
        (SPANISH, [("Codo prensar 16 mm", "12", "24.51"), ("Válvula de esfera 3/4", "3", "34.20")]),
        (PORTUGUESE, [("Joelho de cobre 22 mm", "8", "10.80"), ("Fita de vedação 12 mm", "20", "11.00")]),
        (FRENCH, [("Coude cuivre 18 mm", "25", "16.80"), ("Robinet d'arrêt 1/2", "4", "25.20")]),
        (SWEDISH, [("Kopparrör 15 mm", "30", "1860.00"), ("Kulventil DN20", "2", "299.00")]),
        (SLOVAK, [("Koleno lisovacie 20 mm", "14", "20.30"), ("Rúrka viacvrstvová 16x2", "40", "39.20")]),
    ],
    ids=["italian", "spanish", "portuguese", "french", "swedish", "slovak"],
)
def test_headings_are_known_in_the_languages_of_the_trade(text, wanted):
    assert items(text) == wanted


def test_an_article_number_below_is_no_part_of_the_description():
    found = find_lines(
        lines("""
            Pos   Art-Nr          Beschreibung              Nettopreis     Menge      Betrag
            1                     Pressbogen                      2,00    50 Stk      100,00
                  PB-1690         90 Grad 16 mm
                  5909999100164
            2                     Zement                          3,58    10 Stk       35,80
                  ZE25            Sack 25 kg
            Summe                                                                     135,80
        """)
    )
    assert [(line.description, line.sku) for line in found] == [
        ("Pressbogen 90 Grad 16 mm", "PB-1690"),
        ("Zement Sack 25 kg", "ZE25"),
    ]
    assert found[0].gtin == "5909999100164"


def test_a_position_number_in_the_middle_of_its_row_belongs_to_the_item_over_it():
    found = items("""
        Pos   Beschreibung                        Menge      Preis       Betrag
              Pressbogen 16 mm                       50       2,00       100,00
        1     vernickelt, für Verbundrohr
              Zement                                 10       3,58        35,80
        2     Sack 25 kg
        Summe                                                            135,80
    """)
    assert [name for name, _, _ in found] == ["Pressbogen 16 mm vernickelt, für Verbundrohr", "Zement Sack 25 kg"]


def test_a_discount_below_an_item_is_taken_off():
    text = """
        Pos   Bezeichnung                         Menge      Preis       Betrag
        1     Pressbogen 16 mm                       50       2,00       100,00
              abzgl. 10% Rabatt                                          -10,00
        2     Zement 25 kg                           10       3,58        35,80
        Summe                                                            125,80
    """
    assert items(text) == [("Pressbogen 16 mm", "50", "90.00"), ("Zement 25 kg", "10", "35.80")]
    assert {line.confidence for line in find_lines(lines(text))} == {
        line.confidence for line in find_lines(lines(text.replace("10% ", "")))
    }


def test_a_discount_on_the_whole_sale_is_not_the_last_items():
    text = """
        Pos   Bezeichnung                         Menge      Preis       Betrag
        1     Pressbogen 16 mm                       50       2,00       100,00
        2     Zement 25 kg                           10       3,58        35,80
              Nachlass                                                   -15,80
        Summe                                                            120,00
    """
    assert [amount for _, _, amount in items(text)] == ["100.00", "35.80"]


def test_a_tax_named_in_a_description_does_not_end_the_table():
    text = """
        Item                              Quantity      Rate      Amount
        Repair of a boiler                      12     10.00      120.00
        Tax: 0.2%
        Cleaning of a boiler                     5      1.50        7.50
        Total                                                     127.50
    """
    assert [amount for _, _, amount in items(text)] == ["120.00", "7.50"]


def test_a_part_whose_amount_is_included_above_is_no_item():
    text = """
        Article                           Qty        Price       Amount
        Boiler with pump                    1       321.00       321.00
          incl. disposal fee                1                      4.24
        Copper pipe 15 mm                  20         1.50        30.00
        Subtotal                                                 351.00
    """
    assert [amount for _, _, amount in items(text)] == ["321.00", "30.00"]
    whole = text.replace("          incl. disposal fee                1                      4.24\n", "")
    assert read_items(rebuild(lines(whole)))[0].confidence > read_items(rebuild(lines(text)))[0].confidence


def test_the_last_of_two_prices_is_the_amount():
    text = """
        Description                 Quantity     Unit Price     Disc.     Price w/o tax
        Copper elbow 15 mm                 8           4.55       10%             32.76
        Copper pipe 15 mm                 20           3.20                       64.00
        Total                                                                     96.76
    """
    assert items(text) == [("Copper elbow 15 mm", "8", "32.76"), ("Copper pipe 15 mm", "20", "64.00")]


def test_a_discount_printed_as_a_sum_makes_it_multiply_out():
    text = """
        Description                 Qty      U/Price      Disc      Amount
        Copper elbow                  8         4.00      2.00       30.00
        Copper pipe                  20         3.20      0.00       64.00
    """
    assert len({item.confidence for item in read_items(rebuild(lines(text)))}) == 1


def test_print_in_the_margin_is_not_read_into_the_table():
    text = """
                Pos   Bezeichnung                         Menge      Preis       Betrag
        Muster  1     Pressbogen 16 mm                       50       2,00       100,00
        2014    2     Zement 25 kg                           10       3,58        35,80
                Summe                                                            135,80
    """
    assert [name for name, _, _ in items(text)] == ["Pressbogen 16 mm", "Zement 25 kg"]


def test_a_description_may_go_on_with_the_word_for_a_sum():
    text = """
        Codice    Descrizione                   Q.tà   Prezzo    Importo
        VAL-34    Valvola a sfera, passaggio       2    10,00      20,00
                  totale, per acqua calda
        RAM16     Raccordo a pressare              5     4,00      20,00
        Totale imponibile                                          40,00
    """
    assert [name for name, _, _ in items(text)] == [
        "Valvola a sfera, passaggio totale, per acqua calda",
        "Raccordo a pressare",
    ]


def test_a_price_noted_below_is_no_part_of_the_description():
    text = """
        Beschreibung                  Nettopreis     Menge      Betrag
        Pressbogen 16 mm                    2,00    50 Stk      100,00
        Bruttopreis : 2,5000
        Länge: 12,5 cm
        Summe                                                   100,00
    """
    assert [name for name, _, _ in items(text)] == ["Pressbogen 16 mm Länge: 12,5 cm"]


def test_columns_that_drift_away_from_their_headings_are_followed():
    text = """
        Bezeichnung                                             Menge       Preis  Betrag
        Pressbogen                                               50         2,00   100,00
        Zement                                                      10             3,58     35,80
        Dichtband                                                    4              1,20      4,80
    """
    assert items(text) == [("Pressbogen", "50", "100.00"), ("Zement", "10", "35.80"), ("Dichtband", "4", "4.80")]


def test_two_headings_run_together_are_not_a_second_price():
    text = """
        Nazwa towaru                 Ilość J.m.     Cena     Rabat     Cena        Wartość VAT
                                                    kat.       %      netto       netto     %
        Kolano zapr. 90st.             60 szt.      9,40      18       7,71      462,60    23
        Rura wielowarstwowa           200 m         2,95      18       2,42      484,00    23
    """
    (heading,) = find_headings(rebuild(lines(text)))

    assert heading.column(AMOUNT).left > heading.columns[-3].right
    assert [amount for _, _, amount in items(text)] == ["462.60", "484.00"]


def test_the_quantity_of_the_column_comes_before_a_guess():
    text = """
        Lp.   Nazwa towaru               Ilość     Cena netto    Rabat     Wartość netto
        1     Kolano zaprasowywane        3 szt.       103,56                     310,68
        2     Taśma teflonowa            12 szt.       131,63     20 %          1 263,65
        Razem netto                                                             1 574,33
    """
    assert items(text) == [("Kolano zaprasowywane", "3", "310.68"), ("Taśma teflonowa", "12", "1263.65")]
