"""The print form of a Polish electronic receipt: `header` and `body` as the till lays them out on paper, unsigned."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from extraction import document_types, values
from extraction.einvoices.eparagon_parts import grosze, line_name, said, text
from extraction.einvoices.invoice import Invoice, Item, Party

_TAG = re.compile(r"<[^<>]{0,200}>")


def read(whole: dict[str, Any]) -> tuple[Invoice, str | None, str | None] | None:
    """The receipt, the till's unique number and the moment as coded; None if the object is no print form."""
    header, body = whole.get("header"), whole.get("body")
    if not isinstance(header, list) or not isinstance(body, list):
        return None
    data, footer, sums = _part(header, "headerData"), _part(body, "fiscalFooter"), _part(body, "sumInCurrency")
    till, number = text(said(footer, "uniqueNumber")), text(said(data, "docNumber"))
    coded_at = text(said(data, "date"))
    if not till or not number:
        return None
    name, address = _who(said(_part(header, "headerText"), "headerTextLines"))
    invoice = Invoice(
        format="pl_eparagon_json",
        document_type=document_types.RECEIPT,
        number=number,
        issued_on=values.day((coded_at or "")[:10]),
        currency=text(said(sums, "currency")) or "PLN",
        total=grosze(said(sums, "fiscalTotal")),
        seller=Party(name, text(said(data, "tin")), address, "PL"),
        items=_items(body),
        identity=f"pl_paragon:{till}/{number}",
    )
    return invoice, till, coded_at


def _part(parts: list[Any], name: str) -> Any:
    return next((part[name] for part in parts if isinstance(part, dict) and name in part), None)


def _who(markup: Any) -> tuple[str | None, str | None]:
    lines = [line.strip() for line in _TAG.sub("\n", str(markup or "")[:5000]).splitlines() if line.strip()]
    return (lines[0] if lines else None), (", ".join(lines[1:]) or None)


def _items(body: list[Any]) -> tuple[Item, ...]:
    items: list[Item] = []
    for part in body:
        if isinstance(sold := said(part, "sellLine"), dict):
            _sell(items, sold)
        elif items and isinstance(discount := said(part, "discountLine"), dict):
            items[-1] = _reduced(items[-1], discount)
    return tuple(items)


def _sell(items: list[Item], sold: dict[str, Any]) -> None:
    item = Item(
        description=line_name(sold.get("name"), sold.get("vatId")),
        quantity=values.amount(str(sold.get("quantity", "")), comma=True),
        unit_price=grosze(sold.get("price")),
        amount=grosze(sold.get("total")),
    )
    same = [at for at, earlier in enumerate(items) if earlier.description == item.description]
    if sold.get("isStorno") is True and same:
        items.pop(same[-1])
    else:
        items.append(item)


def _reduced(item: Item, discount: dict[str, Any]) -> Item:
    """The line after its own discount; discounts on other sums leave it alone."""
    value, base = grosze(discount.get("value")), grosze(discount.get("base"))
    if value is None or item.amount is None or base != item.amount:
        return item
    is_reduction = discount.get("isDiscount") is not False and discount.get("isStorno") is not True
    return replace(item, amount=item.amount - value if is_reduction else item.amount + value)
