"""Whose name a paper bears, and where its address stands."""

import pytest

from extraction.texts import find_fields
from tests.extraction.printed import SHEET, TILL, lines


def fields(text, width=TILL):
    return {name: found.value for name, found in find_fields(lines(text, width=width), known={}).items()}


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("BENCH BOOKSTORES\nSDN BHD\nLot 3, Jalan Merah", "BENCH BOOKSTORES SDN BHD"),
        ("BENCH STORES SDN BHD 28-05\nLot 3, Jalan Merah", "BENCH STORES SDN BHD"),
        ("BENCH STORES SDN BHD\n(JALAN KLANG LAMA)\nLot 3, Jalan Merah", "BENCH STORES SDN BHD (JALAN KLANG LAMA)"),
    ],
)
def test_a_name_has_its_legal_form_and_branch(head, name):
    assert fields(f"{head}\n43200 Cheras, Selangor\n\nTotal   12.50")["issuer_name"] == name


def test_a_tagline_over_the_name_loses_to_the_name_in_the_web_address():
    head = "Global Wholesaler\nRed Interior\n4557 Hill St\nFremont CA 94538\n\nTotal   12.50\n\ninfo@red-interior.com"

    assert fields(head, SHEET)["issuer_name"] == "Red Interior"


def test_the_shop_at_the_head_gives_the_address_of_a_firm_at_the_foot():
    paper = """
        TAX INVOICE
        No. 12, Jalan Permas 10
        81750 Masai, Johor
        Date 12/04/2018
        Total             3.90


        Owned by Miller Food Services Sdn Bhd
    """
    assert fields(paper)["issuer_address"] == "No. 12, Jalan Permas 10 81750 Masai, Johor"


def test_of_two_blocks_in_a_letter_the_lower_is_the_buyer():
    letter = """
.


Die Muster Firma                          Tel: +49 30 41092-0
Waldstrasse 86
13403 Berlin

Rechnung 90005178

Elektromarkt Becker
Adlerstrasse 452
07545 Gera

Datum 07.01.2026
Gesamtbetrag                                              37,50
"""
    assert fields(letter, SHEET)["issuer_name"] == "Die Muster Firma"
