"""What a document's lines cost without and with tax, as far as the document says. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from campaigns.rules import Basis
from extraction.document_types import RECEIPT

CENT = Decimal("0.01")
NEAR = Decimal("0.02")
"""What sums of rounded lines may differ from a printed sum, as a share of it."""


@dataclass(frozen=True, slots=True)
class Pricing:
    """`basis` is what the amounts of the lines are; `taxed` is what one unit of money costs with tax."""

    basis: Basis
    taxed: Decimal

    def net(self, amount: Decimal | None) -> Decimal | None:
        """The amount without tax, in whole cents."""
        if amount is None or self.basis == Basis.NET:
            return amount
        return (amount / self.taxed).quantize(CENT)

    def gross(self, amount: Decimal | None) -> Decimal | None:
        """The amount with tax, in whole cents."""
        if amount is None or self.basis == Basis.GROSS:
            return amount
        return (amount * self.taxed).quantize(CENT)


def pricing(data: Mapping[str, Any], *, usual_rate: Decimal) -> Pricing:
    """How the line amounts of a Reading stand to tax.

    What its lines add up to decides, the sum without or with tax; else receipts print with tax and invoices without.
    The rate is that of the whole document, or the program's usual one (in per cent) where no sums were read.
    """
    total, net, tax = (_amount(data, name) for name in ("total", "net_total", "tax_total"))
    if net is None and total is not None and tax is not None:
        net = total - tax
    taxed = total / net if total and net and total >= net > 0 else 1 + usual_rate / 100
    return Pricing(_basis(data, total, net), taxed)


def _basis(data: Mapping[str, Any], total: Decimal | None, net: Decimal | None) -> Basis:
    lines = sum((_number(line.get("amount")) or Decimal(0) for line in data.get("lines") or ()), Decimal(0))
    for printed, basis in ((total, Basis.GROSS), (net, Basis.NET)):
        if lines and printed and total != net and abs(lines - printed) <= abs(printed) * NEAR:
            return basis
    kind = (data.get("fields") or {}).get("document_type") or {}
    return Basis.GROSS if kind.get("value") == RECEIPT else Basis.NET


def _amount(data: Mapping[str, Any], name: str) -> Decimal | None:
    return _number(((data.get("fields") or {}).get(name) or {}).get("value"))


def _number(told: object) -> Decimal | None:
    try:
        return None if told is None else Decimal(str(told))
    except InvalidOperation:
        return None
