"""Spots: every amount, day and number with the words that name it, and the lines that may be the issuer's own."""

import pytest

from extraction import texts
from extraction.reading import Reading
from tests.extraction.printed import TILL, lines

ROLL = """
BUDMARKET SOWA
ul. Lesna 3, 60-001 Poznan
NIP 781-176-76-96
Kwit nr P/4954/26           03/11/2026
Kolano 20                        25,00
Razem netto i brutto   20,33     25,00
Do wplaty: 24,00
"""


@pytest.fixture(scope="module")
def spots():
    return texts.find_spots(lines(ROLL, width=TILL))


@pytest.mark.parametrize(
    ("kind", "value", "label"),
    [
        ("number", "P/4954/26", "before:kwitnr"),
        ("day", "2026-11-03", "before:kwitnrp"),
        ("day", "2026-03-11", "m/before:kwitnrp"),
        ("amount", "20.33", "before:razemnettoibrutto"),
        ("amount", "25.00", "left2:razemnettoibrutto"),
        ("amount", "24.00", "before:dowplaty"),
    ],
)
def test_a_value_is_found_with_the_words_that_name_it(spots, kind, value, label):
    assert label in {name for spot in spots if (spot.kind, spot.value) == (kind, value) for name in spot.labels}


def test_the_head_ends_where_goods_begin(spots):
    assert [spot.value for spot in spots if spot.kind == "head"] == ["budmarketsowa", "ullesna360001poznan"]


def test_the_buyers_lines_are_not_the_issuers():
    sheet = """
    Sprzedawca                                Nabywca
    Hurtownia Alfa                            Nowak Instalacje
    ul. Polna 7                               ul. Wielicka 118
    """

    found = {spot.value for spot in texts.find_spots(lines(sheet)) if spot.kind == "head"}

    assert found == {"hurtowniaalfa", "ulpolna7"}


def test_a_long_document_keeps_its_head_and_its_foot():
    rows = "\n".join(f"Towar {number}      {number},00" for number in range(1, 400))

    values = [spot.value for spot in texts.find_spots(lines(rows)) if spot.kind == "amount"]

    assert len(values) <= 160
    assert (values[0], values[-1]) == ("1.00", "399.00")


def test_spots_are_kept_with_a_reading_and_not_printed_with_it(spots):
    reading = Reading(file="", spots=spots)

    assert "spots" not in reading.as_dict()
    assert reading.as_kept()["spots"][0]["value"] == "budmarketsowa"
