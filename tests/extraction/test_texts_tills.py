"""Fields and items of till receipts."""

import pytest

from extraction.reading import OCR
from extraction.texts import find_fields, find_lines
from extraction.words import TextLine, Word
from tests.extraction.printed import TILL, lines, loose

PARAGON = """
             Hurtownia Rurka sp. z o.o.
            ul. Miedziana 4, 30-552 Kraków
                 NIP 734-971-20-35
    2026-10-17                 nr wydr. 118042
                 PARAGON FISKALNY
    KOLANO PRESS 16
                6 szt x11,69             70,14A
    RURA PEX 16   25 m x3,99             99,75A
    TASMA TEFLONOWA    3 x 3,09           9,27A
    SPRZEDAZ OPODATK. A                 179,16
    PTU A 23,00 %                        33,50
    SUMA PTU                             33,50
    SUMA PLN                            179,16
    GOTOWKA                             200,00
    RESZTA                               20,84
    004661 #04 Kasjer 12                 07:48
    NIP NABYWCY 6779382404
"""

KASSENBON = """
                Baumarkt Keller GmbH
                  Hafenstr. 12
                 04178 Leipzig
    4012345678901   Silikon weiß
      2 ST x 4,50                    9,00 B
    4002644090436   HT-Rohr
      1 ST                           2,29 B
    Endsumme in EUR
                                    11,29
    Mastercard                      11,29
    04.10.2022   09:03:13   Kasse 3
    19,00 % MwSt         9,49        1,80
    USt-IdNr.: DE 136695976
    Bon-Nr.: 3793
    Bezahlung
    Terminal-ID          65066576
    Beleg-Nr.            9374
"""


def fields(text, **options):
    return {name: found.value for name, found in find_fields(lines(text, **options), known={}).items()}


def test_a_polish_till_receipt_is_read():
    found = fields(PARAGON, width=TILL)

    assert found == {
        "issuer_name": "Hurtownia Rurka sp. z o.o.",
        "issuer_address": "ul. Miedziana 4, 30-552 Kraków",
        "issuer_tax_id": "7349712035",
        "buyer_tax_id": "6779382404",
        "document_number": "118042",
        "document_type": "receipt",
        "issue_date": "2026-10-17",
        "issue_time": "07:48",
        "total": "179.16",
        "tax_total": "33.50",
        "currency": "PLN",
    }


def test_items_of_a_till_are_read_over_one_line_or_two():
    found = find_lines(lines(PARAGON, width=TILL))

    assert [(one.description, one.quantity, one.unit, one.unit_price, one.amount) for one in found] == [
        ("KOLANO PRESS 16", "6", "szt", "11.69", "70.14"),
        ("RURA PEX 16", "25", "m", "3.99", "99.75"),
        ("TASMA TEFLONOWA", "3", None, "3.09", "9.27"),
    ]
    assert all(one.confidence >= 0.8 for one in found), "they multiply out and add up to the sum"


def test_items_that_do_not_add_up_are_less_sure():
    found = find_lines(lines(PARAGON.replace("SUMA PLN                            179,16", ""), width=TILL))
    short = find_lines(lines(PARAGON.replace("RURA PEX 16   25 m x3,99             99,75A", ""), width=TILL))

    assert min(one.confidence for one in found) > max(one.confidence for one in short)


def test_a_german_till_receipt_is_read():
    found = fields(KASSENBON, width=TILL)

    assert found["issuer_name"] == "Baumarkt Keller GmbH"
    assert found["issuer_address"] == "Hafenstr. 12 04178 Leipzig"
    assert found["issuer_tax_id"] == "DE136695976"
    assert found["total"] == "11.29"
    assert found["issue_date"] == "2022-10-04"
    assert found["issue_time"] == "09:03:13"
    assert found["document_number"] == "3793", "the terminal's number is not the receipt's"
    assert found["net_total"] == "9.49"
    assert found["tax_total"] == "1.80"


def test_an_ean_over_an_item_becomes_its_gtin():
    first, second = find_lines(lines(KASSENBON, width=TILL))

    assert (first.gtin, first.description, first.quantity) == ("4012345678901", "Silikon weiß", "2")
    assert (second.gtin, second.description, second.amount) == ("4002644090436", "HT-Rohr", "2.29")


@pytest.mark.parametrize("turned", [-1.5, 1.5, 3.0])
def test_a_turned_page_reads_like_a_straight_one(turned):
    assert fields(PARAGON, width=TILL, turned=turned) == fields(PARAGON, width=TILL)


def test_it_does_not_matter_who_puts_the_words_together():
    printed = lines(PARAGON, width=TILL)

    assert find_lines(loose(printed)) == find_lines(printed)
    assert find_fields(loose(printed), known={}) == find_fields(printed, known={})


def test_an_amount_misread_at_the_edge_is_worked_out_from_count_and_price():
    found = find_lines(lines(PARAGON.replace(" 9,27A", " 9 2/A"), width=TILL))

    assert [one.amount for one in found] == ["70.14", "99.75", "9.27"]


def test_paid_less_change_decides_between_two_totals():
    found = fields(
        """
          Corner Hardware Ltd
        Nails          8.96
        TOTAL          8.96
        TOTAL          8.95
        CASH          10.00
        CHANGE         1.05
        """,
        width=TILL,
    )
    assert found["total"] == "8.95"


def test_a_tax_summary_is_not_the_total():
    found = fields(
        """
          Corner Hardware Sdn Bhd
        Nails                  10.60
        Total (incl. GST)      10.60
        GST summary   Amount(RM)   Tax(RM)
        SR @ 6%         10.00       0.60
        TOTAL           10.00       0.60
        """,
        width=TILL,
    )
    assert (found["total"], found["net_total"], found["tax_total"]) == ("10.60", "10.00", "0.60")
    assert found["currency"] == "MYR"


def test_the_sales_of_each_rate_vouch_for_a_misread_sum():
    printed = PARAGON.replace(
        "SUMA PLN                            179,16", "SUMA PLN                            179,76"
    )
    cash = printed.replace("GOTOWKA                             200,00", "KARTA                               179,16")

    assert fields(cash.replace("RESZTA                               20,84\n", "\n"), width=TILL)["total"] == "179.16"


def test_an_amount_far_from_its_label_is_found_by_the_slope_of_both():
    """Tills have few words in a line: only the slope of each run tells which amount belongs to which label."""
    printed = [
        Word("SUBTOTAL", (0.1, 0.50, 0.3, 0.54), 0.98, rise=-0.08),
        Word("TAX", (0.1, 0.54, 0.2, 0.57), 0.98, rise=-0.08),
        Word("TOTAL", (0.1, 0.58, 0.25, 0.62), 0.98, rise=-0.08),
        Word("10.00", (0.8, 0.46, 0.9, 0.49), 0.98, rise=-0.08),
        Word("0.80", (0.8, 0.50, 0.9, 0.53), 0.98, rise=-0.08),
        Word("10.80", (0.8, 0.54, 0.9, 0.57), 0.98, rise=-0.08),
    ]

    found = find_fields([TextLine((word,), 1, OCR) for word in printed], known={})

    assert found["total"].value == "10.80"


def test_the_invoice_number_of_a_card_slip_is_not_that_of_the_receipt():
    slip = """
    BAGETERIE U MOSTU
    TOTAL                      271.00
    MERCHANT #:32800520   INVOICE:048643
    TERMINAL ID:43301256  BATCH:1121
    TOTAL CZK                  271.00
    """
    assert "document_number" not in find_fields(lines(slip, width=TILL), known={})
