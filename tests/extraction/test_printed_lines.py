"""Line items of the print beside an e-invoice: kept apart where it states none, else not looked for."""

import pytest

from extraction import conclusions
from extraction.einvoices import Structured
from extraction.findings import Findings, Sheet
from extraction.options import Options
from extraction.reading import Line
from tests.extraction.printed import lines

ROLL = """
SKLEP PRZYKLADOWY
Kolano 20          2 x 12,50  25,00A
Zawor 1/2          1 x 30,00  30,00A
SUMA PLN                      55,00
"""
STATED = (Line("Kolano 20 mm", amount="20.33"),)


def concluded(*structured: Structured) -> Findings:
    found = Findings(options=Options(), structured=list(structured))
    found.sheets.append(Sheet(number=1, file=None, place=1, lines=lines(ROLL)))
    conclusions.find_lines(found)
    return found


def invoice(*stated: Line) -> Structured:
    return Structured(format="cii", fields={}, lines=stated, warnings=())


@pytest.mark.parametrize(
    ("structured", "own", "beside"),
    [
        ([], ["25.00", "30.00"], []),
        ([invoice()], [], ["25.00", "30.00"]),
        ([invoice(), invoice(*STATED)], ["20.33"], []),
    ],
)
def test_the_print_is_kept_apart_only_beside_an_einvoice_without_lines(structured, own, beside):
    found = concluded(*structured)

    assert [line.amount for line in found.lines] == own
    assert [line.amount for line in found.printed_lines] == beside
