"""What line amounts are worth without and with tax."""

from decimal import Decimal

import pytest

from campaigns.rules import Basis
from claims.pricing import pricing


def reading(lines: tuple[str, ...] = (), **fields: str) -> dict:
    return {
        "fields": {name: {"value": value} for name, value in fields.items()},
        "lines": [{"amount": amount} for amount in lines],
    }


def priced(data: dict) -> tuple[Basis, Decimal]:
    found = pricing(data, usual_rate=Decimal(23))
    return found.basis, round(found.taxed, 4)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (reading(("60.00", "40.00"), total="123.00", net_total="100.00"), (Basis.NET, Decimal("1.23"))),
        (reading(("73.80", "49.20"), total="123.00", net_total="100.00"), (Basis.GROSS, Decimal("1.23"))),
        (reading(("108.00",), total="108.00", tax_total="8.00"), (Basis.GROSS, Decimal("1.08"))),
        (reading(("50.00",), document_type="receipt"), (Basis.GROSS, Decimal("1.23"))),
        (reading(("50.00",), document_type="invoice"), (Basis.NET, Decimal("1.23"))),
        (reading(("100.00",), total="100.00", net_total="100.00"), (Basis.NET, Decimal(1))),
        (reading(("x",), total="1,5"), (Basis.NET, Decimal("1.23"))),
        ({}, (Basis.NET, Decimal("1.23"))),
    ],
)
def test_the_document_says_what_its_amounts_are(data: dict, expected: tuple[Basis, Decimal]):
    assert priced(data) == expected


def test_an_amount_is_turned_into_the_other_kind_in_cents():
    net = pricing(reading(document_type="invoice"), usual_rate=Decimal(23))
    gross = pricing(reading(document_type="receipt"), usual_rate=Decimal(23))

    assert (net.net(Decimal("10.01")), net.gross(Decimal("10.01"))) == (Decimal("10.01"), Decimal("12.31"))
    assert (gross.net(Decimal("12.31")), gross.gross(Decimal("12.31"))) == (Decimal("10.01"), Decimal("12.31"))
    assert net.net(None) is None
