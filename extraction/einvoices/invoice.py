"""An invoice as the formats state it, and its translation into fields, lines and warnings of a Reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from extraction import document_types, values
from extraction.einvoices.structured import Structured
from extraction.reading import E_INVOICE, Field, Line, Warning


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer. `country` is the two letters that tell whose rules a tax id without prefix follows."""

    name: str | None = None
    tax_id: str | None = None
    address: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One line. `unit_price` is the price of one unit; prices and amounts are net or gross as the document has them."""

    description: str
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    gtin: str | None = None
    sku: str | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """What one e-invoice states. `identity` is the document_id with its kind in front.

    `lines_add_up_to` is the sum that the line amounts must meet, `adds_up` that net and tax make the total: each where
    the format promises it. Withholding, stamp duty and local taxes break the promise in Italy and Mexico.
    `corrects` are the numbers of the documents that this one corrects or credits.
    """

    format: str
    document_type: str
    number: str | None
    issued_on: date | None
    currency: str | None
    total: Decimal | None
    seller: Party
    buyer: Party = field(default_factory=Party)
    issued_at: time | None = None
    net: Decimal | None = None
    tax: Decimal | None = None
    items: tuple[Item, ...] = ()
    identity: str | None = None
    lines_add_up_to: Decimal | None = None
    adds_up: bool = False
    warnings: tuple[Warning, ...] = ()
    corrects: tuple[str, ...] = ()


def as_structured(invoice: Invoice) -> Structured:
    """Fields that the invoice states, its lines, and the doubts about it."""
    stated = {name: value for name, value in _texts(invoice) if value}
    return Structured(
        format=invoice.format,
        fields={name: Field(value=value, confidence=1.0, source=E_INVOICE) for name, value in stated.items()},
        lines=tuple(_as_line(item) for item in invoice.items),
        warnings=(*invoice.warnings, *_doubts(invoice)),
        corrects=invoice.corrects,
    )


def identity_from_number(
    seller: Party, number: str | None, issued_on: date | None, *, kind: str = "invoice"
) -> str | None:
    """The identity of an invoice that has none but its seller's number: unique because a seller numbers once."""
    parts = (values.tax_id(seller.tax_id), number, issued_on)
    return f"{kind}:{parts[0]}/{number}/{issued_on}" if all(parts) else None


def _texts(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    yield "issuer_name", invoice.seller.name
    yield "issuer_tax_id", values.tax_id(invoice.seller.tax_id)
    yield "issuer_address", invoice.seller.address
    yield "document_number", invoice.number
    yield "issue_date", invoice.issued_on.isoformat() if invoice.issued_on else None
    yield "issue_time", invoice.issued_at.isoformat("seconds") if invoice.issued_at else None
    yield "total", _money(invoice.total)
    yield "net_total", _money(invoice.net)
    yield "tax_total", _money(invoice.tax)
    yield "currency", invoice.currency and invoice.currency.upper()
    yield "buyer_name", invoice.buyer.name
    yield "buyer_tax_id", values.tax_id(invoice.buyer.tax_id)
    yield "document_id", invoice.identity
    yield "document_type", _document_type(invoice)


def _document_type(invoice: Invoice) -> str:
    # Some programs write a credit note as an ordinary invoice below zero.
    is_below_zero = invoice.total is not None and invoice.total < 0
    is_plain = invoice.document_type == document_types.INVOICE
    return document_types.CREDIT_NOTE if is_plain and is_below_zero else invoice.document_type


def _as_line(item: Item) -> Line:
    return Line(
        description=item.description,
        quantity=None if item.quantity is None else values.quantity(item.quantity),
        unit=item.unit,
        unit_price=_money(item.unit_price),
        amount=_money(item.amount),
        gtin=item.gtin,
        sku=item.sku,
        confidence=1.0,
    )


def _money(value: Decimal | None) -> str | None:
    return None if value is None else values.money(value)


def _doubts(invoice: Invoice) -> Iterator[Warning]:
    for party, whose in ((invoice.seller, "issuer"), (invoice.buyer, "buyer")):
        number = values.tax_id(party.tax_id)
        if number and not values.has_good_check_digit(number, party.country):
            yield Warning(
                f"{whose}-tax-id-check", f"The check digit of the {whose}'s tax number {number} does not fit."
            )
    if invoice.adds_up and not _add_up(invoice.total, invoice.net, invoice.tax, tolerance=Decimal("0.02")):
        yield Warning("totals-differ", "Net amount and tax do not add up to the total.")
    amounts = [item.amount for item in invoice.items if item.amount is not None]
    tolerance = max(1, len(amounts)) * Decimal("0.01")
    if amounts and not _add_up(invoice.lines_add_up_to, sum(amounts, Decimal(0)), Decimal(0), tolerance=tolerance):
        yield Warning("lines-differ", "The lines do not add up to the sum that the document states.")


def _add_up(whole: Decimal | None, *parts: Decimal | None, tolerance: Decimal) -> bool:
    """True if the parts meet the whole, or if one of them is not stated."""
    known = [part for part in parts if part is not None]
    return whole is None or len(known) < len(parts) or abs(sum(known, Decimal(0)) - whole) <= tolerance
