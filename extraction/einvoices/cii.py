"""UN/CEFACT Cross Industry Invoice D16B (Factur-X, ZUGFeRD 2, XRechnung CII) and its elder, ZUGFeRD 1.

Fields by the semantic model of EN 16931 in its CII syntax (CEN/TS 16931-3-3); ZUGFeRD 1 differs in element names only.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extraction import values
from extraction.einvoices import kinds
from extraction.einvoices.invoice import Invoice, Item, Party, identity_from_number
from extraction.einvoices.tree import Document, Node
from extraction.einvoices.ubl import price_per_unit


@dataclass(frozen=True, slots=True)
class Names:
    """How a version names its parts."""

    format: str
    header: str
    transaction: str
    agreement: str
    settlement: str
    sums: str
    line_agreement: str
    line_delivery: str
    line_amount: str


D16B = Names(
    format="cii",
    header="ExchangedDocument",
    transaction="SupplyChainTradeTransaction",
    agreement="ApplicableHeaderTradeAgreement",
    settlement="ApplicableHeaderTradeSettlement",
    sums="SpecifiedTradeSettlementHeaderMonetarySummation",
    line_agreement="SpecifiedLineTradeAgreement",
    line_delivery="SpecifiedLineTradeDelivery",
    line_amount="SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
)
ZUGFERD_1 = Names(
    format="zugferd1",
    header="HeaderExchangedDocument",
    transaction="SpecifiedSupplyChainTradeTransaction",
    agreement="ApplicableSupplyChainTradeAgreement",
    settlement="ApplicableSupplyChainTradeSettlement",
    sums="SpecifiedTradeSettlementMonetarySummation",
    line_agreement="SpecifiedSupplyChainTradeAgreement",
    line_delivery="SpecifiedSupplyChainTradeDelivery",
    line_amount="SpecifiedSupplyChainTradeSettlement/SpecifiedTradeSettlementMonetarySummation/LineTotalAmount",
)


def read(document: Document) -> Invoice:
    """The invoice in a CII D16B or ZUGFeRD 1 document."""
    root = document.root
    names = ZUGFERD_1 if root.name == "CrossIndustryDocument" else D16B
    agreement, settlement = f"{names.transaction}/{names.agreement}", f"{names.transaction}/{names.settlement}"
    sums = f"{settlement}/{names.sums}"
    currency = root.text(f"{settlement}/InvoiceCurrencyCode")
    seller = _party(root.find(f"{agreement}/SellerTradeParty"))
    number = root.text(f"{names.header}/ID")
    issued_on = values.day(root.text(f"{names.header}/IssueDateTime/DateTimeString"), "%Y%m%d")
    return Invoice(
        format=names.format,
        document_type=kinds.document_type(root.text(f"{names.header}/TypeCode")),
        number=number,
        issued_on=issued_on,
        currency=currency,
        total=values.amount(root.text(f"{sums}/GrandTotalAmount")),
        net=values.amount(root.text(f"{sums}/TaxBasisTotalAmount")),
        tax=_tax(root, f"{sums}/TaxTotalAmount", currency),
        seller=seller,
        buyer=_party(root.find(f"{agreement}/BuyerTradeParty")),
        items=tuple(_item(line, names) for line in root.all(f"{names.transaction}/IncludedSupplyChainTradeLineItem")),
        identity=identity_from_number(seller, number, issued_on),
        lines_add_up_to=values.amount(root.text(f"{sums}/LineTotalAmount")),
        adds_up=True,
        corrects=tuple(
            root.texts(f"{settlement}/InvoiceReferencedDocument/IssuerAssignedID")
            or root.texts(f"{settlement}/InvoiceReferencedDocument/ID")
        ),
    )


def _party(party: Node | None) -> Party:
    if party is None:
        return Party()
    # VA is the VAT number, FC the number at the local tax office; some programs write schemes of their own.
    ranks = {"VA": 0, "FC": 1}
    numbers = sorted(
        party.all("SpecifiedTaxRegistration/ID"), key=lambda n: ranks.get(n.attribute("schemeID") or "", 2)
    )
    tax_id = next((text for number in numbers if (text := number.text("."))), None)
    return Party(name=party.text("Name"), tax_id=tax_id, address=_address(party))


def _address(party: Node) -> str | None:
    place = "PostalTradeAddress"
    town = " ".join(filter(None, (party.text(f"{place}/PostcodeCode"), party.text(f"{place}/CityName"))))
    parts = (party.text(f"{place}/LineOne"), party.text(f"{place}/LineTwo"), town, party.text(f"{place}/CountryID"))
    return ", ".join(filter(None, parts)) or None


def _tax(root: Node, path: str, currency: str | None) -> Decimal | None:
    for amount in root.all(path):
        if amount.attribute("currencyID") in (currency, None):
            return values.amount(amount.text("."))
    return None


def _item(line: Node, names: Names) -> Item:
    quantity = line.find(f"{names.line_delivery}/BilledQuantity")
    price = f"{names.line_agreement}/NetPriceProductTradePrice"
    product = "SpecifiedTradeProduct"
    return Item(
        description=line.text(
            f"{product}/Name", f"{product}/Description", "AssociatedDocumentLineDocument/IncludedNote/Content"
        )
        or "",
        quantity=values.amount(quantity.text(".")) if quantity else None,
        unit=quantity.attribute("unitCode") if quantity else None,
        unit_price=price_per_unit(line.text(f"{price}/ChargeAmount"), line.text(f"{price}/BasisQuantity")),
        amount=values.amount(line.text(names.line_amount)),
        gtin=values.gtin(line.text(f"{product}/GlobalID")),
        sku=line.text(f"{product}/SellerAssignedID"),
    )
