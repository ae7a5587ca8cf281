"""A sale as values: who sold what to whom, and the sums that its document prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def cents(value: Decimal) -> Decimal:
    """Rounded to two decimals, halves up, as tills and accounting programs do."""
    return value.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Firm:
    """Seller or buyer as printed. `tax_id` carries no hyphens; a German one starts with DE."""

    name: str
    tax_id: str
    street: str
    postcode: str
    city: str
    country: str
    email: str = ""
    website: str = ""
    bank_account: str = ""

    @property
    def town(self) -> str:
        """Postcode and city."""
        return f"{self.postcode} {self.city}"

    @property
    def address(self) -> str:
        """Street, postcode and city on one line."""
        return f"{self.street}, {self.town}"


@dataclass(frozen=True, slots=True)
class Item:
    """One line. `price` is per unit: net on invoices, gross on receipts. `product` is the organizer's SKU, if any."""

    name: str
    article: str
    gtin: str | None
    product: str | None
    quantity: Decimal
    unit: str
    list_price: Decimal
    price: Decimal
    rate: int

    @property
    def amount(self) -> Decimal:
        """Quantity times price."""
        return cents(self.quantity * self.price)


@dataclass(frozen=True, slots=True)
class RateSum:
    """What was sold at one rate of tax."""

    rate: int
    net: Decimal
    tax: Decimal

    @property
    def gross(self) -> Decimal:
        """Net and tax."""
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class Sale:
    """One document's contents."""

    distributor: str
    seller: Firm
    branch_code: str
    branch: Firm
    buyer: Firm | None
    number: str
    issued_on: date
    issued_at: time | None
    due_on: date
    currency: str
    language: str
    items: tuple[Item, ...]
    prices_are_gross: bool
    receipt: str | None = None
    corrects: Sale | None = None

    @property
    def rates(self) -> tuple[RateSum, ...]:
        """Sums per rate of tax, highest rate first."""
        rates = sorted({item.rate for item in self.items}, reverse=True)
        return tuple(self._sum_at(rate) for rate in rates)

    def _sum_at(self, rate: int) -> RateSum:
        sold = total(item.amount for item in self.items if item.rate == rate)
        if self.prices_are_gross:
            tax = cents(sold * rate / (100 + rate))
            return RateSum(rate, sold - tax, tax)
        return RateSum(rate, sold, cents(sold * rate / 100))

    @property
    def net(self) -> Decimal:
        """Without tax."""
        return total(part.net for part in self.rates)

    @property
    def tax(self) -> Decimal:
        """The tax of all rates."""
        return total(part.tax for part in self.rates)

    @property
    def gross(self) -> Decimal:
        """What is to be paid."""
        return self.net + self.tax


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, 0.00 for none."""
    return sum(amounts, Decimal("0.00"))
