"""How much of each measure a printed quantity is."""

from decimal import Decimal

import pytest

from campaigns.measuring import measure_of, measures
from campaigns.rules import Measure


@pytest.mark.parametrize(
    ("unit", "measure"),
    [
        ("szt.", Measure.PIECE),
        ("SZT", Measure.PIECE),
        ("Stück", Measure.PIECE),
        ("H87", Measure.PIECE),
        ("mb", Measure.METRE),
        ("MTR", Measure.METRE),
        ("l", Measure.LITRE),
        ("kg", Measure.KILOGRAM),
        ("opk.", Measure.PACK),
        ("", None),
        ("kpl", None),
    ],
)
def test_a_printed_unit_says_what_it_counts(unit: str, measure: Measure | None):
    assert measure_of(unit) == measure


@pytest.mark.parametrize(
    ("quantity", "unit", "content", "measure", "expected"),
    [
        (12, "szt", None, "", {"piece": 12, "pack": 12}),
        (24, "m", None, "", {"piece": 24, "pack": 24, "metre": 24}),
        (2, "szt", 100, "metre", {"piece": 2, "pack": 2, "metre": 200}),
        (50, "mb", 100, "metre", {"piece": Decimal("0.5"), "pack": Decimal("0.5"), "metre": 50}),
        (3, "", 50, "piece", {"piece": 150, "pack": 3}),
        (100, "szt", 50, "piece", {"piece": 100, "pack": 2}),
        (2, "wiadro", 10, "litre", {"piece": 2, "pack": 2, "litre": 20}),
    ],
)
def test_a_quantity_is_told_in_each_measure(quantity, unit, content, measure, expected):
    content = None if content is None else Decimal(content)

    assert measures(Decimal(quantity), unit, content=content, content_measure=measure) == expected
