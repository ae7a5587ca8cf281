"""UBL 2.1 invoices and credit notes: EN 16931, Peppol BIS 3, XRechnung and the other national profiles.

Fields by the semantic model of EN 16931 in its UBL syntax (CEN/TS 16931-3-2).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extraction import document_types, values
from extraction.einvoices import kinds
from extraction.einvoices.invoice import Invoice, Item, Party, identity_from_number
from extraction.einvoices.tree import Document, Node


def read(document: Document) -> Invoice:
    """The invoice or credit note in a UBL document."""
    root = document.root
    is_credit = root.name == "CreditNote"
    currency = root.text("DocumentCurrencyCode")
    seller = _party(root.find("AccountingSupplierParty/Party"))
    number, issued_on = root.text("ID"), values.day((root.text("IssueDate") or "")[:10])
    return Invoice(
        format="ubl_creditnote" if is_credit else "ubl_invoice",
        document_type=document_types.CREDIT_NOTE if is_credit else kinds.document_type(root.text("InvoiceTypeCode")),
        number=number,
        issued_on=issued_on,
        currency=currency,
        total=values.amount(root.text("LegalMonetaryTotal/TaxInclusiveAmount", "LegalMonetaryTotal/PayableAmount")),
        net=values.amount(root.text("LegalMonetaryTotal/TaxExclusiveAmount")),
        tax=_tax(root, currency),
        seller=seller,
        buyer=_party(root.find("AccountingCustomerParty/Party")),
        items=tuple(_items(root)),
        identity=identity_from_number(seller, number, issued_on),
        lines_add_up_to=values.amount(root.text("LegalMonetaryTotal/LineExtensionAmount")),
        adds_up=True,
        corrects=tuple(root.texts("BillingReference/InvoiceDocumentReference/ID")),
    )


def _party(party: Node | None) -> Party:
    if party is None:
        return Party()
    return Party(
        name=party.text("PartyLegalEntity/RegistrationName", "PartyName/Name"),
        tax_id=_tax_id(party),
        address=_address(party.find("PostalAddress")),
    )


def _tax_id(party: Node) -> str | None:
    # A party may carry several tax schemes; the VAT number is the one that identifies it across borders.
    schemes = sorted(party.all("PartyTaxScheme"), key=lambda scheme: scheme.text("TaxScheme/ID") != "VAT")
    return next((number for scheme in schemes if (number := scheme.text("CompanyID"))), None)


def _address(address: Node | None) -> str | None:
    if address is None:
        return None
    town = " ".join(filter(None, (address.text("PostalZone"), address.text("CityName"))))
    parts = (
        address.text("StreetName"),
        address.text("AdditionalStreetName"),
        town,
        address.text("Country/IdentificationCode"),
    )
    return ", ".join(filter(None, parts)) or None


def _tax(root: Node, currency: str | None) -> Decimal | None:
    for amount in root.all("TaxTotal/TaxAmount"):
        if amount.attribute("currencyID") in (currency, None):
            return values.amount(amount.text("."))
    return None


def _items(root: Node) -> Iterator[Item]:
    for name, counted in (("InvoiceLine", "InvoicedQuantity"), ("CreditNoteLine", "CreditedQuantity")):
        for line in root.all(name):
            yield _item(line, counted)


def _item(line: Node, counted: str) -> Item:
    quantity = line.find(counted)
    return Item(
        description=line.text("Item/Name", "Item/Description") or "",
        quantity=values.amount(quantity.text(".")) if quantity else None,
        unit=quantity.attribute("unitCode") if quantity else None,
        unit_price=price_per_unit(line.text("Price/PriceAmount"), line.text("Price/BaseQuantity")),
        amount=values.amount(line.text("LineExtensionAmount")),
        gtin=values.gtin(line.text("Item/StandardItemIdentification/ID")),
        sku=line.text("Item/SellersItemIdentification/ID"),
    )


def price_per_unit(price: str | None, basis: str | None) -> Decimal | None:
    """The price of one unit where the document prices several together."""
    whole, base = values.amount(price), values.amount(basis)
    return whole / base if whole is not None and base else whole
