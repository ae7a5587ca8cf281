"""The expected reading of a document: what a careful person reads off it, in the words of `bin/read`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from samples.generator.cases import Case
from samples.generator.en16931 import UNIT_CODES, vat_id
from samples.generator.ksef import ksef_xml
from samples.generator.money import plain
from samples.generator.neisse import prints_ean
from samples.generator.receipt import print_number
from samples.generator.sale import Item, Sale

E_INVOICES = ("ksef-xml", "ubl-xml", "zugferd")


def expected_reading(case: Case, files: list[str], pages: int) -> dict[str, Any]:
    """Fields and lines. Beside them each line names our `product`, null for goods that earn nothing."""
    return {
        "files": files,
        "distributor": case.sale.distributor,
        "pages": pages,
        "fields": dict(_fields(case)),
        "lines": [_line(case, number, item) for number, item in enumerate(_items(case.sale), 1)],
    }


def _items(sale: Sale) -> Iterator[Item]:
    if not sale.corrects:
        yield from sale.items
        return
    # A correction states each line as it was, which counts below zero, and as it is.
    sold = {item.article: item for item in sale.corrects.items}
    for item in sale.items:
        was = sold[item.article]
        yield replace(was, quantity=-was.quantity)
        yield replace(was, quantity=was.quantity + item.quantity)


def _fields(case: Case) -> Iterator[tuple[str, str]]:
    sale = case.sale
    country = f", {sale.seller.country}" if case.form in E_INVOICES else ""
    yield "issuer_name", sale.seller.name
    yield "issuer_tax_id", _tax_id(case, sale.seller.tax_id, vat_id(sale.seller))
    yield "issuer_address", sale.seller.address + country
    yield "document_number", sale.number
    yield "issue_date", sale.issued_on.isoformat()
    if case.form == "receipt" and sale.issued_at:
        yield "issue_time", f"{sale.issued_at:%H:%M}"
    yield "total", str(sale.gross)
    if case.form != "receipt":
        # A receipt prints sales with tax and the tax, but nothing without it.
        yield "net_total", str(sale.net)
    yield "tax_total", str(sale.tax)
    yield "currency", sale.currency
    if sale.buyer:
        yield "buyer_tax_id", _tax_id(case, sale.buyer.tax_id, vat_id(sale.buyer))
        if case.form != "receipt":
            yield "buyer_name", sale.buyer.name
    if identity := _identity(case):
        yield "document_id", identity
    yield "document_type", "receipt" if case.form == "receipt" else "correction" if sale.corrects else "invoice"


def _tax_id(case: Case, number: str, with_country: str) -> str:
    # E-invoices after EN 16931 and German paper print the country in front, Polish paper does not.
    return with_country if case.form in ("ubl-xml", "zugferd", "neisse") else number


def _identity(case: Case) -> str | None:
    sale = case.sale
    if case.form == "receipt":
        return f"pl_paragon:{print_number(sale)}"
    if case.is_in_ksef:
        return f"pl_ksef:sha256:{hashlib.sha256(ksef_xml(sale)).hexdigest()}"
    if case.form in E_INVOICES:
        return f"invoice:{vat_id(sale.seller)}/{sale.number}/{sale.issued_on}"
    return None


def _line(case: Case, number: int, item: Item) -> dict[str, Any]:
    is_paper = case.form not in E_INVOICES
    unit = item.unit if is_paper or case.form == "ksef-xml" else UNIT_CODES[item.unit]
    return {
        "description": item.name,
        "quantity": plain(item.quantity),
        "unit": unit.rstrip(".") if case.form == "receipt" else unit,
        "unit_price": str(item.price),
        "amount": str(item.amount),
        "gtin": item.gtin if _prints_gtin(case, number, item) else None,
        "sku": item.article if _prints_article(case, item) else None,
        "product": item.product,
    }


def _prints_gtin(case: Case, number: int, item: Item) -> bool:
    if case.form == "neisse":
        return prints_ean(number, item)
    return case.form in ("katownik", "ubl-xml", "zugferd")


def _prints_article(case: Case, item: Item) -> bool:
    if case.form == "katownik":
        # One column holds the EAN, or the shop's own number where there is none.
        return item.gtin is None
    return case.form not in ("receipt", "ksef-view")
