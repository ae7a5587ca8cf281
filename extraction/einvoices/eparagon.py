"""Electronic receipts of Polish tills (JPK_KASA_PARAGON): signed JSON, bare JSON, or the form for printing.

Every amount is in grosze. Read from the signed part where there is one: the print form shows lines before discounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from extraction import document_types, values
from extraction.coding import rsa
from extraction.coding.outcomes import CONSISTENT, UNCHECKED, UNVERIFIED, outcome
from extraction.coding.text import from_base64, json_object
from extraction.einvoices import eparagon_print
from extraction.einvoices.eparagon_parts import entries, grosze, joined_address, line_name, said, text
from extraction.einvoices.invoice import Invoice, Item, Party
from extraction.reading import Warning

UNSIGNED = Warning("unsigned-receipt", "This is the print form of an electronic receipt, without the till's signature.")


@dataclass(frozen=True, slots=True)
class ElectronicReceipt:
    """The receipt, how its checks ended, the till, and the moment as coded (whether its Z is UTC is not known)."""

    invoice: Invoice
    checks: Mapping[str, str]
    till: str | None
    coded_at: str | None


def read(source: str | bytes) -> ElectronicReceipt | None:
    """The receipt in JSON of any of the three forms, or in the bare signed text; None if it is none."""
    whole = json_object(source)
    signed = whole.get("data") if whole else source.decode(errors="replace") if isinstance(source, bytes) else source
    payload = _signed_payload(signed) if isinstance(signed, str) else None
    document = said(payload or whole or {}, "dokument", "document")
    if isinstance(document, dict):
        return _from_document(document, {"signature": _signature(str(signed))} if payload else {})
    printed = eparagon_print.read(whole) if whole else None
    if printed is None:
        return None
    invoice, till, coded_at = printed
    return _receipt(invoice, _sums(invoice, Decimal(0)), till, coded_at, (UNSIGNED,))


def _receipt(
    invoice: Invoice,
    checks: dict[str, str],
    till: str | None,
    coded_at: str | None,
    warnings: tuple[Warning, ...] = (),
) -> ElectronicReceipt:
    if checks.get("signature") == UNVERIFIED:
        warnings = (*warnings, Warning("code-signature", "The till's signature under this receipt does not hold."))
    if checks.get("lines_sum") == UNVERIFIED:
        warnings = (*warnings, Warning("lines-differ", "The lines do not add up to the total of the receipt."))
    return ElectronicReceipt(replace(invoice, warnings=warnings), checks, till, coded_at)


def _signed_payload(signed: str) -> dict[str, Any] | None:
    parts = signed.strip().split(".")
    return json_object(from_base64(parts[1], url=True)) if len(parts) == 3 else None


def _signature(signed: str) -> str:
    """Anybody can sign with a certificate of their own, so a signature that holds is consistent, not verified."""
    head, _, last = signed.strip().rpartition(".")
    header = json_object(from_base64(head.partition(".")[0], url=True)) or {}
    chain, signature = header.get("x5c"), from_base64(last, url=True)
    certificate = from_base64(chain[0]) if isinstance(chain, list) and chain and isinstance(chain[0], str) else None
    key = rsa.key_of_certificate(certificate) if certificate else None
    if key is None or not signature or header.get("alg") != "RS256":
        return UNCHECKED
    return CONSISTENT if rsa.holds(*key, head.encode(), signature, digest="sha256") else UNVERIFIED


def _from_document(document: dict[str, Any], checks: dict[str, str]) -> ElectronicReceipt | None:
    seller, receipt = said(document, "podmiot1"), said(document, "paragon")
    if not isinstance(seller, dict) or not isinstance(receipt, dict):
        return None
    sums, head = said(receipt, "podsum"), said(document, "naglowek")
    coded_at = text(said(receipt, "zakSprzed")) or text(said(head, "dataJPK"))
    lines = entries(said(receipt, "pozycja", "pozycje"))
    till, number = text(said(seller, "nrUnik")), text(said(receipt, "nrDok"))
    who = text(said(seller, "nazwaPod")), text(said(seller, "NIP")), joined_address(said(seller, "adresPod"))
    invoice = Invoice(
        format="pl_eparagon_json",
        document_type=document_types.RECEIPT,
        number=number,
        issued_on=values.day((coded_at or "")[:10]),
        currency=text(said(sums, "waluta")) or "PLN",
        total=grosze(said(sums, "sumaBrutto")),
        tax=grosze(said(sums, "sumaPod")),
        seller=Party(*who, country="PL"),
        items=_items(lines),
        identity=f"pl_paragon:{till}/{number}" if till and number else None,
    )
    return _receipt(invoice, checks | _sums(invoice, _discounts(lines)), till, coded_at)


def _items(lines: list[dict[str, Any]]) -> tuple[Item, ...]:
    kept: list[Item] = []
    for goods in (line["towar"] for line in lines if isinstance(line.get("towar"), dict)):
        item = _item(goods)
        same = [
            at for at, sold in enumerate(kept) if (sold.description, sold.amount) == (item.description, item.amount)
        ]
        # A voided line repeats the sale that it takes back.
        if goods.get("oper") is True and same:
            kept.pop(same[-1])
        else:
            kept.append(item)
    return tuple(kept)


def _item(goods: dict[str, Any]) -> Item:
    return Item(
        description=line_name(goods.get("nazwa"), goods.get("idStPTU")),
        quantity=values.amount(str(goods.get("ilosc", "")), comma=True),
        unit=text(goods.get("jm")),
        unit_price=grosze(goods.get("cena")),
        amount=grosze(goods.get("brutto")),
    )


def _discounts(lines: list[dict[str, Any]]) -> Decimal:
    """Discounts that stand for themselves; those inside a line are in its amount already."""
    alone = [line["rabat"] for line in lines if isinstance(line.get("rabat"), dict)]
    return sum((grosze(discount.get("wart")) or Decimal(0) for discount in alone), Decimal(0))


def _sums(invoice: Invoice, discounts: Decimal) -> dict[str, str]:
    amounts = [item.amount for item in invoice.items if item.amount is not None]
    if invoice.total is None or not amounts:
        return {}
    return {"lines_sum": outcome(sum(amounts, Decimal(0)) + discounts == invoice.total)}
