"""Numbers as people type them."""

from decimal import Decimal

import pytest

from claims.typed import typed_number


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1284,50", "1284.50"),
        ("1284.50", "1284.50"),
        ("1 284,50 zł", "1284.50"),
        ("1.284,50", "1284.50"),
        ("1,284.50", "1284.50"),
        ("1\N{NO-BREAK SPACE}284,5", "1284.5"),
        ("1.284", "1284"),
        ("12,345,678", "12345678"),
        ("0,125", "0.125"),
        ("2,5", "2.5"),
        ("12", "12"),
        ("PLN 7", "7"),
        ("-3", "-3"),
    ],
)
def test_every_common_way_is_understood(typed: str, meant: str):
    assert typed_number(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["", "abc", "-", "+-1", ",", "1-2"])
def test_what_is_no_number_is_none(typed: str):
    assert typed_number(typed) is None
